package dev.neurac.runtime;

import dev.neurac.scratch.ThreadScratch;

/** A thread's array for values between layers: up to 16 MiB it is kept; it is never shared. */
final class Scratch {

  /** The most floats that a thread keeps: 16 MiB. */
  static final int MAX_KEPT = ThreadScratch.MAX_VALUES;

  /**
   * Rows computed together: few enough for their values between the layers to stay in the cache.
   */
  private static final int BLOCK_ROWS = 64;

  private Scratch() {}

  /**
   * Returns how many rows to compute together: fewer where that would take more scratch than a
   * thread keeps, but at least 1.
   *
   * @param rows how many there are, at least 1
   * @param shared what the rows need together, besides
   */
  static int rows(int rows, int floatsPerRow, int shared) {
    int fitting = Math.max(1, (MAX_KEPT - shared) / Math.max(1, floatsPerRow));
    return Math.min(rows, Math.min(BLOCK_ROWS, fitting));
  }

  /**
   * Returns an array of at least {@code size} floats, valid until the thread's next call. One of
   * more than {@link #MAX_KEPT} is made anew each time.
   */
  static float[] take(int size) {
    return size > MAX_KEPT ? new float[size] : ThreadScratch.forValues(size);
  }
}
