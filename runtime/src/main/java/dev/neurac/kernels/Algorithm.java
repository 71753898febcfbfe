package dev.neurac.kernels;

/**
 * A way to compute a product {@code C = A·B} of certain sizes: which copies are made, and which
 * micro-kernels compute which part of C. It is decided when it is constructed, by {@link Planner};
 * running it follows.
 *
 * <p>Everything that has to be compiled before is among the {@link Needs} it was constructed with.
 */
interface Algorithm {

  void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt);
}
