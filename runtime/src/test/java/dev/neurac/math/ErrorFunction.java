package dev.neurac.math;

/** The complementary error function in double, to hold others to. */
public final class ErrorFunction {

  private ErrorFunction() {}

  /**
   * Returns {@code erfc(x) = 1 - erf(x)}, wrong by less than 1e-14 of itself.
   *
   * <p>Near 0 by the series {@code erf(x) = 2/√π·exp(-x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n + 1))}, whose terms
   * have one sign; else by the continued fraction {@code exp(-x²)/√π·1/(x + ½/(x + 1/(x + 3⁄2/(x +
   * …))))} (Abramowitz and Stegun, 7.1.6 and 7.1.14).
   */
  public static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double z = Math.min(Math.abs(x), 30);
    // exp(-z²) with the rounding error of z² taken back, which would be an error of the result
    double square = z * z;
    double exp = StrictMath.exp(-square) * (1 - Math.fma(z, z, -square));
    if (z < 0.75) {
      double term = z;
      double sum = z;
      for (int n = 1; n < 40; n++) {
        term *= 2 * square / (2 * n + 1);
        sum += term;
      }
      return 1 - Math.copySign(2 / Math.sqrt(Math.PI) * exp * sum, x);
    }
    double fraction = z;
    for (int n = 400; n > 0; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    double tail = exp / (Math.sqrt(Math.PI) * fraction);
    return x > 0 ? tail : 2 - tail;
  }
}
