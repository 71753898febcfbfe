package dev.neurac.runtime;

/** A thread's array for values between layers: grown to the largest need, never shared. */
final class Scratch {

  private static final ThreadLocal<float[]> ARRAYS = ThreadLocal.withInitial(() -> new float[0]);

  private Scratch() {}

  /** Returns an array of at least {@code size} floats, valid until the thread's next call. */
  static float[] take(int size) {
    float[] array = ARRAYS.get();
    if (array.length < size) {
      array = new float[size];
      ARRAYS.set(array);
    }
    return array;
  }
}
