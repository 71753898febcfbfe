package dev.neurac.train;

import dev.neurac.runtime.Backend;

/** What makes the steps of a training: threads of this machine, or a device. */
interface Steps extends AutoCloseable {

  /** Returns what makes them. */
  Backend backend();

  /** Begins an epoch, whose order of rows is drawn. */
  void beginEpoch(int number);

  /** Returns how many steps {@link #make} should be asked for at most. */
  int most();

  /**
   * Makes steps. The parameters and the optimiser's arrays need show them only after {@link
   * #fetch}; the optimiser has counted them at once.
   *
   * @param from the first batch
   * @param to the batch after the last
   * @param losses what the losses of the epoch sum up to so far
   * @return that sum, with the losses of these steps
   * @throws NotFiniteException if a loss is not finite
   */
  double make(int from, int to, double losses);

  /** Brings parameters and optimiser up to what the steps made of them. */
  void fetch();

  /** Gives back what it holds. */
  @Override
  void close();
}
