package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
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
    float[] before = net.runtime().parameterArray().clone();
    float[] features = new float[50];
    for (int row = 0; row < features.length; row++) {
      features[row] = row % 2 == 0 ? 1 : -1;
    }
    Dataset data = Dataset.of(features, 1, new float[50], 1);
    Trainer trainer =
        Trainer.of(net)
            .optimizer(Sgd.of(10))
            .batchSize(2)
            .shuffle(false)
            .metrics()
            .threads(threads);
    DivergedException thrown = diverged(trainer, data);
    // Losses overflow first: (9^k)²/2 is past 2^128 from k = 21 on.
    assertThat(thrown.epoch()).isEqualTo(1);
    assertThat(thrown.batch()).isEqualTo(22);
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1, batch 22 of 25: the loss of row 42 of the training set is"
                + " Infinity."
                + ADVICE
                + END);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    assertThat(net.predict(1)).hasSize(1);
  }

  /** The loss grows 81-fold a step: from 1/2 to more than a million of it in the third epoch. */
  @Test
  void aLossThatGrewAMillionfoldIsDivergence() {
    DenseNetwork net = net();
    float[][] before = new float[1][];
    DivergedException thrown =
        diverged(
            Trainer.of(net)
                .optimizer(Sgd.of(10))
                .batchSize(2)
                .shuffle(false)
                .epochs(100)
                .onEpoch((epoch, control) -> before[0] = net.runtime().parameterArray().clone()),
            Dataset.of(new float[] {1, -1, 1, -1}, 1, new float[4], 1));
    assertThat(thrown.epoch()).isEqualTo(3);
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 3: its mean loss is 8.82e+08, that of the first batch was"
                + " 0.500."
                + ADVICE
                + END);
    assertThat(net.runtime().parameterArray()).isEqualTo(before[0]);
  }

  /** What starts high, as a sum of unscaled targets does, or is tiny, has not grown. */
  @Test
  void aLossThatIsHighFromTheBeginningIsNoDivergence() {
    Dataset high = Dataset.of(new float[] {1, 1}, 1, new float[] {1e9f, 2e9f}, 1);
    assertThat(Trainer.of(net()).epochs(3).fit(high).last().loss()).isGreaterThan(1e17);
    DenseNetwork exact = net();
    Dataset tiny = Dataset.of(new float[] {1, 1}, 1, new float[] {1, 100}, 1);
    // The first batch's loss is 0, the second's 4900.
    assertThat(
            Trainer.of(exact)
                .optimizer(Sgd.of(1e-9))
                .batchSize(1)
                .shuffle(false)
                .fit(tiny)
                .last()
                .loss())
        .isGreaterThan(1000);
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

  /** The parameters stay finite: what is divided by an infinite average does not move any more. */
  @Test
  void namesParametersThatTheOptimizerNoLongerMoves() {
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    net.parameter("layer1.weight").set(1e5f);
    DivergedException thrown =
        diverged(
            Trainer.of(net).optimizer(Adam.of(0.1)).epochs(3),
            Dataset.of(new float[] {1e10f, 2e10f}, 1, new float[] {0, 0}, 1));
    assertThat(thrown.place()).isEqualTo("layer1.weight");
    assertThat(thrown.epoch()).isEqualTo(1);
    assertThat(thrown)
        .hasMessage(
            "Line diverged in epoch 1: what the optimiser keeps of layer1.weight, its square, has"
                + " Infinity in it, so that is not trained any more."
                + ADVICE
                + END);
    assertThat(net.parameter("layer1.weight").values().toArray()).containsExactly(1e5f);
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
    float[] features = new float[200];
    for (int row = 0; row < features.length; row++) {
      features[row] = new float[] {1, -1, 1, -1, 2}[row % 5];
    }
    Dataset data = Dataset.of(features, 1, new float[200], 1);
    DivergedException thrown =
        diverged(
            Trainer.of(net)
                .optimizer(Momentum.of(4, 0.9))
                .schedule(ExponentialSchedule.of(1.1).perStep())
                .augmentation(Augmentation.noise(0.1))
                .batchSize(1)
                .epochs(100),
            data);
    assertThat(thrown.batch()).isGreaterThan(1);
    assertThat(thrown.place()).isEqualTo("loss");
    assertThat(thrown).hasMessageContaining("the loss of row").hasMessageContaining("Infinity");
    for (float value : net.runtime().parameterArray()) {
      assertThat(value).isFinite();
    }
  }
}
