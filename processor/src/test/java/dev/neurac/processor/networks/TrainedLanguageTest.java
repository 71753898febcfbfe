package dev.neurac.processor.networks;

import static dev.neurac.Activation.LOG_SOFTMAX;
import static dev.neurac.Activation.PRELU;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static dev.neurac.Loss.HALF_SQUARED_ERROR;
import static dev.neurac.Loss.KL_DIVERGENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Apply;
import dev.neurac.Initializer;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Evaluation;
import dev.neurac.metric.Metric;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dropout, trainable slopes and label smoothing in whole networks, while they train and after. */
class TrainedLanguageTest {

  private static final float[] ROW = {0.5f, -1, 2, 0.25f};
  private static final Dataset ONE_ROW = Dataset.of(ROW, 4, new float[] {3}, 1);

  @Model(loss = HALF_SQUARED_ERROR, parameters = 1_201)
  @Layer(in = 4, out = 200, act = TANH, dropout = 0.25, name = "hidden")
  @Layer(out = 1, name = "sum")
  interface Dropped extends Network {}

  /** The same without dropout: it draws the same weights, since they have the same names. */
  @Model(loss = HALF_SQUARED_ERROR, parameters = 1_201)
  @Layer(in = 4, out = 200, act = TANH, name = "hidden")
  @Layer(out = 1, name = "sum")
  interface Kept extends Network {}

  @Model(loss = HALF_SQUARED_ERROR, parameters = 4 * 3 + 3 + 3 + 3 + 1)
  @Layer(in = 4, out = 3, act = PRELU, slope = 0.125)
  @Layer(out = 1, bias = false, act = PRELU)
  interface Sloped extends Network {}

  /** A layer of nothing but slopes, over pairs. */
  @Model(loss = HALF_SQUARED_ERROR, parameters = 2 + 2 + 1)
  interface SlopedNodes extends Network {
    @Apply(PRELU)
    Tensor bent(@Input({3, 2}) Tensor pairs);

    @Layer(out = 1)
    Tensor lines(Tensor bent);
  }

  @Model(loss = CROSS_ENTROPY, labelSmoothing = 0.2)
  @Layer(in = 4, out = 3, init = Initializer.CONSTANT, initScale = 0.5)
  interface Smoothed extends Network {}

  @Test
  void predictionsDropNothing() {
    Network dropped = TrainedLanguageTest_DroppedNet.create(5);
    Network kept = TrainedLanguageTest_KeptNet.create(5);
    assertThat(dropped.predict(ROW)).containsExactly(kept.predict(ROW));
    assertThat(dropped.loss(ROW, new float[] {3})).isEqualTo(kept.loss(ROW, new float[] {3}));
    assertThat(dropped.summary()).contains("dropout 0.25");
  }

  @Test
  void gradientsOfANetworkAreThoseOfItsPrediction() {
    Map<String, Tensor> dropped =
        TrainedLanguageTest_DroppedNet.create(5).gradients(ROW, new float[] {3});
    Map<String, Tensor> kept =
        TrainedLanguageTest_KeptNet.create(5).gradients(ROW, new float[] {3});
    assertThat(dropped.keySet()).isEqualTo(kept.keySet());
    kept.forEach(
        (name, gradient) ->
            assertThat(dropped.get(name).toArray()).as(name).containsExactly(gradient.toArray()));
  }

  /** What is dropped has no part in the step: neither its weights nor those behind it move. */
  @Test
  void trainingDropsTheShareThatWasSaid() {
    boolean[] moved = moved(1, "sum.weight");
    int count = 0;
    for (boolean one : moved) {
      count += one ? 1 : 0;
    }
    assertThat(count / 200.0).isEqualTo(0.75, within(0.12));
    assertThat(moved(1, "hidden.bias")).as("the same are dropped").containsExactly(moved);
    assertThat(moved(1, "sum.weight")).as("the seed decides").containsExactly(moved);
    assertThat(moved(2, "sum.weight")).isNotEqualTo(moved);
  }

  private static boolean[] moved(long seed, String parameter) {
    Network net = TrainedLanguageTest_DroppedNet.create(5);
    float[] before = net.parameter(parameter).values().toArray();
    train(net, seed, 1);
    float[] after = net.parameter(parameter).values().toArray();
    boolean[] moved = new boolean[before.length];
    for (int i = 0; i < before.length; i++) {
      moved[i] = before[i] != after[i];
    }
    return moved;
  }

  private static History train(Network net, long seed, int epochs) {
    return Trainer.of(net).optimizer(Sgd.of(0.01)).epochs(epochs).seed(seed).fit(ONE_ROW);
  }

  /** What is kept is scaled up, so that the layer behind sees about what it will see later. */
  @Test
  void whatIsKeptIsScaledUp() {
    Network dropped = TrainedLanguageTest_DroppedNet.create(5);
    Network kept = TrainedLanguageTest_KeptNet.create(5);
    // A step of the last layer is rate·(y - t)·x, so steps are proportional to its input x.
    float[] start = kept.parameter("sum.weight").values().toArray();
    train(dropped, 1, 1);
    train(kept, 1, 1);
    float[] thinned = dropped.parameter("sum.weight").values().toArray();
    float[] whole = kept.parameter("sum.weight").values().toArray();
    float error =
        (dropped.parameter("sum.bias").values().toArray()[0])
            / kept.parameter("sum.bias").values().toArray()[0];
    for (int i = 0; i < start.length; i++) {
      double step = (whole[i] - start[i]) * error;
      if (thinned[i] != start[i]) {
        assertThat((double) thinned[i] - start[i]).isEqualTo(step / 0.75, within(1e-6));
      }
    }
  }

