package dev.neurac.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A training step in DJL on PyTorch, on a batch that lies in its arrays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DjlTrainingBenchmark {

  /** The network and its batch. */
  @Param({"20-128-256-4/8", "20-128-256-4/256", "784-128-10/64", "784-128-10/512"})
  public String work;

  private NDManager manager;
  private Model model;
  private Trainer trainer;
  private Loss loss;
  private NDArray features;
  private NDArray classes;

  /** Makes the network and the batch. */
  @Setup
  public void prepare() {
    Work given = Work.parse(work);
    manager = NDManager.newBaseManager();
    SequentialBlock block = new SequentialBlock();
    for (int layer = 1; layer < given.sizes().length; layer++) {
      block.add(Linear.builder().setUnits(given.sizes()[layer]).build());
      if (layer < given.sizes().length - 1) {
        block.add(Activation.reluBlock());
      }
    }
    model = Model.newInstance("benchmark");
    model.setBlock(block);
    loss = Loss.softmaxCrossEntropyLoss();
    Tracker rate = Tracker.fixed((float) Work.LEARNING_RATE);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(rate).build()));
    Shape shape = new Shape(given.batch(), given.inputSize());
    trainer.initialize(shape);
    features = manager.create(given.features(), shape);
    classes = manager.create(given.classes());
  }

  /** One step; all it allocates is closed. */
  @Benchmark
  public void step() {
    try (NDManager scope = manager.newSubManager()) {
      features.tempAttach(scope);
      classes.tempAttach(scope);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(new NDList(features));
        collector.backward(loss.evaluate(new NDList(classes), outputs));
      }
      trainer.step();
    }
  }

  /** Frees the native memory. */
  @TearDown
  public void close() {
    trainer.close();
    model.close();
    manager.close();
  }
}
