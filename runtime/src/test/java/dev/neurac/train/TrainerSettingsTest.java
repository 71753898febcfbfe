package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.data.DatasetChecker;
import dev.neurac.metric.Metric;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Architecture;
import dev.neurac.schedule.CosineSchedule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a trainer refuses, and in which words. */
class TrainerSettingsTest {

  private final DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 2, 3);
  private final Trainer trainer = Trainer.of(net);
  private final Dataset fitting = Dataset.ofClasses(new float[] {1, 2}, 2, new int[] {0}, 3);

  @Test
  void refusesNumbersOutOfBounds() {
    refused(() -> trainer.batchSize(0), "batchSize is at least 1, not 0");
    refused(() -> trainer.epochs(-1), "epochs is at least 1, not -1");
    refused(() -> trainer.threads(0), "threads is at least 1, not 0");
    refused(() -> trainer.l2(-0.5), "l2 is a finite number of at least 0, not -0.5");
    refused(() -> trainer.l2(Double.NaN), "l2 is a finite number of at least 0, not NaN");
    refused(() -> trainer.l1(-1), "l1 is a finite number of at least 0, not -1.0");
    refused(() -> trainer.clipValue(0), "limit is a finite number above 0, not 0.0");
    refused(() -> trainer.clipNorm(-1), "limit is a finite number above 0, not -1.0");
  }

  @Test
  void refusesTwoKindsOfClipping() {
    trainer.clipNorm(2).clipNorm(1);
    refused(
        () -> trainer.clipValue(3),
        "the gradient is clipped by value or by norm, not both; this trainer has clipNorm limit=1");
  }

  @Test
  void refusesAScheduleThatDoesNotFitTheRate() {
    refused(
        () -> trainer.optimizer(Sgd.of(0.1)).schedule(CosineSchedule.of(9).min(1)).fit(fitting),
        "min is at most the optimiser's rate 0.1, not 1.0");
  }

  @Test
  void refusesMetricsOfOneName() {
    refused(
        () -> trainer.metrics(Metric.ACCURACY, Metric.ACCURACY),
        "two metrics are named 'accuracy'");
  }

  @Test
  void refusesRowsOfAnotherSize() {
    Dataset wide = Dataset.ofClasses(new float[] {1, 2, 3}, 3, new int[] {0}, 3);
    refused(
        () -> trainer.fit(wide),
        "Line takes rows of 2 features, but the training set has rows of 3");
    refused(
        () -> trainer.validation(wide).fit(fitting),
        "Line takes rows of 2 features, but the validation set has rows of 3");
    refused(
        () -> Trainer.evaluate(net, wide),
        "Line takes rows of 2 features, but the dataset has rows of 3");
  }

  @Test
  void refusesOneClassForSeveralChoices() {
    Architecture pairsOfThree =
        Architecture.builder("Pairs")
            .input("input", 2)
            .output("output", Loss.CROSS_ENTROPY, 2, 3)
            .build();
    refused(
        () ->
            DatasetChecker.check(
                pairsOfThree,
                Dataset.ofClasses(new float[] {1, 2}, 2, new int[] {0}, 6),
                "dataset"),
        "Pairs gives outputs of shape [2, 3], classes along the last axis, but the dataset has a"
            + " single class for each row; give it rows of 6 targets");
  }

  @Test
  void refusesTargetsOfAnotherSize() {
    refused(
        () -> trainer.fit(Dataset.ofClasses(new float[] {1, 2}, 2, new int[] {0}, 4)),
        "Line gives 3 outputs a row, but the training set has 4 classes");
    refused(
        () -> trainer.fit(Dataset.of(new float[] {1, 2}, 2, new float[] {0, 1}, 2)),
        "Line gives 3 outputs a row, but the training set has 2 targets a row");
  }

  @Test
  void saysWhatToDoAboutClassesThatDoNotFit() {
    refused(
        () -> trainer.fit(Dataset.of(new float[] {1, 2}, 2, new float[] {2}, 1)),
        "Line gives 3 outputs a row, but the training set has 1 targets a row;"
            + " if they are class indices, make it with Dataset.ofClasses");
    DenseNetwork binary = DenseNetwork.of(Loss.BINARY_CROSS_ENTROPY, 2, 1);
    refused(
        () -> Trainer.of(binary).fit(Dataset.ofClasses(new float[] {1, 2}, 2, new int[] {0}, 2)),
        "Line gives 1 outputs a row, but the training set has 2 classes;"
            + " for a single output read them with labels(…) of two and readValues, or give it the"
            + " targets 0 and 1, as rows of one");
  }

  @Test
  void leavesTheNetworkFreeAfterRefusing() {
    Dataset wide = Dataset.ofClasses(new float[] {1, 2, 3}, 3, new int[] {0}, 3);
    float[] before = net.runtime().parameterArray().clone();
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(wide));
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    assertThat(trainer.fit(fitting).epochs()).hasSize(1);
  }

  @Test
  void measuresWhatSuitsTheLoss() {
    assertThat(Metric.defaultsFor(Loss.CROSS_ENTROPY)).containsExactly(Metric.ACCURACY);
    assertThat(Metric.defaultsFor(Loss.BINARY_CROSS_ENTROPY)).containsExactly(Metric.ACCURACY);
    assertThat(Metric.defaultsFor(Loss.HALF_SQUARED_ERROR))
        .containsExactly(Metric.MEAN_SQUARED_ERROR);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
