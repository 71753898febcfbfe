package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.Trainer;
import org.junit.jupiter.api.Test;

/** The metrics of regression; the numbers are those of scikit-learn's examples. */
class ErrorMetricTest {

  private final Architecture one =
      Architecture.builder("Net")
          .input("input", 1)
          .output("output", Loss.MEAN_SQUARED_ERROR, 1)
          .build();
  private final Architecture two =
      Architecture.builder("Net")
          .input("input", 1)
          .output("output", Loss.MEAN_SQUARED_ERROR, 2)
          .build();
  private final float[] targets = {3, -.5f, 2, 7};
  private final float[] predictions = {2.5f, 0, 2, 8};
  private final float[] targetRows = {.5f, 1, -1, 1, 7, -6};
  private final float[] predictedRows = {0, 2, -1, 2, 8, -5};

  @Test
  void errorsOfOneOutput() {
    assertThat(Metric.MEAN_SQUARED_ERROR.of(one, predictions, targets)).isEqualTo(0.375);
    assertThat(Metric.ROOT_MEAN_SQUARED_ERROR.of(one, predictions, targets))
        .isEqualTo(Math.sqrt(0.375));
    assertThat(Metric.MEAN_ABSOLUTE_ERROR.of(one, predictions, targets)).isEqualTo(0.5);
    // 1 - 1.5 / 29.1875
    assertThat(Metric.R_SQUARED.of(one, predictions, targets))
        .isCloseTo(1 - 1.5 / 29.1875, within(1e-15));
  }

  @Test
  void errorsOfSeveralOutputsAreMeansOverThem() {
    assertThat(Metric.MEAN_SQUARED_ERROR.of(two, predictedRows, targetRows))
        .isCloseTo(4.25 / 6, within(1e-15));
    assertThat(Metric.ROOT_MEAN_SQUARED_ERROR.of(two, predictedRows, targetRows))
        .isCloseTo((Math.sqrt(1.25 / 3) + 1) / 2, within(1e-15));
    assertThat(Metric.MEAN_ABSOLUTE_ERROR.of(two, predictedRows, targetRows)).isEqualTo(0.75);
    assertThat(Metric.R_SQUARED.of(two, predictedRows, targetRows))
        .isCloseTo((0.9654377880184332 + 0.9081632653061225) / 2, within(1e-15));
  }

  @Test
  void rSquaredComparesWithTheMean() {
    float[] counting = {1, 2, 3};
    assertThat(Metric.R_SQUARED.of(one, counting, counting)).isEqualTo(1);
    assertThat(Metric.R_SQUARED.of(one, new float[] {2, 2, 2}, counting)).isZero();
    assertThat(Metric.R_SQUARED.of(one, new float[] {3, 2, 1}, counting)).isEqualTo(-3);
  }

  @Test
  void rSquaredOfEqualTargetsIsFinite() {
    float[] equal = {.1f, .1f, .1f};
    assertThat(Metric.R_SQUARED.of(one, equal, equal)).isEqualTo(1);
    assertThat(Metric.R_SQUARED.of(one, new float[] {.1f, .1f, .2f}, equal)).isZero();
    assertThat(Metric.R_SQUARED.of(one, new float[] {.1f, Float.NaN, .2f}, equal)).isNaN();
    assertThat(Metric.R_SQUARED.of(one, new float[] {1}, new float[] {1})).isNaN();
  }

  @Test
  void errorsAreOnTheScaleOfTheTargets() {
    float ln2 = (float) Math.log(2);
    float[] logs = {0, ln2};
    float[] numbers = {1, 4};
    // exp(0) = 1 is right, exp(ln 2) = 2 is off by 2.
    for (Architecture architecture :
        new Architecture[] {
          Architecture.builder("Net").input("input", 1).logits("output", Loss.POISSON, 1).build(),
          Architecture.builder("Net")
              .input("input", 1)
              .output("output", Loss.KL_DIVERGENCE, 1)
              .build()
        }) {
      assertThat(Metric.MEAN_SQUARED_ERROR.of(architecture, logs, numbers))
          .isCloseTo(2, within(1e-6));
      assertThat(Metric.MEAN_ABSOLUTE_ERROR.of(architecture, logs, numbers))
          .isCloseTo(1, within(1e-6));
      assertThat(Metric.ROOT_MEAN_SQUARED_ERROR.of(architecture, logs, numbers))
          .isCloseTo(Math.sqrt(2), within(1e-6));
      // 1 - 4 / 4.5
      assertThat(Metric.R_SQUARED.of(architecture, logs, numbers)).isCloseTo(1 / 9.0, within(1e-6));
    }
    Architecture rates =
        Architecture.builder("Net").input("input", 1).output("output", Loss.POISSON, 1).build();
    assertThat(Metric.MEAN_ABSOLUTE_ERROR.of(rates, new float[] {1, 2}, numbers)).isEqualTo(1);
    // softmax(0, ln 2, 0) is 1/4, 1/2, 1/4; sigmoid(ln 2) is 2/3.
    Architecture classes =
        Architecture.builder("Net")
            .input("input", 1)
            .logits("output", Loss.CROSS_ENTROPY, 3)
            .build();
    assertThat(
            Metric.MEAN_ABSOLUTE_ERROR.of(classes, new float[] {0, ln2, 0}, new float[] {0, 1, 0}))
        .isCloseTo(1 / 3.0, within(1e-7));
    Architecture yesNo =
        Architecture.builder("Net")
            .input("input", 1)
            .logits("output", Loss.BINARY_CROSS_ENTROPY, 1)
            .build();
    assertThat(Metric.MEAN_ABSOLUTE_ERROR.of(yesNo, new float[] {ln2}, new float[] {1}))
        .isCloseTo(1 / 3.0, within(1e-7));
  }

  @Test
  void aNetworkIsMeasuredAsATrainerDoes() {
    DenseNetwork net = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 1, 1);
    Dataset rows = Dataset.of(new float[] {1, 2, 3, 4}, 1, targets, 1);
    Metric[] metrics = {
      Metric.ROOT_MEAN_SQUARED_ERROR, Metric.MEAN_ABSOLUTE_ERROR, Metric.R_SQUARED
    };
    Evaluation evaluation = Trainer.evaluate(net, rows, metrics);
    for (Metric metric : metrics) {
      assertThat(metric.of(net, rows)).isEqualTo(evaluation.metric(metric.name()));
    }
    assertThat(evaluation.metrics())
        .containsOnlyKeys("root mean squared error", "mean absolute error", "r squared");
  }
}
