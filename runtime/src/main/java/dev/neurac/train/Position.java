package dev.neurac.train;

/**
 * How far a run has come.
 *
 * @param epoch the number of the epoch it is in, 1 for the first
 * @param batch how many batches of it are done
 * @param step how many steps were made in all epochs
 * @param losses the sum of the weighted losses of the epoch so far
 * @param penalty the penalty when the epoch began
 * @param seconds how long the epoch has taken so far
 * @param firstLoss the mean loss of the very first batch, NaN before that
 */
record Position(
    int epoch,
    int batch,
    int step,
    double losses,
    double penalty,
    double seconds,
    double firstLoss) {

  /** Returns where a run begins. */
  static Position start() {
    return new Position(1, 0, 0, 0, 0, 0, Double.NaN);
  }
}
