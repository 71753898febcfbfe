package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import org.junit.jupiter.api.Test;

/** Precision, recall, F1, top-k and 0–1 loss; the numbers are those of scikit-learn's examples. */
class ClassMetricTest {

  private static final float NAN = Float.NaN;

  private final Architecture three = classes(3);
  private final Architecture yesNo =
      Architecture.builder("YesNo")
          .input("input", 1)
          .output("output", Loss.BINARY_CROSS_ENTROPY, 1)
          .build();
  private final Architecture labels =
      Architecture.builder("Labels")
          .input("input", 1)
          .output("output", Loss.BINARY_CROSS_ENTROPY, 3)
          .build();

  // sklearn.metrics.f1_score's example: y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1].
  private final float[] targets = oneHot(3, 0, 1, 2, 0, 1, 2);
  private final float[] predictions = oneHot(3, 0, 2, 1, 0, 0, 1);

  private static Architecture classes(int count) {
    return Architecture.builder("Net")
        .input("input", 1)
        .output("output", Loss.CROSS_ENTROPY, count)
        .build();
  }

  private static float[] oneHot(int classes, int... chosen) {
    float[] rows = new float[classes * chosen.length];
    for (int row = 0; row < chosen.length; row++) {
      rows[row * classes + chosen[row]] = 1;
    }
    return rows;
  }

  private double measure(Metric metric) {
    return metric.of(three, predictions, targets);
  }

  @Test
  void macroIsTheMeanOfTheClasses() {
    // Precisions 2/3, 0, 0; recalls 1, 0, 0; F1 0.8, 0, 0.
    assertThat(measure(Metric.precision(0))).isEqualTo(2 / 3.0);
    assertThat(measure(Metric.recall(0))).isEqualTo(1);
    assertThat(measure(Metric.f1(0))).isEqualTo(0.8);
    assertThat(measure(Metric.f1(2))).isZero();
    assertThat(measure(Metric.PRECISION_MACRO)).isCloseTo(2 / 9.0, within(1e-15));
    assertThat(measure(Metric.RECALL_MACRO)).isEqualTo(1 / 3.0);
    assertThat(measure(Metric.F1_MACRO)).isCloseTo(0.8 / 3, within(1e-15));
    assertThat(measure(Metric.F1_WEIGHTED)).isCloseTo(0.8 / 3, within(1e-15));
  }

  @Test
  void microOfClassesIsAccuracy() {
    for (Metric metric :
        new Metric[] {
          Metric.PRECISION_MICRO, Metric.RECALL_MICRO, Metric.F1_MICRO, Metric.ACCURACY
        }) {
      assertThat(measure(metric)).isEqualTo(1 / 3.0);
    }
    assertThat(measure(Metric.ZERO_ONE_LOSS)).isEqualTo(2 / 3.0);
  }

  @Test
  void aDenominatorOfZeroGivesZero() {
    // Class 2 is never predicted: precision 0/0. Class 1 has no row: recall 0/0.
    float[] predicted = oneHot(3, 0, 0, 1);
    float[] actual = oneHot(3, 0, 2, 2);
    assertThat(Metric.precision(2).of(three, predicted, actual)).isZero();
    assertThat(Metric.recall(1).of(three, predicted, actual)).isZero();
    // Recalls 1, 0 (of nothing), 0: class 1 was predicted, so it counts.
    assertThat(Metric.RECALL_MACRO.of(three, predicted, actual)).isEqualTo(1 / 3.0);
  }

  @Test
  void macroLeavesOutAClassThatNeverOccurs() {
    float[] predicted = oneHot(4, 0, 1, 1, 0);
    float[] actual = oneHot(4, 0, 1, 0, 0);
    // F1 of class 0: 4/5, of class 1: 2/3; classes 2 and 3 do not occur.
    double expected = (0.8 + 2 / 3.0) / 2;
    assertThat(Metric.F1_MACRO.of(classes(4), predicted, actual))
        .isCloseTo(expected, within(1e-15));
    assertThat(Metric.f1(3).of(classes(4), predicted, actual)).isZero();
  }

