package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Momentum;
import dev.neurac.optim.Sgd;
import dev.neurac.schedule.ExponentialSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people learn when a training comes upon NaN or infinity. */
class DivergenceTest {

  private static final String END =
      " The parameters are again what they were when the epoch began.";
  private static final String ADVICE =
      " A lower learning rate, standardised features (Standardizer) or clipped gradients"
          + " (Trainer.clipNorm) may help.";

  private static DenseNetwork net() {
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    net.parameter("layer1.weight").set(1);
    return net;
  }

  private static DivergedException diverged(Trainer trainer, Dataset data) {
    return catchThrowableOfType(DivergedException.class, () -> trainer.fit(data));
  }

  /** w grows by a factor of -9 in each step, beginning with 1: 9^40 is past what a float holds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void namesTheLayer(int threads) {
    DenseNetwork net = net();
    float[][] before = new float[1][];
    Dataset data = Dataset.of(new float[] {1, -1, 1, -1}, 1, new float[4], 1);
    Trainer trainer =
        Trainer.of(net)
            .optimizer(Sgd.of(10))
            .batchSize(2)
            .shuffle(false)
            .metrics()
            .epochs(100)
            .threads(threads)
            .onEpoch((epoch, control) -> before[0] = net.runtime().parameterArray().clone());
    DivergedException thrown = diverged(trainer, data);
    // Losses overflow first: (9^k)²/2 is past 2^128 from k = 21 on, the second batch of epoch 11.
    assertThat(thrown.epoch()).isEqualTo(11);
    assertThat(thrown.batch()).isEqualTo(2);
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 11, batch 2 of 2: the loss of row 2 of the training set is"
                + " Infinity."
                + ADVICE
                + END);
    assertThat(net.runtime().parameterArray()).isEqualTo(before[0]);
    assertThat(net.predict(1)).hasSize(1);
  }

  @Test
  void namesTheLayerWhoseOutputOverflows() {
    DenseNetwork net = net();
    net.parameter("layer1.weight").set(1e38f);
    Dataset data = Dataset.of(new float[] {0, 0, 10}, 1, new float[3], 1);
    DivergedException thrown = diverged(Trainer.of(net).batchSize(2).shuffle(false), data);
    assertThat(thrown.place()).isEqualTo("layer1");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1, batch 2 of 2: the output of layer1 has Infinity in it for"
                + " row 2 of the training set, the first such value."
                + ADVICE
                + END);
    assertThat(net.runtime().parameterArray()).containsExactly(1e38f, 0);
  }

  /** x = 1e20 and w = 0: the loss is 1/2, the gradient -1e20, and the rate makes it too large. */
  @Test
  void namesTheParameterThatAStepMakesInfinite() {
    DenseNetwork net = net();
    net.parameter("layer1.weight").set(0);
    DivergedException thrown =
        diverged(
            Trainer.of(net).optimizer(Sgd.of(1e30)).batchSize(1).shuffle(false),
            Dataset.of(new float[] {1e20f}, 1, new float[] {1}, 1));
    assertThat(thrown.place()).isEqualTo("layer1.weight");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1, batch 1 of 1: layer1.weight has Infinity in it after the"
                + " step, though its gradient is finite."
                + ADVICE
                + END);
    // The same in an epoch that goes on: the step that did it is named, not the one that noticed.
    thrown =
        diverged(
            Trainer.of(net).optimizer(Sgd.of(1e30)).batchSize(1).shuffle(false),
            Dataset.of(new float[] {1e20f, 0, 1}, 1, new float[] {1, 1, 1}, 1));
    assertThat(thrown.batch()).isEqualTo(1);
    assertThat(thrown.place()).isEqualTo("layer1.weight");
    assertThat(net.runtime().parameterArray()).containsExactly(0, 0);
  }

  /** x = 1e30 and an output of 1e19: the loss is finite, x times the difference is not. */
  @Test
  void namesTheParameterWhoseGradientOverflows() {
    DenseNetwork net = net();
    net.parameter("layer1.weight").set(1e-11f);
    DivergedException thrown =
        diverged(Trainer.of(net), Dataset.of(new float[] {1e30f}, 1, new float[] {0}, 1));
    assertThat(thrown.place()).isEqualTo("layer1.weight");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1, batch 1 of 1: the gradient of layer1.weight has Infinity in"
                + " it, though the loss is finite."
                + ADVICE
                + END);
  }

  @Test
  void namesRowsThatAreNotFinite() {
    DivergedException thrown =
        diverged(
            Trainer.of(DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 2, 1)).batchSize(1).seed(3),
            Dataset.of(new float[] {1, 2, 3, Float.NaN, 5, 6}, 2, new float[3], 1));
    assertThat(thrown.place()).isEqualTo("features");
    assertThat(thrown)
        .hasMessageEndingWith(
            ": row 1 of the training set has NaN among its features, at position 1. Leave out such"
                + " rows, or fill in what is missing."
                + END);
  }

  @Test
  void namesParametersThatWereNeverFinite() {
    DenseNetwork net = net();
    net.parameter("layer1.bias").set(Float.NaN);
    DivergedException thrown =
        diverged(Trainer.of(net), Dataset.of(new float[2], 1, new float[2], 1));
    assertThat(thrown.place()).isEqualTo("layer1.bias");
    assertThat(thrown).hasMessageContaining("layer1.bias has NaN in it before the step.");
  }

  /** An augmentation that cannot be repeated: the first pass over the batch sees another row. */
  @Test
  void saysWhatItKnowsIfTheEpochCannotBeRepeated() {
    int[] calls = {0};
    DivergedException thrown =
        diverged(
            Trainer.of(net())
                .augmentation(
                    (features, rows, size, random) ->
                        features[0] = calls[0]++ == 0 ? Float.NaN : 0),
            Dataset.of(new float[2], 1, new float[2], 1));
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1, batch 1 of 1: the losses are not finite, but were when"
                + " repeated."
                + END);
  }

  /** What the optimiser and the schedule remember decides how far the epoch's steps go. */
  @Test
  void repeatsTheStepsOfAnyOptimizer() {
    DenseNetwork net = net();
    Dataset data = Dataset.of(new float[] {1, -1, 1, -1, 2}, 1, new float[5], 1);
    DivergedException thrown =
        diverged(
            Trainer.of(net)
                .optimizer(Momentum.of(4, 0.9))
                .schedule(ExponentialSchedule.of(1.1).perStep())
                .augmentation(Augmentation.noise(0.1))
                .batchSize(1)
                .epochs(100),
            data);
    assertThat(thrown.epoch()).isGreaterThan(1);
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown).hasMessageContaining("the loss of row").hasMessageContaining("Infinity");
    for (float value : net.runtime().parameterArray()) {
      assertThat(value).isFinite();
    }
  }
}
