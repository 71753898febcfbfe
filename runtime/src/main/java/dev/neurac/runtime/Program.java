package dev.neurac.runtime;

import java.util.Optional;

/**
 * A compiled network, without its parameters: what the processor generates and the runtime runs.
 *
 * <p>All arrays are flat and row-major, the batch outermost. There is one for each input, and one
 * for each output, in the order of {@link Architecture}. A program holds no state, so any number of
 * threads may run it at once on arrays of their own.
 */
public interface Program {

  /** Returns what is fixed about the network. */
  Architecture architecture();

  /** Returns how many floats of scratch {@link #predict} needs for each row. */
  int predictionScratch();

  /** Returns roughly how many multiply-adds {@link #predict} does for each row. */
  long predictionWork();

  /**
   * Computes the outputs for some rows.
   *
   * @param parameters all parameters of the network
   * @param inputs the rows of each input
   * @param predictions receives the rows of each output
   * @param from the first row that is read in each input, and written in each output
   * @param scratch at least {@code rows * predictionScratch() + sharedScratch()} floats,
   *     overwritten
   * @param rows how many rows are computed
   */
  void predict(
      float[] parameters,
      float[][] inputs,
      float[][] predictions,
      int from,
      float[] scratch,
      int rows);

  /**
   * Computes the same for a network of one input and one output, without arrays of arrays: what an
   * application with a few rows calls, for which nothing is allocated.
   *
   * @throws IndexOutOfBoundsException if the network has several inputs or outputs
   */
  default void predict(
      float[] parameters, float[] input, float[] predictions, int from, float[] scratch, int rows) {
    predict(parameters, new float[][] {input}, new float[][] {predictions}, from, scratch, rows);
  }

  /** Returns how many floats of scratch {@link #evaluate} needs for each row. */
  int evaluationScratch();

  /**
   * Computes the outputs and the losses of some rows, as in prediction: nothing is dropped.
   *
   * @param targets for each output a row of targets, of its size, for each row; its element is null
   *     where classes are given
   * @param classes for each output a class for each vector along its last axis; its element is null
   *     where targets are given
   * @param losses receives one value for each row, for each output
   * @param scratch at least {@code rows * evaluationScratch() + sharedScratch()} floats,
   *     overwritten
   */
  void evaluate(
      float[] parameters,
      float[][] inputs,
      float[][] targets,
      float[][] classes,
      float[][] predictions,
      float[][] losses,
      float[] scratch,
      int rows);

  /** Returns how many floats of scratch a training step needs for each row. */
  int trainingScratch();

  /**
   * Returns how many floats of scratch {@link #predict}, {@link #evaluate} and a training step need
   * besides, however many rows there are: values that all rows share. In a training step these may
   * depend on the rows, as the mean of a batch does; in {@link #predict} and {@link #evaluate} they
   * do not, since rows come in blocks of any size there.
   */
  default int sharedScratch() {
    return 0;
  }

  /**
   * Returns the number of stages of a training step. Within a stage no part waits for another;
   * between two stages all parts have ended.
   */
  int stages();

  /** Returns roughly how many multiply-adds a stage does for each row of the batch. */
  long stageWork(int stage);

  /**
   * Does one part of a stage of a training step. After the last stage {@code step} holds the losses
   * and the gradients. The parts of a stage can run in any order and on any threads: the result is
   * the same to the bit.
   *
   * @param part from 0 up to {@code parts}
   * @param parts into how many parts the stage is split, at least 1
   */
  void run(int stage, Step step, int part, int parts);

  /**
   * Computes the batch that lies in a step from the first layer to the loss, on the calling thread,
   * to the bit as the training step does, and tells the listener of each layer's output. Scratch
   * and losses are overwritten, gradients are not.
   *
   * <p>A program that tells nothing is right too; then people learn less about where a training
   * went wrong.
   */
  default void trace(Step step, LayerListener listener) {}

  /**
   * Returns a new Aparapi kernel of the network, if what it extends was there when the network was
   * compiled. Its type is not said here, since an application need not have Aparapi.
   *
   * @throws NoClassDefFoundError if Aparapi is not there now
   */
  default Optional<Object> aparapiKernel() {
    return Optional.empty();
  }
}
