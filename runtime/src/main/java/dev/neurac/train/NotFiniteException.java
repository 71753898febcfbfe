package dev.neurac.train;

/** Signals that a loss or a parameter is not finite; {@link DivergenceFinder} then finds where. */
final class NotFiniteException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** How many batches of the epoch were done or begun. */
  final int batches;

  /**
   * Says it.
   *
   * @param batches how many batches of the epoch were done or begun
   */
  NotFiniteException(int batches) {
    super("not finite", null, false, false);
    this.batches = batches;
  }
}
