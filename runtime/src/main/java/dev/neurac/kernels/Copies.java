package dev.neurac.kernels;

/** Arrays for the copies of matrices, of each thread; grown to the largest need and kept. */
final class Copies {

  private static final int OF_A = 0;
  private static final int OF_B = 1;
  private static final int OF_C = 2;

  /** The type is the JDK's own, so that a thread that outlives this class does not hold it. */
  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[3][0]);

  private Copies() {}

  static float[] ofA(int size) {
    return array(OF_A, size);
  }

  static float[] ofB(int size) {
    return array(OF_B, size);
  }

  static float[] ofC(int size) {
    return array(OF_C, size);
  }

  private static float[] array(int which, int size) {
    float[][] arrays = ARRAYS.get();
    if (arrays[which].length < size) {
      arrays[which] = new float[size];
    }
    return arrays[which];
  }

  /** A few floats: for them a call of {@code System.arraycopy} takes longer. */
  static void few(float[] from, int fromAt, float[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] = from[fromAt + i];
    }
  }
}
