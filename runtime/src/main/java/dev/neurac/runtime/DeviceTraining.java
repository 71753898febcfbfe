package dev.neurac.runtime;

/**
 * A training on a device. The network's parameters and the optimiser's arrays stay as they are
 * until {@link #fetch} brings what the steps made of them.
 */
public interface DeviceTraining extends AutoCloseable {

  /**
   * Begins an epoch. Steps that were not fetched may be lost.
   *
   * @param order the row at each place
   * @param weights how much the row at each place counts in the loss of its batch
   */
  void beginEpoch(int[] order, float[] weights);

  /** Returns how many steps the next {@link #run} should make at most. */
  int steps();

  /**
   * Makes steps.
   *
   * @param from the first batch
   * @param to the batch after the last, at most {@link #steps()} after the first
   * @param step the number of the first step in the training
   * @param shared what all parameters share, for one step after the other; may be longer
   * @param losses receives the loss of the row at each place of these batches
   * @throws BackendException if the device fails
   */
  void run(int from, int to, int step, float[] shared, float[] losses);

  /**
   * Brings the network's parameters and the optimiser's arrays up to what the steps made of them.
   */
  void fetch();

  /**
   * Takes over parameters and optimiser as they are now in the network, where something else than
   * {@link #fetch} changed them. Steps that were not fetched are lost.
   */
  void reload();

  /** Returns how it computes, for people. */
  String describe();

  /** Gives everything on the device back. */
  @Override
  void close();
}
