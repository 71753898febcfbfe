package dev.neurac.runtime;

/**
 * Computes the outputs and losses of many rows, as in prediction, any number of times, with arrays
 * made once.
 *
 * <p>The rows go through the network in blocks, the blocks over the threads; what a row gets
 * depends on neither.
 */
public final class LossRunner implements Workers.Task {

  /** Where rows of features come from. */
  public interface Features {
    /** Writes the features of a row into an array, from {@code at} on. */
    void copy(int row, float[] into, int at);
  }

  private static final String ADVICE = "the network is too wide";

  /** The loss of each row; written. */
  public final float[] losses;

  /** The output of each row; written. */
  public final float[] predictions;

  private final NetworkRuntime runtime;
  private final Program program;
  private final int rows;
  private final Features features;
  private final Targets targets;
  private final int inputSize;
  private final int outputSize;
  private final int targetSize;
  private final int blockRows;
  private final int parts;

  /** Made when Java first computes them. */
  private Block[] blocks = {};

  /**
   * Makes the arrays.
   *
   * @param rows the number of rows, at least 1
   * @param targets those of the rows, read at every run
   * @param threads the most threads to use, at least 1
   */
  public LossRunner(
      NetworkRuntime runtime, int rows, Features features, Targets targets, int threads) {
    this.runtime = runtime;
    this.program = runtime.program();
    this.rows = rows;
    this.features = features;
    this.targets = targets;
    this.inputSize = runtime.architecture().inputSize();
    this.outputSize = runtime.architecture().outputSize();
    this.targetSize = runtime.architecture().output().targetSize(targets.areClasses());
    this.losses = new float[rows];
    this.predictions = new float[runtime.outputLength(rows)];
    this.blockRows = Scratch.rows(rows, program.evaluationScratch(), program.sharedScratch());
    this.parts = Math.min(threads, Workers.parts(program.predictionWork() * rows));
  }

  /**
   * Computes the outputs and losses with the parameters as they are now.
   *
   * @param backend {@link Backend#OPENCL} to compute them there, else Java does
   * @throws IllegalStateException if another thread trains the network, or changes its parameters
   *     meanwhile
   */
  public void run(Backend backend) {
    // Here and not in the parts: the runtime asks who calls, and the workers are not the trainer.
    int reading = runtime.beginReading();
    if (backend == Backend.OPENCL) {
      Backends.openCl().evaluate(runtime, features, targets, predictions, losses, rows);
    } else {
      runInJava();
    }
    runtime.endReading(reading);
  }

  private void runInJava() {
    if (blocks.length == 0) {
      blocks = new Block[parts];
      for (int part = 0; part < parts; part++) {
        blocks[part] = new Block();
      }
    }
    Workers.run(parts, this);
  }

  /** Computes one part of the rows. */
  @Override
  public void run(int part, int parts) {
    int to = Workers.offset(rows, part + 1, parts);
    for (int row = Workers.offset(rows, part, parts); row < to; row += blockRows) {
      blocks[part].compute(row, Math.min(blockRows, to - row));
    }
  }

  /** The arrays of some rows. */
  private final class Block {

    private final float[][] inputs = {new float[length(inputSize)]};
    private final float[] given = new float[length(targetSize)];
    private final float[][] blockTargets = {targets.areClasses() ? null : given};
    private final float[][] blockClasses = {targets.areClasses() ? given : null};
    private final float[][] blockPredictions = {new float[length(outputSize)]};
    private final float[][] blockLosses = {new float[blockRows]};
    private final float[] scratch =
        new float
            [ArrayLength.of(
                blockRows, program.evaluationScratch(), program.sharedScratch(), ADVICE)];

    private int length(int floatsPerRow) {
      return ArrayLength.of(blockRows, floatsPerRow, ADVICE);
    }

    void compute(int from, int count) {
      for (int row = 0; row < count; row++) {
        features.copy(from + row, inputs[0], row * inputSize);
      }
      System.arraycopy(targets.values(), from * targetSize, given, 0, count * targetSize);
      program.evaluate(
          runtime.parameterArray(),
          inputs,
          blockTargets,
          blockClasses,
          blockPredictions,
          blockLosses,
          scratch,
          count);
      System.arraycopy(blockPredictions[0], 0, predictions, from * outputSize, count * outputSize);
      System.arraycopy(blockLosses[0], 0, losses, from, count);
    }
  }
}
