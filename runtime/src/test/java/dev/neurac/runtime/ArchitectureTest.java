package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void sizesAreProducts() {
    Architecture architecture =
        Architecture.builder("Net")
            .input("input", 1, 28, 28)
            .parameter("layer1.weight", 0, 784, 10)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.HE_UNIFORM, 784, 10)
            .parameter("layer1.bias", 7840, 10)
            .starts(Initializer.ZEROS, 784, 10)
            .output("output", Loss.CROSS_ENTROPY, 10)
            .build();

    assertThat(architecture.inputSize()).isEqualTo(784);
    assertThat(architecture.outputSize()).isEqualTo(10);
    assertThat(architecture.parameterCount()).isEqualTo(7850);
  }

  @Test
  void weightsAreSeenAsOutIn() {
    List<ParameterInfo> parameters = new LinearProgram(3, 2).architecture().parameters();

    assertThat(parameters)
        .containsExactly(
            new ParameterInfo(
                "layer1.weight",
                0,
                List.of(3, 2),
                FileLayout.of(1, 0),
                true,
                new Start(Initializer.XAVIER_UNIFORM, Double.NaN, 3, 2)),
            new ParameterInfo(
                "layer1.bias",
                6,
                List.of(2),
                FileLayout.of(0),
                false,
                new Start(Initializer.ZEROS, Double.NaN, 3, 2)));
    assertThat(parameters.get(0).shape()).containsExactly(2, 3);
    assertThat(parameters.get(0).extents()).containsExactly(2, 3);
    assertThat(parameters.get(0).size()).isEqualTo(6);
  }

  @Test
  void parametersHaveAnyNameAndAnyNumberOfAxes() {
    List<ParameterInfo> parameters =
        Architecture.builder("Net")
            .parameter("conv1.kernel", 0, 5, 5, 3, 16)
            .inFiles(3, 2, 0, 1)
            .penalized()
            .starts(Initializer.FAN_IN, 75, 400)
            .parameter("place.of_step", 1200, 2, 4)
            .starts(Initializer.NORMAL, 0.05, 2, 4)
            .parameter("scale.factor", 1208)
            .starts(Initializer.CONSTANT, 2, 1, 1)
            .output("output", Loss.MEAN_SQUARED_ERROR, 2)
            .build()
            .parameters();

    assertThat(parameters)
        .extracting(ParameterInfo::shape)
        .containsExactly(List.of(16, 3, 5, 5), List.of(2, 4), List.of());
    assertThat(parameters).extracting(ParameterInfo::size).containsExactly(1200, 8, 1);
    assertThat(parameters)
        .extracting(ParameterInfo::penalized)
        .as("penalties ask for it, not for the axes")
        .containsExactly(true, false, false);
    float[] all = new float[1209];
    parameters.forEach(parameter -> Initialization.fill(all, parameter, 1));
    for (int i = 0; i < 1200; i++) {
      assertThat(Math.abs(all[i])).isBetween(0f, (float) (1 / Math.sqrt(75)));
    }
    assertThat(all[1208]).isEqualTo(2);
  }

  @Test
  void gapsBetweenParametersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Architecture.builder("Net")
                    .parameter("a.weight", 0, 3, 2)
                    .inFiles(1, 0)
                    .penalized()
                    .starts(Initializer.ZEROS, 3, 2)
                    .parameter("a.bias", 7, 2)
                    .starts(Initializer.ZEROS, 3, 2)
                    .output("output", Loss.CROSS_ENTROPY, 2)
                    .build())
        .withMessage("a.bias begins at 7, but the parameters before it end at 6");
  }

  @Test
  void aNameIsUsedOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Architecture.builder("Net")
                    .parameter("a.bias", 0, 2)
                    .starts(Initializer.ZEROS, 3, 2)
                    .parameter("a.bias", 2, 2)
                    .starts(Initializer.ZEROS, 3, 2)
                    .output("output", Loss.CROSS_ENTROPY, 2)
                    .build())
        .withMessage("two parameters are named a.bias");
  }

  @Test
  void countsPastTheIntRangeAreRefused() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                Architecture.builder("Net")
                    .parameter("a.bias", 0, Integer.MAX_VALUE)
                    .starts(Initializer.ZEROS, 1, Integer.MAX_VALUE)
                    .parameter("b.bias", Integer.MAX_VALUE, 1)
                    .starts(Initializer.ZEROS, 1, 1)
                    .output("output", Loss.CROSS_ENTROPY, 2)
                    .build());
  }

  @Test
  void aLayoutHasTheAxesOfItsParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Architecture.builder("Net")
                    .parameter("a", 0, 2)
                    .inFiles(1, 0)
                    .starts(Initializer.ZEROS, 1, 2)
                    .output("output", Loss.CROSS_ENTROPY, 2)
                    .build())
        .withMessage("a has the shape [2] in memory, but its axes in files are [1, 0]");
  }

  @Test
  void aParameterSaysHowItStarts() {
    Architecture.Builder network = Architecture.builder("Net");
    network.parameter("a", 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(network::build)
        .withMessage("a does not say how it starts");
  }

  @Test
  void anInitialiserHasWhatItNeeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Start(Initializer.AUTO, 1, 1, 1))
        .withMessageContaining("AUTO");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Start(Initializer.NORMAL, Double.NaN, 3, 2))
        .withMessage("NORMAL needs a scale");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Start(Initializer.FAN_IN, Double.NaN, 0, 2))
        .withMessage("a layer has at least 1 input and 1 output, not 0 and 2");
  }
}
