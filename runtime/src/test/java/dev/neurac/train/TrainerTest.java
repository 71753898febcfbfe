package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.metric.ClassificationReport;
import dev.neurac.metric.ConfusionMatrix;
import dev.neurac.metric.Evaluation;
import dev.neurac.metric.Metric;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Momentum;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

  /** y = 2a - 3b + 0.5, in a hundred random points. */
  private static final Dataset LINE = line(100, 3);

  private static Dataset line(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[2 * rows];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      features[2 * row] = (float) random.nextDouble(-1, 1);
      features[2 * row + 1] = (float) random.nextDouble(-1, 1);
      targets[row] = 2 * features[2 * row] - 3 * features[2 * row + 1] + 0.5f;
    }
    return Dataset.of(features, 2, targets, 1);
  }

  private static DenseNetwork lineNetwork() {
    return DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 2, 1);
  }

  private static float[] parameters(DenseNetwork net) {
    return net.runtime().parameterArray().clone();
  }

  @Test
  void findsTheLineBehindThePoints() {
    for (Optimizer optimizer : List.of(Sgd.of(0.1), Momentum.of(0.05, 0.9), Adam.of(0.05))) {
      DenseNetwork net = lineNetwork();
      History history =
          Trainer.of(net).optimizer(optimizer).batchSize(8).epochs(60).seed(7).fit(LINE);
      assertThat(parameters(net))
          .as("%s", optimizer)
          .containsExactly(of(2, -3, 0.5), within(1e-3f));
      assertThat(history.epochs()).hasSize(60);
      assertThat(history.last().loss()).isLessThan(1e-5).isLessThan(history.values("loss")[0]);
      assertThat(history.last().metric("mean squared error")).isLessThan(1e-5);
    }
  }

  @Test
  void classifies() {
    float[] features = new float[120];
    int[] classes = new int[60];
    SplittableRandom random = new SplittableRandom(4);
    for (int row = 0; row < 60; row++) {
      classes[row] = row % 3;
      features[2 * row] = (float) (Math.cos(2 * classes[row]) + random.nextDouble(-.3, .3));
      features[2 * row + 1] = (float) (Math.sin(2 * classes[row]) + random.nextDouble(-.3, .3));
    }
    Dataset data = Dataset.ofClasses(features, 2, classes, 3);
    for (DenseNetwork net :
        List.of(
            DenseNetwork.of(Loss.CROSS_ENTROPY, 2, 3),
            DenseNetwork.ofLogits(Loss.CROSS_ENTROPY, 2, 3))) {
      History history =
          Trainer.of(net).optimizer(Sgd.of(0.5)).epochs(50).validation(data).fit(data);
      assertThat(history.last().metric("accuracy")).isEqualTo(1);
      assertThat(history.last().validationMetric("accuracy")).isEqualTo(1);
    }
  }

  /** Two rows, w = (3, 4), b = 1, SGD: every number by hand. */
  @Test
  void addsThePenaltyToLossAndGradient() {
    DenseNetwork net = lineNetwork();
    net.parameter("layer1.weight").set(3, 4);
    net.parameter("layer1.bias").set(1);
    Dataset data = Dataset.of(new float[] {1, 0, 0, 1}, 2, new float[] {3, 7}, 1);
    History history =
        Trainer.of(net).optimizer(Sgd.of(0.5)).fullBatch().l2(0.2).metrics().fit(data);
    // outputs 4 and 5, differences 1 and -2: loss (1 + 4)/2, penalty 0.2/(2·2)·(9 + 16)
    assertThat(history.last().loss()).isCloseTo(2.5 + 1.25, within(1e-6));
    // gradients 2/2·(1, -2) for w, 2/2·(1 - 2) for b; penalty 0.2/2·(3, 4) for w alone
    assertThat(parameters(net))
        .containsExactly(of(3 - 0.5 * (1 + 0.3), 4 - 0.5 * (-2 + 0.4), 1 + 0.5), within(1e-6f));
  }

  /** The same net and rows with every penalty on every parameter, and clipped. */
  @Test
  void addsPenaltiesOfBiasesAndClipsTheSum() {
    DenseNetwork net = lineNetwork();
    net.parameter("layer1.weight").set(3, 4);
    net.parameter("layer1.bias").set(1);
    Dataset data = Dataset.of(new float[] {1, 0, 0, 1}, 2, new float[] {3, 7}, 1);
    History history =
        Trainer.of(net)
            .optimizer(Sgd.of(0.5))
            .fullBatch()
            .l1(0.4)
            .l2(0.2)
            .penalizeBiases()
            .clipValue(1.4)
            .metrics()
            .fit(data);
    // loss (1 + 4)/2, penalties 0.4/2·(3 + 4 + 1) and 0.2/(2·2)·(9 + 16 + 1)
    assertThat(history.last().loss()).isCloseTo(2.5 + 1.6 + 1.3, within(1e-6));
    // gradients 1 + 0.2 + 0.3, clipped; -2 + 0.2 + 0.4; -1 + 0.2 + 0.1
    assertThat(parameters(net))
        .containsExactly(of(3 - 0.5 * 1.4, 4 + 0.5 * 1.4, 1 + 0.5 * 0.7), within(1e-6f));
  }

  /** One feature fixed at 1, w = 0, targets 1, 2, 6 in order: the tail is a step of its own. */
  @Test
  void trainsTheTailWithItsOwnSize() {
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    net.parameter("layer1.weight").set(0);
    Dataset data = Dataset.of(new float[] {1, 1, 1}, 1, new float[] {1, 2, 6}, 1);
    History history = Trainer.of(net).optimizer(Sgd.of(0.1)).batchSize(2).shuffle(false).fit(data);
    // first step: dw = db = -1.5, so both are 0.15; then 0.3 - 6 = -5.7
    assertThat(parameters(net)).containsExactly(of(0.72, 0.72), within(1e-6f));
    assertThat(history.last().loss()).isCloseTo((0.5 + 2 + 0.5 * 5.7 * 5.7) / 3, within(1e-6));
  }

  @Test
  void takesAllRowsAsOneBatchHoweverLargeTheBatch() {
    float[] full = trained(TrainingSettings.of().fullBatch());
    assertThat(trained(TrainingSettings.of().batchSize(100))).isEqualTo(full);
    assertThat(trained(TrainingSettings.of().batchSize(5000))).isEqualTo(full);
    assertThat(trained(TrainingSettings.of().batchSize(50))).isNotEqualTo(full);
  }

  @Test
  void givesTheSameBitsForTheSameSeedOnAnyNumberOfThreads() {
    float[] one = trained(TrainingSettings.of().seed(7).l2(0.1).threads(1));
    assertThat(trained(TrainingSettings.of().seed(7).l2(0.1).threads(1))).isEqualTo(one);
    assertThat(trained(TrainingSettings.of().seed(7).l2(0.1).threads(2))).isEqualTo(one);
    assertThat(trained(TrainingSettings.of().seed(7).l2(0.1).threads(64))).isEqualTo(one);
    assertThat(trained(TrainingSettings.of().seed(8).l2(0.1).threads(1))).isNotEqualTo(one);
    assertThat(trained(TrainingSettings.of().seed(7).l2(0.1).shuffle(false))).isNotEqualTo(one);
  }

  @Test
  void measuresTheSameOnAnyNumberOfThreads() {
    History one = Trainer.of(lineNetwork()).epochs(3).threads(1).validation(LINE).fit(LINE);
    History many = Trainer.of(lineNetwork()).epochs(3).threads(8).validation(LINE).fit(LINE);
    for (String name : List.of("loss", "mean squared error", "validation loss")) {
      assertThat(many.values(name)).isEqualTo(one.values(name));
    }
  }

  private static float[] trained(TrainingSettings settings) {
    DenseNetwork net = lineNetwork();
    Trainer.of(net).settings(settings).epochs(3).fit(LINE);
    return parameters(net);
  }

  @Test
  void shufflesEveryEpochAnew() {
    // At rate 1 the bias becomes the target of the last row: it tells which came last.
    Dataset data = Dataset.of(new float[32], 1, numbers(32), 1);
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    List<Integer> lasts = new ArrayList<>();
    Trainer.of(net)
        .optimizer(Sgd.of(1))
        .batchSize(1)
        .epochs(10)
        .onEpoch((epoch, control) -> lasts.add(Math.round(net.predict(0)[0])))
        .fit(data);
    assertThat(lasts.stream().distinct().count()).isGreaterThan(4);
  }

  @Test
  void callsBackAfterEachEpochInOrderAndLetsItPredict() {
    DenseNetwork net = lineNetwork();
    List<String> calls = new ArrayList<>();
    Trainer.of(net)
        .epochs(2)
        .onEpoch((epoch, control) -> calls.add("first " + epoch.number()))
        .onEpoch((epoch, control) -> calls.add("second " + control.network().predict(0, 0).length))
        .fit(LINE);
    assertThat(calls).containsExactly("first 1", "second 1", "first 2", "second 1");
  }

  @Test
  void stopsWhenToldTo() {
    List<Integer> heard = new ArrayList<>();
    History history =
        Trainer.of(lineNetwork())
            .epochs(50)
            .onEpoch(
                (epoch, control) -> {
                  if (epoch.number() == 3) {
                    control.stop();
                  }
                })
            .onEpoch((epoch, control) -> heard.add(epoch.number()))
            .fit(LINE);
    assertThat(history.epochs()).hasSize(3);
    assertThat(heard).containsExactly(1, 2, 3);
  }

  @Test
  void undoesAnEpochWhoseCallbackFails() {
    DenseNetwork net = lineNetwork();
    List<float[]> seen = new ArrayList<>();
    Trainer trainer =
        Trainer.of(net)
            .epochs(5)
            .onEpoch(
                (epoch, control) -> {
                  seen.add(parameters(net));
                  if (epoch.number() == 3) {
                    throw new UnsupportedOperationException("enough");
                  }
                });
    assertThatThrownBy(() -> trainer.fit(LINE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("enough");
    assertThat(seen).hasSize(3);
    assertThat(parameters(net)).isEqualTo(seen.get(1)).isNotEqualTo(seen.get(2));
    predictElsewhere(net).join();
  }

  @Test
  void undoesAnEpochWhoseStepFails() {
    DenseNetwork net = DenseNetwork.failingAt(6);
    List<float[]> seen = new ArrayList<>();
    Trainer trainer =
        Trainer.of(net).epochs(9).onEpoch((epoch, control) -> seen.add(parameters(net)));
    // Four steps an epoch: the third of the second epoch fails.
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer.fit(LINE))
        .withMessage("step 6 fails");
    assertThat(seen).hasSize(1);
    assertThat(parameters(net)).isEqualTo(seen.get(0));
    predictElsewhere(net).join();
  }

  @Test
  void keepsOtherThreadsFromPredictingMeanwhile() {
    DenseNetwork net = lineNetwork();
    List<Throwable> refusals = new ArrayList<>();
    Trainer.of(net)
        .onEpoch(
            (epoch, control) ->
                predictElsewhere(net).handle((prediction, refusal) -> refusals.add(refusal)).join())
        .fit(LINE);
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Line is being trained by thread");
    assertThat(predictElsewhere(net).join()).hasSize(1);
  }

  private static CompletableFuture<float[]> predictElsewhere(DenseNetwork net) {
    return CompletableFuture.supplyAsync(() -> net.predict(1, 2));
  }

  @Test
  void refusesToTrainANetworkThatIsBeingTrained() {
    DenseNetwork net = lineNetwork();
    Trainer trainer =
        Trainer.of(net).onEpoch((epoch, control) -> Trainer.of(control.network()).fit(LINE));
    assertThatIllegalStateException()
        .isThrownBy(() -> trainer.fit(LINE))
        .withMessageContaining("Line is already being trained");
  }

  @Test
  void goesOnWhereItEndedWhenItFitsAgain() {
    DenseNetwork net = lineNetwork();
    Trainer trainer = Trainer.of(net).optimizer(Sgd.of(0.1)).shuffle(false);
    trainer.fit(LINE);
    trainer.fit(LINE);
    DenseNetwork other = lineNetwork();
    Trainer.of(other).optimizer(Sgd.of(0.1)).shuffle(false).epochs(2).fit(LINE);
    assertThat(parameters(net)).isEqualTo(parameters(other));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 207})
  void evaluatesAllRowsWhateverTheirNumber(int rows) {
    DenseNetwork net = lineNetwork();
    Dataset data = line(rows, rows);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double difference = net.predict(data.features(row))[0] - data.targets(row)[0];
      sum += difference * difference;
    }
    Evaluation evaluation = Trainer.evaluate(net, data);
    assertThat(evaluation.loss()).isCloseTo(sum / rows, within(1e-6));
    assertThat(evaluation.metric("mean squared error")).isCloseTo(sum / rows, within(1e-6));
    assertThat(Trainer.evaluate(net, data, Metric.R_SQUARED).metrics())
        .containsOnlyKeys("r squared");
  }

  @Test
  void validatesWithTheNetworkAtTheEndOfTheEpoch() {
    DenseNetwork net = lineNetwork();
    Dataset test = line(20, 9);
    History history = Trainer.of(net).epochs(2).l2(0.5).validation(test).fit(LINE);
    Evaluation now = Trainer.evaluate(net, test);
    assertThat(history.last().validation()).contains(now);
    assertThat(history.last().metric("mean squared error"))
        .isEqualTo(Trainer.evaluate(net, LINE).metric("mean squared error"));
  }

  private static float[] of(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static float[] numbers(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  @Test
  void whatTheRowsAreCalledStaysWithTheNetwork() {
    DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 1, 2);
    Dataset animals = Dataset.ofClasses(new float[2], 1, new int[] {0, 1}, List.of("cat", "dog"));
    Dataset birds = Dataset.ofClasses(new float[2], 1, new int[] {0, 1}, List.of("bird", "cat"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(net).validation(birds).fit(animals))
        .withMessage(
            "the validation set has the labels [bird, cat], but the training set has [cat, dog];"
                + " give both readers the same labels(…), in one order");
    Trainer.of(net).validation(animals).fit(animals);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.evaluate(net, birds))
        .withMessageContaining("the training set of Line has [cat, dog]");
    assertThatIllegalArgumentException().isThrownBy(() -> Metric.ACCURACY.of(net, birds));
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(net, birds));
    assertThatIllegalArgumentException().isThrownBy(() -> ClassificationReport.of(net, birds));
    Trainer failing =
        Trainer.of(net)
            .onEpoch(
                (epoch, control) -> {
                  throw new IllegalStateException("enough");
                });
    assertThatIllegalStateException().isThrownBy(() -> failing.fit(birds));
    Trainer.evaluate(net, animals); // A training that failed has taught nothing.
    Trainer.of(net).onEpoch((epoch, control) -> Trainer.evaluate(net, birds)).fit(birds);
    Trainer.evaluate(net, birds);
  }
}
