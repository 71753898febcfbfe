package dev.neurac.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Area under the ROC curve and log loss. */
class ScoreMetricTest {

  private final Architecture yesNo =
      Architecture.builder("Net")
          .input("input", 1)
          .output("output", Loss.BINARY_CROSS_ENTROPY, 1)
          .build();
  private final Architecture yesNoLogits =
      Architecture.builder("Net")
          .input("input", 1)
          .logits("output", Loss.BINARY_CROSS_ENTROPY, 1)
          .build();
  private final Architecture labels =
      Architecture.builder("Net")
          .input("input", 1)
          .output("output", Loss.BINARY_CROSS_ENTROPY, 2)
          .build();
  private final Architecture two =
      Architecture.builder("Net").input("input", 1).output("output", Loss.CROSS_ENTROPY, 2).build();
  private final Architecture twoLogits =
      Architecture.builder("Net").input("input", 1).logits("output", Loss.CROSS_ENTROPY, 2).build();
  private final Architecture three =
      Architecture.builder("Net").input("input", 1).output("output", Loss.CROSS_ENTROPY, 3).build();

  @Test
  void theAreaOfScikitLearnsExample() {
    float[] scores = {.1f, .4f, .35f, .8f};
    assertThat(Metric.ROC_AUC.of(yesNo, scores, new float[] {0, 0, 1, 1})).isEqualTo(0.75);
    assertThat(Metric.ROC_AUC.of(yesNoLogits, scores, new float[] {0, 0, 1, 1})).isEqualTo(0.75);
    assertThat(Metric.ROC_AUC.of(yesNo, scores, new float[] {1, 1, 1, 0})).isZero();
  }

  @Test
  void aTieCountsHalf() {
    // Pairs of yes and no: .5 over .5 and .2, .7 over .5 and .2: ½ + 1 + 1 + 1 of 4.
    float[] scores = {.5f, .7f, .5f, .2f};
    assertThat(Metric.ROC_AUC.of(yesNo, scores, new float[] {1, 1, 0, 0})).isEqualTo(3.5 / 4);
    assertThat(Metric.ROC_AUC.of(yesNo, new float[] {1, 1, 1}, new float[] {0, 1, 1}))
        .isEqualTo(0.5);
    assertThat(Metric.ROC_AUC.of(yesNo, new float[] {-0f, 0}, new float[] {0, 1})).isEqualTo(0.5);
  }

  @Test
  void theAreaEqualsTheOneByAverageRanks() {
    SplittableRandom random = new SplittableRandom(3);
    float[] scores = new float[200];
    float[] targets = new float[200];
    for (int i = 0; i < 200; i++) {
      scores[i] = random.nextInt(20) / 20f;
      targets[i] = random.nextInt(3) == 0 ? 1 : 0;
    }
    double ranks = 0;
    int positives = 0;
    for (int i = 0; i < 200; i++) {
      if (targets[i] == 1) {
        double rank = 0.5;
        for (float other : scores) {
          rank += other < scores[i] ? 1 : other == scores[i] ? 0.5 : 0;
        }
        ranks += rank;
        positives++;
      }
    }
    double area =
        (ranks - positives * (positives + 1) / 2.0) / ((double) positives * (200 - positives));
    assertThat(Metric.ROC_AUC.of(yesNo, scores, targets)).isCloseTo(area, within(1e-12));
  }