  @Test
  void slopesAreParametersOfTheirLayer() {
    Network net = TrainedLanguageTest_SlopedNet.create(0);
    assertThat(net.parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "layer1.weight", "layer1.bias", "layer1.slope", "layer2.weight", "layer2.slope");
    assertThat(net.parameter("layer1.slope").shape()).containsExactly(3);
    assertThat(net.parameter("layer1.slope").values().toArray()).containsOnly(0.125f);
    assertThat(net.parameter("layer2.slope").values().toArray()).containsExactly(0.25f);
    assertThat(net.summary()).contains("PRELU").contains("22");
  }

  @Test
  void slopesAreTrainedSavedAndLoaded(@TempDir Path folder) throws IOException {
    Network net = TrainedLanguageTest_SlopedNet.create(3);
    History history = train(net, 0, 200);
    float[] losses =
        new float[] {(float) history.values("loss")[0], net.loss(ROW, new float[] {3})};
    assertThat(losses[1]).isLessThan(0.1f * losses[0]);
    float[] slopes = net.parameter("layer1.slope").values().toArray();
    assertThat(slopes).isNotEqualTo(new float[] {0.125f, 0.125f, 0.125f});

    Path file = folder.resolve("net.safetensors");
    net.saveWeights(file);
    Network loaded = TrainedLanguageTest_SlopedNet.create(4);
    loaded.loadWeights(file);
    assertThat(loaded.parameter("layer1.slope").values().toArray()).containsExactly(slopes);
    assertThat(loaded.predict(ROW)).containsExactly(net.predict(ROW));
  }

  @Test
  void slopesBelongToFeaturesOfTheLastAxis() {
    TrainedLanguageTest_SlopedNodesNet net = TrainedLanguageTest_SlopedNodesNet.create(0);
    net.parameter("bent.slope").set(0.5f, 2);
    Tensor bent = net.bent(Tensor.of(new float[] {-1, -1, 1, 1, -3, 4}, 1, 3, 2));
    assertThat(bent.toArray()).containsExactly(-0.5f, -2, 1, 1, -1.5f, 4);
  }

  /** Constant weights give every class the same probability, a third, whatever the targets. */
  @Test
  void smoothedLossesAndTheirGradients() {
    Network net = TrainedLanguageTest_SmoothedNet.create(0);
    float[] target = {1};
    assertThat(net.loss(ROW, target)).isEqualTo((float) Math.log(3), within(1e-6f));
    float third = 1 / 3f;
    // softmax - (0.8·t + 0.2/3)
    assertThat(net.gradients(ROW, target).get("layer1.bias").toArray())
        .containsExactly(
            new float[] {third - 0.2f / 3, third - 0.8f - 0.2f / 3, third - 0.2f / 3},
            within(1e-6f));
    Dataset classes = Dataset.ofClasses(ROW, 4, new int[] {1}, 3);
    History history = Trainer.of(net).optimizer(Sgd.of(1)).epochs(500).fit(classes);
    assertThat(history.values("loss")[0]).isEqualTo(Math.log(3), within(1e-6));
    // The loss is least where the output is the smoothed target.
    double entropy = -0.8667 * Math.log(0.8667) - 2 * 0.0667 * Math.log(0.0667);
    assertThat((double) net.loss(ROW, target)).isEqualTo(entropy, within(1e-3));
  }

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 4, out = 3, act = SOFTMAX)
  interface Probabilities extends Network {}

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 4, out = 3, act = LOG_SOFTMAX)
  interface LogProbabilities extends Network {}

  @Model(loss = KL_DIVERGENCE)
  @Layer(in = 4, out = 3, act = LOG_SOFTMAX)
  interface Divergence extends Network {}

  /** Metrics know what an output is, however it is declared. */
  @Test
  void metricsOfLogarithmsAreThoseOfProbabilities() {
    Dataset rows =
        Dataset.ofClasses(new float[] {0, 1, -1, 2, 3, 0, -2, 1}, 4, new int[] {1, 2}, 3);
    Metric[] metrics = {Metric.ACCURACY, Metric.LOG_LOSS, Metric.ROC_AUC};
    Network net = TrainedLanguageTest_ProbabilitiesNet.create(1);
    Evaluation expected = Trainer.evaluate(net, rows, metrics);
    assertThat(expected.metric("log loss")).isEqualTo(expected.loss(), within(1e-6));
    for (Network other :
        List.of(
            TrainedLanguageTest_LogProbabilitiesNet.create(1),
            TrainedLanguageTest_DivergenceNet.create(1))) {
      Evaluation actual = Trainer.evaluate(other, rows, metrics);
      for (Metric metric : metrics) {
        assertThat(actual.metric(metric.name()))
            .as(metric.name())
            .isEqualTo(expected.metric(metric.name()), within(1e-6));
      }
    }
  }
}
