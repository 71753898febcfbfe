package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void layersStandInAlignedColumns() {
    Architecture architecture =
        Architecture.builder("PhonePrice")
            .input("input", 20)
            .layer("layer1", "Dense, RELU", 2688, 128)
            .layer("layer2", "Dense, RELU", 33024, 256)
            .layer("layer3", "Dense", 1028, 4)
            .parameter("layer1.weight", 0, 20, 128)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.HE_UNIFORM, 20, 128)
            .parameter("layer1.bias", 2560, 128)
            .starts(Initializer.ZEROS, 20, 128)
            .parameter("layer2.weight", 2688, 128, 256)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.HE_UNIFORM, 128, 256)
            .parameter("layer2.bias", 35456, 256)
            .starts(Initializer.ZEROS, 128, 256)
            .parameter("layer3.weight", 35712, 256, 4)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.XAVIER_UNIFORM, 256, 4)
            .parameter("layer3.bias", 36736, 4)
            .starts(Initializer.ZEROS, 256, 4)
            .output("output", Loss.CROSS_ENTROPY, 4)
            .build();

    assertThat(Summary.of(architecture))
        .isEqualTo(
            """
            PhonePrice
            ------------------------------------------------
            Layer    Kind          Output shape   Parameters
            ------------------------------------------------
            input                  (n, 20)                 0
            layer1   Dense, RELU   (n, 128)            2,688
            layer2   Dense, RELU   (n, 256)           33,024
            layer3   Dense         (n, 4)              1,028
            ------------------------------------------------
            Parameters  36,740, all trainable
            Size        143.5 KiB
            Loss        CROSS_ENTROPY\
            """);
  }

  @Test
  void theLineHasWhatHasParametersAndTheOutput() {
    assertThat(line(image(), 1, 28, 28)).isEqualTo("Image 1x28x28, 0 parameters");
    assertThat(line(scaled(), 1, 28, 1)).isEqualTo("Image 1x28x28-1x28x1, 1 parameter");
    Architecture.Builder joined =
        scaled().layer("dropped", "Dropout", 0, 1, 28, 1).layer("joined", "Concat", 0, 1, 56, 1);
    assertThat(line(joined, 1, 56, 1)).isEqualTo("Image 1x28x28-1x28x1-1x56x1, 1 parameter");
  }

  private static Architecture.Builder image() {
    return Architecture.builder("Image").input("input", 1, 28, 28);
  }

  private static Architecture.Builder scaled() {
    return image()
        .layer("scale", "Dense", 1, 1, 28, 1)
        .parameter("scale.weight", 0, 1, 1)
        .inFiles(1, 0)
        .penalized()
        .starts(Initializer.ZEROS, 1, 1);
  }

  private static String line(Architecture.Builder network, Integer... output) {
    return Summary.line(network.output("output", Loss.MEAN_SQUARED_ERROR, output).build());
  }

  @Test
  void theLineNamesEveryInputAndOutput() {
    Architecture.Builder network = Architecture.builder("Twins").input("left", 2).input("right", 3);
    network.output("sum", Loss.MEAN_SQUARED_ERROR, 4);
    assertThat(line(network, 5)).isEqualTo("Twins 2+3-4+5, 0 parameters");
  }

  @Test
  void theLineOfADeepNetworkIsShort() {
    Architecture.Builder network = Architecture.builder("Deep").input("input", 2);
    for (int i = 0; i < 100; i++) {
      network
          .layer("layer" + i, "Dense", 1, 1)
          .parameter("b" + i, i, 1)
          .starts(Initializer.ZEROS, 1, 1);
    }
    network.layer("last", "Dense", 3, 3).parameter("last", 100, 3).starts(Initializer.ZEROS, 1, 3);
    assertThat(line(network, 3)).isEqualTo("Deep 2-1-1-1-...-3, 103 parameters");
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Architecture architecture =
        Architecture.builder("Wide")
            .input("input", 3, 224, 224)
            .layer("score", "Dense", 1_204_225, 8, 1)
            .parameter("score.weight", 0, 1_204_224, 1)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.ZEROS, 1_204_224, 1)
            .parameter("score.bias", 1_204_224, 1)
            .starts(Initializer.ZEROS, 1_204_224, 1)
            .output("output", Loss.MEAN_SQUARED_ERROR, 8, 1)
            .build();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Summary.of(architecture))
          .isEqualTo(
              """
              Wide
              ---------------------------------------------
              Layer   Kind    Output shape       Parameters
              ---------------------------------------------
              input           (n, 3, 224, 224)            0
              score   Dense   (n, 8, 1)           1,204,225
              ---------------------------------------------
              Parameters  1,204,225, all trainable
              Size        4,704.0 KiB
              Loss        MEAN_SQUARED_ERROR\
              """);
    } finally {
      Locale.setDefault(before);
    }
  }
}
