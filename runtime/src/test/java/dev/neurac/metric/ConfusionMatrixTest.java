package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.train.DenseNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final List<String> ANIMALS = List.of("ant", "bird", "cat");

  /** sklearn.metrics.confusion_matrix's example. */
  private final ConfusionMatrix matrix =
      ConfusionMatrix.of(new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2}, ANIMALS);

  /** sklearn.metrics.classification_report's example. */
  private final ConfusionMatrix reported =
      ConfusionMatrix.of(
          new int[] {0, 1, 2, 2, 2},
          new int[] {0, 0, 2, 2, 1},
          List.of("class 0", "class 1", "class 2"));

  /** Passes its features through: W = 1, b = 0. */
  private static DenseNetwork identity(DenseNetwork net) {
    int size = net.runtime().architecture().outputSize();
    float[] parameters = net.runtime().parameterArray();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i < size * size && i % (size + 1) == 0 ? 1 : 0;
    }
    return net;
  }

  @Test
  void linesAreActualAndColumnsPredicted() {
    assertThat(matrix.count(2, 0)).isEqualTo(1);
    assertThat(matrix.count(0, 2)).isZero();
    assertThat(matrix.count(1, 2)).isEqualTo(1);
    assertThat(matrix.total()).isEqualTo(6);
    assertThat(matrix.accuracy()).isEqualTo(4 / 6.0);
    assertThat(matrix.labels()).isEqualTo(ANIMALS);
    assertThat(matrix)
        .hasToString(
            """
            actual \\ predicted  ant  bird  cat
            ant                   2     0    0
            bird                  0     0    1
            cat                   1     0    2
            """);
  }

  @Test
  void whatIsNotDecidedHasAColumn() {
    ConfusionMatrix undecided =
        ConfusionMatrix.of(new int[] {0, 1, 1}, new int[] {0, -1, 1}, List.of("no", "yes"));
    assertThat(undecided.undecided(1)).isEqualTo(1);
    assertThat(undecided.undecided(0)).isZero();
    assertThat(undecided.accuracy()).isEqualTo(2 / 3.0);
    assertThat(undecided)
        .hasToString(
            """
            actual \\ predicted  no  yes  NaN
            no                   1    0    0
            yes                  0    1    1
            """);
  }

  @Test
  void equalCountsAreEqual() {
    ConfusionMatrix other =
        ConfusionMatrix.of(new int[] {0, 0, 1, 2, 2, 2}, new int[] {0, 0, 2, 2, 2, 0}, ANIMALS);
    assertThat(other).isEqualTo(matrix).hasSameHashCodeAs(matrix).isNotEqualTo(reported);
  }

  @Test
  void theReportIsScikitLearns() {
    ClassificationReport report = reported.report();
    assertThat(report.precision(1)).isZero();
    assertThat(report.recall(2)).isEqualTo(2 / 3.0);
    assertThat(report.f1(2)).isEqualTo(0.8);
    assertThat(report.rows(2)).isEqualTo(3);
    assertThat(report.precision(Average.MACRO)).isEqualTo(0.5);
    assertThat(report.recall(Average.MICRO)).isEqualTo(0.6);
    assertThat(report.f1(Average.WEIGHTED)).isCloseTo((2 / 3.0 + 2.4) / 5, within(1e-15));
    assertThat(report.accuracy()).isEqualTo(0.6);
    assertThat(report.labels()).containsExactly("class 0", "class 1", "class 2");
    assertThat(report)
        .hasToString(
            """
                      precision  recall      f1  rows
            class 0      0.5000  1.0000  0.6667     1
            class 1      0.0000  0.0000  0.0000     1
            class 2      1.0000  0.6667  0.8000     3

            accuracy                     0.6000     5
            macro        0.5000  0.5556  0.4889     5
            weighted     0.7000  0.6000  0.6133     5
            """);
  }

  @Test
  void aNetworksLabelsAreTheDatasets() {
    DenseNetwork net = identity(DenseNetwork.of(Loss.CROSS_ENTROPY, 3, 3));
    Dataset rows =
        Dataset.ofClasses(
            new float[] {5, 1, 1, 0, 2, 1, 0, 1, 3, 4, 0, 1}, 3, new int[] {0, 1, 2, 2}, ANIMALS);
    ConfusionMatrix ofNetwork = ConfusionMatrix.of(net, rows);
    assertThat(ofNetwork)
        .isEqualTo(ConfusionMatrix.of(new int[] {0, 1, 2, 2}, new int[] {0, 1, 2, 0}, ANIMALS));
    assertThat(ofNetwork.report().f1(Average.MACRO)).isEqualTo(Metric.F1_MACRO.of(net, rows));
    assertThat(ClassificationReport.of(net, rows)).hasToString(ofNetwork.report().toString());
  }

  @Test
  void yesAndNoAre1And0() {
    DenseNetwork net = identity(DenseNetwork.ofLogits(Loss.BINARY_CROSS_ENTROPY, 1, 1));
    Dataset rows = Dataset.of(new float[] {-1, 2, 0.4f}, 1, new float[] {0, 1, 0}, 1);
    ConfusionMatrix expected =
        ConfusionMatrix.of(new int[] {0, 1, 0}, new int[] {0, 1, 1}, List.of("0", "1"));
    assertThat(ConfusionMatrix.of(net, rows)).isEqualTo(expected);
    assertThat(ConfusionMatrix.ofEachOutput(net, rows)).containsExactly(expected);
  }

  @Test
  void severalYesAndNoHaveAMatrixEach() {
    DenseNetwork net = identity(DenseNetwork.ofLogits(Loss.BINARY_CROSS_ENTROPY, 2, 2));
    Dataset rows = Dataset.of(new float[] {1, -1, 1, 1}, 2, new float[] {1, 0, 0, 1}, 2);
    List<String> yesNo = List.of("0", "1");
    assertThat(ConfusionMatrix.ofEachOutput(net, rows))
        .containsExactly(
            ConfusionMatrix.of(new int[] {1, 0}, new int[] {1, 1}, yesNo),
            ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 1}, yesNo));
    assertThat(ClassificationReport.of(net, rows))
        .hasToString(
            """
                      precision  recall      f1  rows
            0            0.5000  1.0000  0.6667     1
            1            1.0000  1.0000  1.0000     1

            micro        0.6667  1.0000  0.8000     2
            macro        0.7500  1.0000  0.8333     2
            weighted     0.7500  1.0000  0.8333     2
            """);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionMatrix.of(net, rows))
        .withMessage(
            "a confusion matrix is of one decision a row, but Line makes 2; take"
                + " ConfusionMatrix.ofEachOutput, or ClassificationReport");
  }

  @Test
  void mistakesAreNamed() {
    DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 1, 3);
    Dataset rows = Dataset.of(new float[] {1}, 1, new float[] {0, 1, 0}, 3);
    refused(
        () -> ConfusionMatrix.ofEachOutput(net, rows),
        "Line makes one decision a row, among 3 classes; take ConfusionMatrix.of");
    refused(
        () ->
            ConfusionMatrix.of(net, Dataset.of(new float[1], 1, new float[] {Float.NaN, 0, 0}, 3)),
        "row 0 of the dataset has the target NaN at position 0, but CROSS_ENTROPY takes the"
            + " probabilities of classes: each at least 0, with sum 1 along the last axis; for"
            + " class numbers take Dataset.ofClasses");
    refused(
        () -> ConfusionMatrix.of(net, Dataset.of(new float[2], 2, new float[3], 3)),
        "Line takes rows of 1 features, but the dataset has rows of 2");
    int[] one = {1};
    refused(
        () -> ConfusionMatrix.of(new int[] {1, 3}, new int[2], ANIMALS),
        "an actual class is 0 to 2, but number 1 is 3");
    refused(
        () -> ConfusionMatrix.of(one, new int[] {-2}, ANIMALS),
        "a predicted class is 0 to 2, or -1 for none, but number 0 is -2");
    refused(
        () -> ConfusionMatrix.of(one, new int[2], ANIMALS),
        "every prediction has its actual class, but there are 1 actual and 2 predicted ones");
    refused(
        () -> ConfusionMatrix.of(one, one, List.of()),
        "a confusion matrix has at least 1 class, not 0");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> matrix.count(0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> matrix.report().f1(3));
  }

  private static void refused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
  }
}
