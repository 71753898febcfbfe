package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.optim.OptimizerState;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeConditionsTest {

  private static final Architecture NETWORK =
      network()
          .parameter("sum.weight", 0, 2, 2)
          .inFiles(1, 0)
          .penalized()
          .starts(Initializer.ZEROS, 2, 2)
          .parameter("sum.bias", 4, 2)
          .starts(Initializer.ZEROS, 2, 2)
          .output("sum", Loss.MEAN_SQUARED_ERROR, 2)
          .build();

  private static Architecture.Builder network() {
    return Architecture.builder("Sum").input("input", 2).layer("sum", "Dense", 6, 2);
  }

  private static Map<String, String> conditions(Architecture architecture) {
    Dataset data = Dataset.of(new float[] {1, 2}, 2, new float[] {3, 4}, 2);
    return ResumeConditions.of(
        architecture, TrainingSettings.of(), Backend.JAVA, data, Optional.empty());
  }

  /**
   * What goes wrong else goes wrong in silence: the optimiser's arrays lie as the parameters do.
   */
  @Test
  void parametersThatLieElsewhereInMemoryAreRefused() {
    Architecture other =
        network()
            .parameter("sum.bias", 0, 2)
            .starts(Initializer.ZEROS, 2, 2)
            .parameter("sum.weight", 2, 2, 2)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.ZEROS, 2, 2)
            .output("sum", Loss.MEAN_SQUARED_ERROR, 2)
            .build();

    refused(
        other,
        "parameter sum.bias is [2] at 4, axes [0] in files in the checkpoint, but"
            + " [2] at 0, axes [0] in files here",
        "parameter sum.weight is [2, 2] at 0, axes [1, 0] in files, penalized in the"
            + " checkpoint, but [2, 2] at 2, axes [1, 0] in files, penalized here");
  }

  @Test
  void parametersWhoseAxesHaveAnotherOrderInMemoryAreRefused() {
    Architecture other =
        network()
            .parameter("sum.weight", 0, 2, 2)
            .penalized()
            .starts(Initializer.ZEROS, 2, 2)
            .parameter("sum.bias", 4, 2)
            .starts(Initializer.ZEROS, 2, 2)
            .output("sum", Loss.MEAN_SQUARED_ERROR, 2)
            .build();

    refused(
        other,
        "parameter sum.weight is [2, 2] at 0, axes [1, 0] in files, penalized in the"
            + " checkpoint, but [2, 2] at 0, axes [0, 1] in files, penalized here");
  }

  @Test
  void parametersThatPenaltiesLeaveOutAreRefusedWhereTheyCounted() {
    Architecture other =
        network()
            .parameter("sum.weight", 0, 2, 2)
            .inFiles(1, 0)
            .starts(Initializer.ZEROS, 2, 2)
            .parameter("sum.bias", 4, 2)
            .starts(Initializer.ZEROS, 2, 2)
            .output("sum", Loss.MEAN_SQUARED_ERROR, 2)
            .build();

    refused(
        other,
        "parameter sum.weight is [2, 2] at 0, axes [1, 0] in files, penalized in the"
            + " checkpoint, but [2, 2] at 0, axes [1, 0] in files here");
  }

  @Test
  void howParametersStartedDoesNotMatter() {
    Architecture other =
        network()
            .parameter("sum.weight", 0, 2, 2)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.HE_NORMAL, 2, 2)
            .parameter("sum.bias", 4, 2)
            .starts(Initializer.CONSTANT, 1, 2, 2)
            .output("sum", Loss.MEAN_SQUARED_ERROR, 2)
            .build();

    assertThat(conditions(other)).isEqualTo(conditions(NETWORK));
  }

  private static void refused(Architecture other, String... problems) {
    Checkpoint checkpoint =
        new Checkpoint(
            Path.of("last.safetensors"),
            conditions(NETWORK),
            Position.start(),
            List.of(),
            Map.of(),
            new OptimizerState(0, Map.of()),
            Optional.empty());
    checkpoint.check(conditions(NETWORK), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.check(conditions(other), 1))
        .withMessageContaining(
            "the checkpoint is of another training:\n  "
                + String.join("\n  ", problems)
                + "\nGive the trainer");
  }
}
