package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one network on one dataset, any number of times, with arrays made once.
 *
 * <p>The rows go through the network in blocks, the blocks over the threads; the losses are summed
 * in double in the order of the rows, so the result does not depend on either.
 */
final class Evaluator implements Workers.Task {

  /**
   * Rows computed together: few enough for their values between the layers to stay in the cache.
   */
  private static final int BLOCK_ROWS = 64;

  private final NetworkRuntime runtime;
  private final Program program;
  private final Dataset data;
  private final List<Metric> metrics;
  private final float[] targets;
  private final float[] predictions;
  private final float[] losses;
  private final Block[] blocks;

  Evaluator(NetworkRuntime runtime, Dataset data, List<Metric> metrics, int threads) {
    this.runtime = runtime;
    this.program = runtime.program();
    this.data = data;
    this.metrics = metrics;
    metrics.forEach(metric -> metric.check(runtime.architecture()));
    int outputSize = runtime.architecture().outputSize();
    this.targets = new float[Math.multiplyExact(data.size(), outputSize)];
    for (int row = 0; row < data.size(); row++) {
      data.copyTargets(row, targets, row * outputSize);
    }
    this.predictions = new float[targets.length];
    this.losses = new float[data.size()];
    int parts = Workers.parts(program.predictionWork() * data.size());
    this.blocks = new Block[Math.min(parts, threads)];
    for (int part = 0; part < blocks.length; part++) {
      blocks[part] = new Block(Math.min(BLOCK_ROWS, data.size()));
    }
  }

  /** Measures the network as it is now. */
  Evaluation evaluate() {
    // Here and not in the parts: the runtime asks who calls, and the workers are not the trainer.
    runtime.checkReadable();
    Workers.run(blocks.length, this);
    double sum = 0;
    for (int row = 0; row < losses.length; row++) {
      sum += (double) data.weight(row) * losses[row];
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.of(runtime.architecture(), predictions, targets));
    }
    return new Evaluation(sum / data.size(), values);
  }

  /** Computes one part of the rows. */
  @Override
  public void run(int part, int parts) {
    int to = Workers.begin(data.size(), part + 1, parts);
    for (int row = Workers.begin(data.size(), part, parts); row < to; row += BLOCK_ROWS) {
      blocks[part].compute(row, Math.min(BLOCK_ROWS, to - row));
    }
  }

  /** The arrays of some rows. */
  private final class Block {

    private final int inputSize = runtime.architecture().inputSize();
    private final int outputSize = runtime.architecture().outputSize();
    private final float[] features;
    private final float[] blockTargets;
    private final float[] blockPredictions;
    private final float[] blockLosses;
    private final float[] scratch;

    Block(int rows) {
      features = new float[rows * inputSize];
      blockTargets = new float[rows * outputSize];
      blockPredictions = new float[rows * outputSize];
      blockLosses = new float[rows];
      scratch = new float[Math.multiplyExact(rows, program.evaluationScratch())];
    }

    void compute(int from, int rows) {
      for (int row = 0; row < rows; row++) {
        data.copyFeatures(from + row, features, row * inputSize);
      }
      System.arraycopy(targets, from * outputSize, blockTargets, 0, rows * outputSize);
      program.evaluate(
          runtime.parameterArray(),
          features,
          blockTargets,
          blockPredictions,
          blockLosses,
          scratch,
          rows);
      System.arraycopy(blockPredictions, 0, predictions, from * outputSize, rows * outputSize);
      System.arraycopy(blockLosses, 0, losses, from, rows);
    }
  }
}
