package dev.neurac.optim;

/** Whole powers of a double. */
final class Power {

  private Power() {}

  /**
   * Returns {@code base} to the power of {@code exponent}, by repeated squaring: a few
   * multiplications, the same bits on every JVM. {@code StrictMath.pow} allocates while it is not
   * compiled, in every step of an optimiser.
   *
   * @param exponent at least 0
   */
  static double of(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
