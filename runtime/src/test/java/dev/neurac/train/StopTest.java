package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings that are ended from outside, by {@link Trainer#stop} or an interrupt. */
class StopTest {

  private static final int BATCHES = 7;

  @TempDir Path folder;

  @AfterEach
  void noTestLeavesTheThreadInterrupted() {
    Thread.interrupted();
  }

  private static DenseNetwork net() {
    return DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 3, 2);
  }

  private static Dataset rows() {
    SplittableRandom random = new SplittableRandom(3);
    float[] features = new float[3 * 4 * BATCHES];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-1, 1);
    }
    return Dataset.of(features, 3, new float[2 * 4 * BATCHES], 2);
  }

  private static Trainer trainer(DenseNetwork net) {
    return Trainer.of(net).batchSize(4).epochs(3).seed(5);
  }

  /** Ends the training while a batch is loaded: the step that it is for is the last one. */
  private static Trainer endedInStep(Trainer trainer, int step, Ending how) {
    AtomicInteger steps = new AtomicInteger();
    Augmentation hook =
        (features, rows, size, random) -> {
          if (steps.incrementAndGet() == step) {
            if (how == Ending.STOPPED) {
              trainer.stop();
            } else {
              Thread.currentThread().interrupt();
            }
          }
        };
    return trainer.augmentation(hook);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "INTERRUPTED"})
  void aTrainingEndsAfterTheStepThatItIsIn(Ending how) {
    DenseNetwork net = net();
    History history = endedInStep(trainer(net), BATCHES + 3, how).fit(rows());
    assertThat(history.ending()).isEqualTo(how);
    assertThat(history.epochs()).hasSize(1);
    assertThat(Thread.interrupted()).isEqualTo(how == Ending.INTERRUPTED);
    assertThat(history.toString())
        .endsWith(
            how == Ending.STOPPED ? "stopped within epoch 2\n" : "interrupted within epoch 2\n");

    // Three steps of the second epoch were made, and no more.
    DenseNetwork other = net();
    int[] steps = {0};
    float[][] after = new float[1][];
    trainer(other)
        .augmentation(
            (features, rows, size, random) -> {
              if (++steps[0] == BATCHES + 4) {
                after[0] = other.runtime().parameterArray().clone();
              }
            })
        .fit(rows());
    assertThat(net.runtime().parameterArray()).isEqualTo(after[0]);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "INTERRUPTED"})
  void resumedItHasTheBitsOfOneThatNeverStopped(Ending how) throws IOException {
    DenseNetwork whole = net();
    Augmentation nothing = (features, rows, size, random) -> {};
    History expected = trainer(whole).augmentation(nothing).fit(rows());

    DenseNetwork net = net();
    History cut = endedInStep(trainer(net).checkpoints(folder), BATCHES + 3, how).fit(rows());
    assertThat(cut.ending()).isEqualTo(how);
    assertThat(Thread.interrupted()).isEqualTo(how == Ending.INTERRUPTED);
    float[] atTheCut = net.runtime().parameterArray().clone();
    DenseNetwork resumed = net();
    resumed.loadWeights(folder.resolve("last.safetensors"));
    assertThat(resumed.runtime().parameterArray()).isEqualTo(atTheCut);
    History history = trainer(resumed).augmentation(nothing).resumeFrom(folder).fit(rows());
    assertThat(resumed.runtime().parameterArray()).isEqualTo(whole.runtime().parameterArray());
    assertThat(history.values("loss")).isEqualTo(expected.values("loss"));
    assertThat(history.ending()).isEqualTo(Ending.ALL_EPOCHS);
  }

  @Test
  void aThreadThatIsInterruptedAlreadyMakesNoStep() throws IOException {
    DenseNetwork net = net();
    float[] before = net.runtime().parameterArray().clone();
    Thread.currentThread().interrupt();
    History history = trainer(net).checkpoints(folder).fit(rows());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    assertThat(history.epochs()).isEmpty();
    assertThat(history).hasToString("interrupted within epoch 1\n");
    assertThatIllegalStateException()
        .isThrownBy(history::best)
        .withMessage("no epoch ended: the training was interrupted within its first; see ending()");
    assertThatIllegalStateException().isThrownBy(history::last);

    DenseNetwork whole = net();
    trainer(whole).fit(rows());
    trainer(net).resumeFrom(folder).fit(rows());
    assertThat(net.runtime().parameterArray()).isEqualTo(whole.runtime().parameterArray());
  }

  /** An interrupt closes a channel that is written to; here every file must be whole. */
  @Test
  void anInterruptWhileACheckpointIsWrittenLosesNothing() throws IOException {
    DenseNetwork net = net();
    History history =
        trainer(net)
            .checkpoints(folder)
            .onEpoch((epoch, control) -> Thread.currentThread().interrupt())
            .fit(rows());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.epochs()).hasSize(1);
    assertThat(history.ending()).isEqualTo(Ending.INTERRUPTED);
    DenseNetwork whole = net();
    trainer(whole).fit(rows());
    DenseNetwork resumed = net();
    trainer(resumed).resumeFrom(folder).fit(rows());
    assertThat(resumed.runtime().parameterArray()).isEqualTo(whole.runtime().parameterArray());
  }

  @Test
  void theBestEpochIsStillRestored() {
    DenseNetwork net = net();
    float[][] best = new float[1][];
    Trainer trainer =
        trainer(net)
            .earlyStopping(EarlyStopping.of(10))
            .onEpoch((epoch, control) -> best[0] = net.runtime().parameterArray().clone());
    History history = endedInStep(trainer, BATCHES + 3, Ending.STOPPED).fit(rows());
    assertThat(history.best().number()).isEqualTo(1);
    assertThat(net.runtime().parameterArray()).isEqualTo(best[0]);
  }

  @Test
  void stoppingBeforeOrAfterATrainingHasNoEffect() {
    Trainer trainer = trainer(net());
    trainer.stop();
    assertThat(trainer.fit(rows()).ending()).isEqualTo(Ending.ALL_EPOCHS);
    trainer.stop();
    assertThat(trainer.fit(rows()).ending()).isEqualTo(Ending.ALL_EPOCHS);
  }
}