  @Test
  void severalClassesAreEachAgainstTheRest() {
    float[] scores = {.6f, .3f, .1f, .2f, .5f, .3f, .1f, .3f, .6f, .5f, .3f, .2f, .3f, .3f, .4f};
    float[] targets = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1};
    // Class 1, rows 1 and 3, scores .5 and .3 against .3, .3, .3: (3 + 1.5) / 6. The others: 1.
    assertThat(Metric.ROC_AUC.of(three, scores, targets)).isCloseTo(2.75 / 3, within(1e-15));
  }

  @Test
  void logitsOfClassesAreMadeComparableFirst() {
    // Differences 1, -2, 2, -5 order the rows without mistake, the values of class 1 do not:
    // 9, 3, 0, 5 with targets 0, 1, 0, 1.
    float[] logits = {10, 9, 1, 3, 2, 0, 0, 5};
    float[] targets = {1, 0, 0, 1, 1, 0, 0, 1};
    assertThat(Metric.ROC_AUC.of(twoLogits, logits, targets)).isEqualTo(1);
    assertThat(Metric.ROC_AUC.of(two, logits, targets)).isEqualTo(0.75);
    float[] huge = {1000, -1000, -1000, 1000};
    assertThat(Metric.ROC_AUC.of(twoLogits, huge, new float[] {1, 0, 0, 1})).isEqualTo(1);
  }

  @Test
  void whatCannotBeOrderedIsLeftOut() {
    float[] scores = {.2f, .9f, .8f, .9f};
    // Label 0 is ordered wrongly; every row has label 1.
    assertThat(Metric.ROC_AUC.of(labels, scores, new float[] {1, 1, 0, 1})).isZero();
    assertThat(Metric.ROC_AUC.of(labels, scores, new float[] {1, 1, 1, 1})).isNaN();
    assertThat(Metric.ROC_AUC.of(yesNo, scores, new float[] {0, 0, 0, 0})).isNaN();
    float[] broken = {Float.NaN, .5f, .5f, .5f};
    assertThat(Metric.ROC_AUC.of(yesNo, broken, new float[] {0, 1, 0, 1})).isNaN();
  }

  @Test
  void theLogLossOfScikitLearnsExample() {
    float[] probabilities = {.1f, .9f, .9f, .1f, .8f, .2f, .35f, .65f};
    float[] targets = {0, 1, 1, 0, 1, 0, 0, 1};
    assertThat(Metric.LOG_LOSS.of(two, probabilities, targets)).isCloseTo(0.21616, within(5e-6));
    // The same as yes or no.
    assertThat(
            Metric.LOG_LOSS.of(yesNo, new float[] {.9f, .1f, .2f, .65f}, new float[] {1, 0, 0, 1}))
        .isCloseTo(0.21616, within(5e-6));
  }

  @Test
  void logLossOfLogitsNeedsNoCut() {
    float[] far = {0, 1000, 1000, 0};
    assertThat(Metric.LOG_LOSS.of(twoLogits, far, new float[] {1, 0, 1, 0})).isEqualTo(500);
    assertThat(Metric.LOG_LOSS.of(yesNoLogits, new float[] {-1000, 1000}, new float[] {1, 1}))
        .isEqualTo(500);
    // log(1 + e⁻¹) and log(1 + e⁻²).
    float[] near = {1, 0, 0, 2};
    double expected = (0.31326168751822286 + 0.1269280110429725) / 2;
    assertThat(Metric.LOG_LOSS.of(twoLogits, near, new float[] {1, 0, 0, 1}))
        .isCloseTo(expected, within(1e-15));
    assertThat(Metric.LOG_LOSS.of(yesNoLogits, new float[] {1, -2}, new float[] {1, 0}))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void logLossOfLogarithmsTakesThemAsTheyAre() {
    Architecture logs =
        Architecture.builder("Net")
            .input("input", 1)
            .output("output", Loss.KL_DIVERGENCE, 2)
            .build();
    float[] predictions = {(float) Math.log(.25), (float) Math.log(.75)};
    assertThat(Metric.LOG_LOSS.of(logs, predictions, new float[] {1, 0}))
        .isCloseTo(Math.log(4), within(1e-7));
    Architecture hinge =
        Architecture.builder("Svm").input("input", 1).output("output", Loss.HINGE, 1).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.LOG_LOSS.check(hinge))
        .withMessage("log loss is of probabilities, which Svm does not predict: its loss is HINGE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.LOG_LOSS.of(hinge, new float[1], new float[1]));
  }

  @Test
  void probabilitiesOfZeroAreCut() {
    double most = 23 * Math.log(2);
    assertThat(Metric.LOG_LOSS.of(two, new float[] {0, 1}, new float[] {1, 0}))
        .isCloseTo(most, within(1e-12));
    assertThat(Metric.LOG_LOSS.of(yesNo, new float[] {1}, new float[] {0}))
        .isCloseTo(most, within(1e-12));
    assertThat(Metric.LOG_LOSS.of(yesNo, new float[] {Float.NaN}, new float[] {0})).isNaN();
    assertThat(Metric.LOG_LOSS.of(two, new float[] {Float.NaN, 1}, new float[] {0, 1})).isNaN();
  }

  @Test
  void targetsMayBeProbabilities() {
    float[] half = {.5f, .5f};
    assertThat(Metric.LOG_LOSS.of(two, half, new float[] {.25f, .75f}))
        .isCloseTo(Math.log(2), within(1e-15));
    assertThat(Metric.LOG_LOSS.of(labels, half, new float[] {.25f, 1}))
        .isCloseTo(Math.log(2), within(1e-15));
  }
}