  @Test
  void averagesWeighByRowsOnlyWhereAsked() {
    // sklearn.metrics.classification_report's example.
    float[] actual = oneHot(3, 0, 1, 2, 2, 2);
    float[] predicted = oneHot(3, 0, 0, 2, 2, 1);
    // F1: 2/3, 0, 4/5, of 1, 1 and 3 rows.
    assertThat(Metric.F1_MACRO.of(three, predicted, actual))
        .isCloseTo((2 / 3.0 + 0.8) / 3, within(1e-15));
    assertThat(Metric.F1_WEIGHTED.of(three, predicted, actual))
        .isCloseTo((2 / 3.0 + 2.4) / 5, within(1e-15));
  }

  @Test
  void yesNoIsTwoClasses() {
    float[] predicted = {.9f, .8f, .3f, .4f, .5f};
    float[] actual = {1, 0, 0, 1, 1};
    // Of two found one is right, of three there are one was found; of three denied one is right.
    assertThat(Metric.PRECISION.of(yesNo, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.RECALL.of(yesNo, predicted, actual)).isEqualTo(1 / 3.0);
    assertThat(Metric.F1.of(yesNo, predicted, actual)).isEqualTo(0.4);
    assertThat(Metric.precision(0).of(yesNo, predicted, actual)).isEqualTo(1 / 3.0);
    assertThat(Metric.recall(0).of(yesNo, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.F1_MACRO.of(yesNo, predicted, actual)).isCloseTo(0.4, within(1e-15));
    float[] two = {.1f, .9f, .8f, .2f};
    assertThat(Metric.PRECISION.of(classes(2), two, oneHot(2, 1, 1))).isEqualTo(1);
    assertThat(Metric.RECALL.of(classes(2), two, oneHot(2, 1, 1))).isEqualTo(0.5);
  }

  @Test
  void manyLabelsAreAClassEach() {
    // Label 0: found 2, right 1, there 1. Label 1: found 1, right 1, there 2. Label 2: nothing.
    float[] predicted = {.9f, .8f, .1f, .7f, .2f, .2f};
    float[] actual = {1, 1, 0, 0, 1, 0};
    assertThat(Metric.precision(0).of(labels, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.recall(1).of(labels, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.PRECISION_MACRO.of(labels, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.RECALL_MACRO.of(labels, predicted, actual)).isEqualTo(0.5);
    assertThat(Metric.PRECISION_MICRO.of(labels, predicted, actual)).isEqualTo(2 / 3.0);
    assertThat(Metric.RECALL_MICRO.of(labels, predicted, actual)).isEqualTo(2 / 3.0);
    assertThat(Metric.F1_MACRO.of(labels, predicted, actual)).isCloseTo(4 / 9.0, within(1e-15));
  }

  @Test
  void naNIsAMissAndNoDecision() {
    float[] predicted = {1, 0, NAN, 0, 1, 0};
    assertThat(Metric.recall(0).of(three, predicted, oneHot(3, 0, 1))).isZero();
    assertThat(Metric.precision(1).of(three, predicted, oneHot(3, 0, 1))).isEqualTo(1);
    assertThat(Metric.RECALL.of(yesNo, new float[] {NAN, 1}, new float[] {1, 1})).isEqualTo(0.5);
    assertThat(Metric.PRECISION.of(yesNo, new float[] {NAN, 1}, new float[] {1, 1})).isEqualTo(1);
    assertThat(Metric.ZERO_ONE_LOSS.of(yesNo, new float[] {NAN, 1}, new float[] {0, 1}))
        .isEqualTo(0.5);
    assertThat(Metric.topK(3).of(three, predicted, oneHot(3, 0, 1))).isEqualTo(0.5);
  }

  @Test
  void topKLooksAtTheLargest() {
    // sklearn.metrics.top_k_accuracy_score's example, with k = 2.
    float[] scores = {.5f, .2f, .2f, .3f, .4f, .2f, .2f, .4f, .3f, .7f, .2f, .1f};
    float[] actual = oneHot(3, 0, 1, 2, 2);
    assertThat(Metric.topK(2).of(three, scores, actual)).isEqualTo(0.75);
    assertThat(Metric.topK(1).of(three, scores, actual))
        .isEqualTo(Metric.ACCURACY.of(three, scores, actual));
    assertThat(Metric.topK(3).of(three, scores, actual)).isEqualTo(1);
    // Of equal ones the first two count.
    float[] equal = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertThat(Metric.topK(2).of(three, equal, oneHot(3, 0, 1, 2))).isEqualTo(2 / 3.0);
  }

  @Test
  void metricsRefuseNetworksTheyDoNotSuit() {
    refused(Metric.topK(4), three, "top-4 accuracy needs at least 4 classes, but Net has 3");
    refused(
        Metric.topK(1),
        yesNo,
        "top-1 accuracy is of networks that choose among classes, but YesNo decides yes or no;"
            + " measure its accuracy");
    refused(
        Metric.PRECISION,
        three,
        "precision is of networks with two classes, but Net has 3; take Metric.PRECISION_MACRO,"
            + " or Metric.precision(class)");
    refused(
        Metric.F1,
        labels,
        "f1 is of networks with two classes, but Labels has 3; take Metric.F1_MACRO, or"
            + " Metric.f1(class)");
    refused(
        Metric.recall(3),
        three,
        "recall of class 3 is asked for, but the classes of Net are 0 to 2");
    refused(Metric.f1(2), yesNo, "f1 of class 2 is asked for, but the classes of YesNo are 0 to 1");
    Metric.RECALL.check(classes(2));
    Metric.f1(2).check(labels);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.topK(0))
        .withMessage("k is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.precision(-1))
        .withMessage("a class is at least 0, but it is -1");
  }

  private static void refused(Metric metric, Architecture architecture, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.check(architecture))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metric.of(architecture, new float[12], new float[12]))
        .withMessage(message);
  }

  @Test
  void aTrainerRefusesThemBeforeItBegins() {
    DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 1, 3);
    Dataset rows = Dataset.ofClasses(new float[4], 1, new int[] {0, 1, 2, 0}, 3);
    float[] before = net.parameter("layer1.weight").values().toArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(net).metrics(Metric.F1).fit(rows))
        .withMessageStartingWith("f1 is of networks with two classes, but Line has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.F1.of(net, rows))
        .withMessageStartingWith("f1 is of networks with two classes, but Line has 3");
    assertThat(net.parameter("layer1.weight").values().toArray()).isEqualTo(before);
    History history =
        Trainer.of(net).metrics(Metric.F1_MACRO, Metric.topK(2), Metric.f1(0)).fit(rows);
    assertThat(history.last().training().metrics())
        .containsOnlyKeys("f1 macro", "top-2 accuracy", "f1 of class 0")
        .containsEntry("f1 macro", Metric.F1_MACRO.of(net, rows));
  }

  @Test
  void everyMetricSaysWhatIsBetter() {
    assertThat(
            new Metric[] {
              Metric.ACCURACY,
              Metric.PRECISION,
              Metric.RECALL_MICRO,
              Metric.f1(0),
              Metric.topK(2),
              Metric.ROC_AUC,
              Metric.R_SQUARED
            })
        .allMatch(Metric::higherIsBetter);
    assertThat(
            new Metric[] {
              Metric.ZERO_ONE_LOSS,
              Metric.LOG_LOSS,
              Metric.MEAN_SQUARED_ERROR,
              Metric.ROOT_MEAN_SQUARED_ERROR,
              Metric.MEAN_ABSOLUTE_ERROR
            })
        .noneMatch(Metric::higherIsBetter);
  }
}
