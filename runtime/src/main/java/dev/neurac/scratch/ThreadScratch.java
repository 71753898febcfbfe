package dev.neurac.scratch;

/**
 * The one array that a thread keeps for us, in two parts that grow to the largest need of each: at
 * its start values between the layers of a prediction; after them copies of matrices, which a
 * product needs while the prediction goes on. The last float says where the copies start.
 *
 * <p>An array that is too small is replaced by a larger one. Whoever took part of the smaller one
 * goes on with that.
 */
public final class ThreadScratch {

  /**
   * The most floats that a thread keeps for values: 16 MiB. As a float any number up to it is
   * exact.
   */
  public static final int MAX_VALUES = 1 << 22;

  private static final ThreadLocal<float[]> ARRAY = ThreadLocal.withInitial(() -> new float[1]);

  private ThreadScratch() {}

  /**
   * Returns an array whose first {@code size} floats are for values between layers, until the
   * thread's next call of this method.
   *
   * @param size at most {@link #MAX_VALUES}
   */
  public static float[] forValues(int size) {
    float[] array = ARRAY.get();
    int values = startOfCopies(array);
    return values < size ? replace(size, array.length - 1 - values) : array;
  }

  /**
   * Returns an array which, from {@link #startOfCopies} on, has {@code size} floats for copies,
   * until the thread's next call of this method.
   */
  public static float[] forCopies(int size) {
    float[] array = ARRAY.get();
    int values = startOfCopies(array);
    return array.length - 1 - values < size ? replace(values, size) : array;
  }

  /** Returns the index of the first float for copies. */
  public static int startOfCopies(float[] array) {
    return (int) array[array.length - 1];
  }

  private static float[] replace(int values, int copies) {
    float[] array = new float[Math.addExact(values, copies) + 1];
    array[array.length - 1] = values;
    ARRAY.set(array);
    return array;
  }
}
