package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

  private static final float NAN = Float.NaN;

  @Test
  void accuracyOfClassesComparesTheLargest() {
    Architecture classes =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.CROSS_ENTROPY, 3)
            .build();
    float[] predictions = {
      .1f, .7f, .2f, // right
      .5f, .1f, .4f, // wrong
      .2f, .3f, .5f, // right, against probabilities
    };
    float[] targets = {0, 1, 0, 0, 0, 1, .1f, .3f, .6f};
    assertThat(Metric.ACCURACY.of(classes, predictions, targets)).isEqualTo(2 / 3.0);
  }

  @Test
  void accuracyTakesTheFirstOfEqualOnes() {
    Architecture classes =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.CROSS_ENTROPY, 3)
            .build();
    float[] predictions = {.2f, .4f, .4f, .2f, .4f, .4f};
    float[] targets = {0, 1, 0, 0, 0, 1};
    assertThat(Metric.ACCURACY.of(classes, predictions, targets)).isEqualTo(0.5);
  }

  @Test
  void accuracyCountsNaNAsWrong() {
    Architecture classes =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.CROSS_ENTROPY, 2)
            .build();
    float[] predictions = {NAN, NAN, 1, NAN, NAN, 1, 1, 0};
    float[] targets = {1, 0, 1, 0, 0, 1, 1, 0};
    assertThat(Metric.ACCURACY.of(classes, predictions, targets)).isEqualTo(0.25);
    Architecture yesNo =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.BINARY_CROSS_ENTROPY, 1)
            .build();
    assertThat(Metric.ACCURACY.of(yesNo, new float[] {NAN, NAN}, new float[] {0, 1})).isZero();
  }

  @Test
  void accuracyOfOneOutputDependsOnWhetherItIsALogit() {
    float[] predictions = {.2f, .5f, .6f, -1};
    float[] targets = {1, 1, 1, 0};
    Architecture probabilities =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.BINARY_CROSS_ENTROPY, 1)
            .build();
    assertThat(Metric.ACCURACY.of(probabilities, predictions, targets)).isEqualTo(0.5);
    Architecture logits =
        Architecture.builder("Net")
            .input("input", 1)
            .logits("output", Loss.BINARY_CROSS_ENTROPY, 1)
            .build();
    assertThat(Metric.ACCURACY.of(logits, predictions, targets)).isEqualTo(1);
  }

  @Test
  void accuracyOfHingesLooksAtSigns() {
    for (Loss loss : new Loss[] {Loss.HINGE, Loss.SQUARED_HINGE}) {
      Architecture signs =
          Architecture.builder("Net").input("input", 1).output("output", loss, 1).build();
      float[] predictions = {.2f, -3, -.1f, 0};
      float[] targets = {1, -1, 1, -1};
      assertThat(Metric.ACCURACY.of(signs, predictions, targets)).isEqualTo(0.75);
      assertThat(Metric.RECALL.of(signs, predictions, targets)).isEqualTo(0.5);
      // One against the rest: the largest.
      Architecture three =
          Architecture.builder("Net").input("input", 1).output("output", loss, 3).build();
      float[] row = {-2, -.5f, -1};
      assertThat(Metric.ACCURACY.of(three, row, new float[] {-1, 1, -1})).isEqualTo(1);
    }
  }

  @Test
  void accuracyOfManyLabelsLooksAtEach() {
    Architecture labels =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.BINARY_CROSS_ENTROPY, 3)
            .build();
    float[] predictions = {.9f, .8f, .1f, .2f, .2f, .2f};
    float[] targets = {1, 0, 0, 0, 1, 0};
    assertThat(Metric.ACCURACY.of(labels, predictions, targets)).isEqualTo(4 / 6.0);
  }

  @Test
  void accuracyOfASequenceLooksAtEachPosition() {
    Architecture sequence =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.CROSS_ENTROPY, 2, 2)
            .build();
    float[] predictions = {.9f, .1f, .9f, .1f};
    float[] targets = {1, 0, 0, 1};
    assertThat(Metric.ACCURACY.of(sequence, predictions, targets)).isEqualTo(0.5);
  }

  @Test
  void meanSquaredErrorIsTheMeanOverAllElements() {
    Architecture two =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.MEAN_SQUARED_ERROR, 2)
            .build();
    float[] predictions = {1, 2, 3, 4};
    float[] targets = {1, 0, 0, 0};
    assertThat(Metric.MEAN_SQUARED_ERROR.of(two, predictions, targets)).isEqualTo(29 / 4.0);
  }

  /** Numbers are neither yes nor no: a regression's accuracy would be 1, whatever it predicts. */
  @Test
  void classificationNeedsClasses() {
    DenseNetwork regression = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 1, 1);
    Dataset prices = Dataset.of(new float[2], 1, new float[] {22.1f, 18}, 1);
    for (Metric metric :
        List.of(
            Metric.ACCURACY,
            Metric.ZERO_ONE_LOSS,
            Metric.F1,
            Metric.F1_MACRO,
            Metric.recall(1),
            Metric.ROC_AUC,
            Metric.LOG_LOSS)) {
      assertThatIllegalArgumentException()
          .as(metric.name())
          .isThrownBy(() -> metric.of(regression, prices))
          .withMessage(
              metric.name()
                  + " needs classes: a loss of classification, or targets of 0 and 1, one-hot where"
                  + " there are several; but the loss of Line is MEAN_SQUARED_ERROR, and a target"
                  + " is 22.1. Measure an error such as MEAN_ABSOLUTE_ERROR, or R_SQUARED");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trainer.evaluate(regression, prices, metric));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(regression, prices))
        .withMessageStartingWith("a confusion matrix needs classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassificationReport.of(regression, prices))
        .withMessageStartingWith("a classification report needs classes");
    Dataset yesNo = Dataset.of(new float[2], 1, new float[] {0, 1}, 1);
    assertThat(Metric.ACCURACY.of(regression, yesNo)).isBetween(0.0, 1.0);
    DenseNetwork three = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 1, 3);
    Dataset oneHot = Dataset.ofClasses(new float[2], 1, new int[] {0, 2}, 3);
    assertThat(Metric.topK(2).of(three, oneHot)).isBetween(0.0, 1.0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Metric.ACCURACY.of(three, Dataset.of(new float[1], 1, new float[] {1, 1, 0}, 3)))
        .withMessageContaining("a row of targets has 2 ones");
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSS_ENTROPY", "BINARY_CROSS_ENTROPY", "HINGE", "SQUARED_HINGE"})
  void rSquaredIsOfRegression(Loss loss) {
    DenseNetwork net = DenseNetwork.of(loss, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Metric.R_SQUARED.of(net, Dataset.ofClasses(new float[1], 1, new int[1], 2)))
        .withMessage(
            "r squared is of numbers that are predicted, but Line predicts classes: its loss is "
                + loss
                + "; measure ACCURACY or LOG_LOSS");
  }
}
