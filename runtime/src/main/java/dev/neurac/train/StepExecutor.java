package dev.neurac.train;

import dev.neurac.runtime.Backend;

/** Executes the steps of a training: on threads of this machine, or on a device. */
interface StepExecutor extends AutoCloseable {

  /** Returns where they are executed. */
  Backend backend();

  /** Begins an epoch, whose order of rows is drawn. */
  void beginEpoch(int number);

  /** Returns the largest number of steps for one call of {@link #execute}. */
  int maxSteps();

  /**
   * Executes steps. The parameters and the optimiser's arrays may hold their old values until
   * {@link #fetch}; the optimiser's count of steps is right at once.
   *
   * @param from the first batch
   * @param to the batch after the last
   * @param losses what the losses of the epoch sum up to so far
   * @return that sum, with the losses of these steps
   * @throws NotFiniteException if a loss is not finite
   */
  double execute(int from, int to, double losses);

  /** Copies the parameters and the optimiser's arrays from the device, if they are there. */
  void fetch();

  /** Gives back what it holds. */
  @Override
  void close();
}
