package dev.neurac.runtime;

/**
 * A thread's array for values between layers: grown to the largest need up to 16 MiB, never shared.
 */
final class Scratch {

  private static final ThreadLocal<float[]> ARRAYS = ThreadLocal.withInitial(() -> new float[0]);

  /** The most floats that a thread keeps: 16 MiB. */
  static final int MAX_KEPT = 1 << 22;

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
   */
  static int rows(int rows, int floatsPerRow) {
    int fitting = Math.max(1, MAX_KEPT / Math.max(1, floatsPerRow));
    return Math.min(rows, Math.min(BLOCK_ROWS, fitting));
  }

  /**
   * Returns an array of at least {@code size} floats, valid until the thread's next call. One of
   * more than {@link #MAX_KEPT} is made anew each time.
   */
  static float[] take(int size) {
    if (size > MAX_KEPT) {
      return new float[size];
    }
    float[] array = ARRAYS.get();
    if (array.length < size) {
      array = new float[size];
      ARRAYS.set(array);
    }
    return array;
  }
}
