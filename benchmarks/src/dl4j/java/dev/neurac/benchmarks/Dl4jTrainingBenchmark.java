package dev.neurac.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A training step in DL4J, on a batch that lies in its arrays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Dl4jTrainingBenchmark {

  /** The network and its batch. */
  @Param({"20-128-256-4/8", "20-128-256-4/256", "784-128-10/64", "784-128-10/512"})
  public String work;

  private MultiLayerNetwork network;
  private INDArray features;
  private INDArray targets;

  /** Makes the network and the batch. */
  @Setup
  public void prepare() {
    Work given = Work.parse(work);
    int[] sizes = given.sizes();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().updater(new Sgd(Work.LEARNING_RATE)).list();
    for (int layer = 1; layer < sizes.length - 1; layer++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(sizes[layer - 1])
              .nOut(sizes[layer])
              .activation(Activation.RELU)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(sizes[sizes.length - 2])
            .nOut(given.outputSize())
            .activation(Activation.SOFTMAX)
            .build());
    network = new MultiLayerNetwork(layers.build());
    network.init();
    features = Nd4j.createFromArray(given.features()).reshape(given.batch(), given.inputSize());
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    targets = Nd4j.createFromArray(given.targets()).reshape(given.batch(), given.outputSize());
  }

  /** One step. */
  @Benchmark
  public void step() {
    network.fit(features, targets);
  }
}
