package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and classes that count differently, in numbers by hand and PyTorch's. */
class RowWeightsTest {

  /** Logits of six rows and six classes. */
  private static final float[] LOGITS = {
    1.0529781f, 1.3338181f, 4.7214205f, 6.451024f, -2.2125876f, 5.935237f,
    1.1949865f, -1.8982008f, 0.99615637f, 4.7166497f, 2.6374295f, -2.8168846f,
    -2.3326065f, 2.4454607f, -1.381684f, 2.6442884f, 2.6407462f, -5.2758315f,
    2.1506745f, 1.5057101f, -8.2160781f, -0.090939868f, -3.5760693f, 3.2626803f,
    -1.0511384f, -3.7146964f, -1.6532119f, 5.5600583f, 4.008304f, 5.1216662f,
    -3.1032244f, -0.51490594f, 5.9516297f, 3.469827f, 4.775333f, -1.1020861f
  };

  private static final int[] CLASSES = {4, 3, 3, 4, 2, 5};
  private static final float[] CLASS_WEIGHTS = {
    1.1765703f, 0.91265025f, 0.80390738f, 1.2167596f, 1.3789785f, 0.86650511f
  };

  /** One feature fixed at 0, so only the bias moves: from 0 towards the weighted targets. */
  private static DenseNetwork bias() {
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    net.parameter("layer1.weight").set(0);
    return net;
  }

  private static Dataset targets(float... targets) {
    return Dataset.of(new float[targets.length], 1, targets, 1);
  }

  private static float bias(DenseNetwork net) {
    return net.runtime().parameterArray()[1];
  }

  @Test
  void dividesTheWeightedLossesByTheRows() {
    DenseNetwork net = bias();
    Dataset data = targets(1, 2, 4).withWeights(3, 0, 0.5f);
    History history = Trainer.of(net).optimizer(Sgd.of(0.1)).fullBatch().fit(data);
    assertThat(history.last().loss()).isCloseTo((3 * 0.5 + 0.5 * 8) / 3, within(1e-6));
    assertThat(bias(net)).isCloseTo((float) (0.1 * (3 * 1 + 0.5 * 4) / 3), within(1e-7f));
  }

  @Test
  void countsAWeightEvenWhereARowIsABatchByItself() {
    DenseNetwork net = bias();
    Dataset data = targets(1, 2).withWeights(3, 0.5f);
    Trainer.of(net).optimizer(Sgd.of(0.1)).batchSize(1).shuffle(false).fit(data);
    // 0.1·3·1 = 0.3, then 0.3 + 0.1·0.5·(2 - 0.3)
    assertThat(bias(net)).isCloseTo(0.385f, within(1e-6f));
  }

  @Test
  void weightsOfOneChangeNoBit() {
    DenseNetwork plain = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 2, 1);
    DenseNetwork weighted = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 2, 1);
    Dataset data = Dataset.of(new float[] {1, 2, 3, 4, 5, 6}, 2, new float[] {1, 5, 3}, 1);
    History one = Trainer.of(plain).batchSize(2).epochs(3).fit(data);
    History other = Trainer.of(weighted).batchSize(2).epochs(3).fit(data.withWeights(1, 1, 1));
    assertThat(weighted.runtime().parameterArray()).isEqualTo(plain.runtime().parameterArray());
    assertThat(other.values("loss")).isEqualTo(one.values("loss"));
  }

  @Test
  void validatesWithTheWeightsOfTheRows() {
    Dataset data = targets(1, 2).withWeights(3, 0.5f);
    Evaluation evaluation = Trainer.evaluate(bias(), data);
    assertThat(evaluation.loss()).isCloseTo((3 * 0.5 + 0.5 * 2) / 2, within(1e-6));
    // Metrics count each row once.
    assertThat(evaluation.metric("mean squared error")).isCloseTo(2.5, within(1e-6));
  }

  private static DenseNetwork identity() {
    DenseNetwork net = DenseNetwork.ofLogits(Loss.CROSS_ENTROPY, 6, 6);
    float[] identity = new float[36];
    for (int i = 0; i < 6; i++) {
      identity[7 * i] = 1;
    }
    net.parameter("layer1.weight").set(identity);
    return net;
  }

  @Test
  void weighsClassesAsPyTorchDoes() {
    DenseNetwork net = identity();
    History history =
        Trainer.of(net)
            .optimizer(Sgd.of(1))
            .fullBatch()
            .classWeights(CLASS_WEIGHTS)
            .fit(Dataset.ofClasses(LOGITS, 6, CLASSES, 6));
    assertThat(history.last().loss()).isCloseTo(5.383345547680356, within(1e-5));
    // The bias's gradient is the sum over the rows of PyTorch's gradient by the logits.
    double[] gradients = {
      0.04846240276, 0.07473470473, -0.001838413281, 0.04568702307, -0.2795188268, 0.1124731095
    };
    for (int i = 0; i < 6; i++) {
      assertThat((double) net.parameter("layer1.bias").values().toArray()[i])
          .isCloseTo(-gradients[i], within(1e-6));
    }
  }

  /** The loss of an epoch is that of all its rows, however they were parted; rate 0 nearly. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  void addsUpTheBatchesOfAnEpoch(int batchSize) {
    History history =
        Trainer.of(identity())
            .optimizer(Sgd.of(1e-20))
            .batchSize(batchSize)
            .classWeights(CLASS_WEIGHTS)
            .fit(Dataset.ofClasses(LOGITS, 6, CLASSES, 6));
    assertThat(history.last().loss()).isCloseTo(5.383345547680356, within(1e-5));
  }

  @Test
  void leavesABatchWhoseClassesWeighNothing() {
    DenseNetwork net = identity();
    float[] before = net.runtime().parameterArray().clone();
    Dataset data = Dataset.ofClasses(LOGITS, 6, CLASSES, 6).first(1);
    History history = Trainer.of(net).classWeights(1, 1, 1, 1, 0, 1).fit(data);
    assertThat(history.last().loss()).isZero();
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  @Test
  void weighsRowsAndClassesAtOnce() {
    DenseNetwork net = DenseNetwork.ofLogits(Loss.CROSS_ENTROPY, 1, 2);
    net.parameter("layer1.weight").set(0, 0);
    Dataset data = Dataset.ofClasses(new float[2], 1, new int[] {0, 1}, 2).withWeights(1, 4);
    Trainer.of(net).optimizer(Sgd.of(1)).fullBatch().classWeights(3, 1).fit(data);
    // Both outputs are 0.5: (3·1·(-0.5, 0.5) + 1·4·(0.5, -0.5)) / (3 + 1)
    assertThat(net.parameter("layer1.bias").values().toArray())
        .containsExactly(new float[] {-0.125f, 0.125f}, within(1e-6f));
  }

  @Test
  void refusesClassWeightsThatDoNotFit() {
    Trainer trainer = Trainer.of(identity());
    Dataset data = Dataset.ofClasses(LOGITS, 6, CLASSES, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.classWeights(1, -1))
        .withMessage("a class weight is a finite number of at least 0, not -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.classWeights(0, 0))
        .withMessage("at least one class has a weight above 0, but there is [0.0, 0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.classWeights())
        .withMessage("every class needs its weight, but there are none");
    trainer.classWeights(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data))
        .withMessage("every class needs its weight, but there are 6 classes and 2 weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(Dataset.of(LOGITS, 6, data.targets(), 6)))
        .withMessage(
            "class weights are for CROSS_ENTROPY and classes, but the loss is CROSS_ENTROPY and the"
                + " training set has rows of targets; give each row a weight with"
                + " Dataset.withWeights");
  }
}
