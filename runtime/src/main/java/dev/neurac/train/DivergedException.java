package dev.neurac.train;

/**
 * A training came upon NaN or infinity, or its loss grew beyond all bounds. The parameters are
 * again what they were when that epoch began; the message says where the value first appeared, and
 * what may help.
 */
public final class DivergedException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final int epoch;
  private final int batch;
  private final String place;

  DivergedException(int epoch, int batch, String place, String message) {
    super(message);
    this.epoch = epoch;
    this.batch = batch;
    this.place = place;
  }

  /** Returns the number of the epoch, 1 for the first. */
  public int epoch() {
    return epoch;
  }

  /** Returns the number of the batch in the epoch, 1 for the first. */
  public int batch() {
    return batch;
  }

  /**
   * Returns where the value first appeared: the name of a layer or of a parameter, {@code
   * "features"}, {@code "targets"} or {@code "loss"}.
   */
  public String place() {
    return place;
  }
}
