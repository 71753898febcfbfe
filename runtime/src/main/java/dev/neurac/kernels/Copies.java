package dev.neurac.kernels;

/** Copies of a few floats: for them a call of {@code System.arraycopy} takes longer. */
final class Copies {

  private Copies() {}

  static void few(float[] from, int fromAt, float[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] = from[fromAt + i];
    }
  }
}
