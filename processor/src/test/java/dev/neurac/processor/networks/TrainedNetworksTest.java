package dev.neurac.processor.networks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.data.Dataset;
import dev.neurac.opencl.KernelInJava;
import dev.neurac.opencl.NetworkKernel;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import dev.neurac.train.DivergedException;
import dev.neurac.train.Epoch;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What is promised of training, kept by generated networks. */
class TrainedNetworksTest {

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 64, out = 128, act = RELU, dropout = 0.25)
  @Layer(out = 96, act = TANH)
  @Layer(out = 10)
  interface Classes extends Network {}

  @Model(loss = CROSS_ENTROPY, labelSmoothing = 0.1)
  @Layer(in = 64, out = 10)
  interface Smoothed extends Network {}

  /** Five vectors of three classes a row. */
  @Model(loss = CROSS_ENTROPY)
  interface Words extends Network {
    @Layer(out = 3)
    Tensor scores(@Input({5, 4}) Tensor words);
  }

  @Model(loss = MEAN_SQUARED_ERROR)
  interface Residual extends Network {
    @Layer(out = 4, act = TANH)
    Tensor calm(@Input(4) Tensor features);

    @Layer(out = 4, act = RELU)
    Tensor wild(Tensor calm);

    @Add
    Tensor sum(Tensor calm, Tensor wild);

    @Layer(out = 1)
    Tensor value(Tensor sum);
  }

  @Test
  void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() {
    Dataset rows = random(64, 1000, 10);
    Network one = TrainedNetworksTest_ClassesNet.create(0);
    Network two = TrainedNetworksTest_ClassesNet.create(0);
    Network three = TrainedNetworksTest_ClassesNet.create(0);

    // Large batches, so that the work of a step is really split.
    Trainer.of(one).batchSize(300).epochs(3).threads(1).fit(rows);
    Trainer.of(two).batchSize(300).epochs(3).threads(2).fit(rows);
    Trainer.of(three).batchSize(300).epochs(3).threads(3).fit(rows);

    assertThat(two.runtime().parameterArray()).isEqualTo(one.runtime().parameterArray());
    assertThat(three.runtime().parameterArray()).isEqualTo(one.runtime().parameterArray());
    assertThat(one.predict(rows.features())).isEqualTo(two.predict(rows.features()));
  }

  /** A class is a target vector of a single 1, to the bit. */
  @Test
  void classesAndVectorsOfThemAreTheSameTraining() {
    Dataset classes = random(64, 300, 10);
    Dataset vectors = Dataset.of(classes.features(), 64, classes.targets(), 10);
    for (LongFunction<Network> create :
        List.<LongFunction<Network>>of(
            TrainedNetworksTest_ClassesNet::create, TrainedNetworksTest_SmoothedNet::create)) {
      Network one = create.apply(3);
      Network other = create.apply(3);
      History ofOne = Trainer.of(one).batchSize(32).epochs(3).validation(classes).fit(classes);
      History ofOther = Trainer.of(other).batchSize(32).epochs(3).validation(vectors).fit(vectors);
      assertThat(ofOne.epochs()).extracting(Epoch::loss).hasSize(3);
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(ofOne.epochs().get(epoch).loss()).isEqualTo(ofOther.epochs().get(epoch).loss());
        assertThat(ofOne.epochs().get(epoch).validation())
            .isEqualTo(ofOther.epochs().get(epoch).validation());
      }
      assertThat(one.runtime().parameterArray()).isEqualTo(other.runtime().parameterArray());
    }
  }

  @Test
  void everyVectorOfARowMayHaveAClass() {
    Network net = TrainedNetworksTest_WordsNet.create(1);
    SplittableRandom random = new SplittableRandom(2);
    float[] features = new float[7 * 20];
    float[] classes = new float[7 * 5];
    float[] vectors = new float[7 * 15];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-1, 1);
    }
    for (int i = 0; i < classes.length; i++) {
      classes[i] = random.nextInt(3);
      vectors[3 * i + (int) classes[i]] = 1;
    }
    assertThat(net.loss(features, classes)).isEqualTo(net.loss(features, vectors));
    assertThat(net.gradients(features, classes)).isEqualTo(net.gradients(features, vectors));

    Program program = net.runtime().program();
    Step java = new Step(program, net.runtime().parameterArray(), 7, true);
    Step device = new Step(program, net.runtime().parameterArray(), 7, true);
    for (Step step : List.of(java, device)) {
      System.arraycopy(features, 0, step.inputs[0], 0, features.length);
      System.arraycopy(classes, 0, step.classes[0], 0, classes.length);
      Arrays.fill(step.rowWeights, 1f / 7);
      step.rows = 7;
    }
    new StepRunner(program, java, 2).run();
    NetworkKernel kernel = (NetworkKernel) program.aparapiKernel().orElseThrow();
    KernelInJava.train(kernel, device, 15, 9, false);
    assertThat(device.losses[0]).containsExactly(java.losses[0], within(1e-5f));
    assertThat(device.gradients).containsExactly(java.gradients, within(1e-5f));
  }

  @Test
  void seedZeroIsASeedLikeAnyOther() {
    float[] zero = TrainedNetworksTest_ClassesNet.create(0).runtime().parameterArray();
    float[] again = TrainedNetworksTest_ClassesNet.create(0).runtime().parameterArray();
    float[] one = TrainedNetworksTest_ClassesNet.create(1).runtime().parameterArray();
    assertThat(zero).isEqualTo(again).isNotEqualTo(one);
  }

  @Test
  void divergenceIsFoundInTheLayerWhereItBegins() {
    Residual net = TrainedNetworksTest_ResidualNet.create(1);
    float[] huge = new float[16];
    Arrays.fill(huge, Float.MAX_VALUE);
    net.parameter("calm.bias").set(9, 9, 9, 9); // so that its tanh is 1
    net.parameter("wild.weight").set(huge);
    float[] before = net.runtime().parameterArray().clone();

    DivergedException diverged =
        catchThrowableOfType(
            DivergedException.class,
            () ->
                Trainer.of(net)
                    .optimizer(Sgd.of(0.1))
                    .batchSize(4)
                    .epochs(2)
                    .fit(Dataset.of(new float[4 * 8], 4, new float[8], 1)));

    assertThat(diverged.place()).contains("wild");
    assertThat(diverged.epoch()).isEqualTo(1);
    assertThat(diverged.batch()).isEqualTo(1);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  private static Dataset random(int features, int rows, int classes) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[features * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(classes);
    }
    return Dataset.ofClasses(values, features, labels, classes);
  }
}
