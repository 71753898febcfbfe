package dev.neurac.math;

/**
 * Exponential, logarithms, hyperbolic tangent and error function of floats, the same bits on every
 * JVM.
 *
 * <p>Each is one fixed sequence of float and int operations that vectors have lanewise too, so that
 * vector kernels can agree with it bit for bit. {@code Math.exp} and its like promise no bits, and
 * {@code StrictMath}'s are too slow.
 *
 * <p>Sources: the reductions are those of W. J. Cody and W. Waite, <i>Software Manual for the
 * Elementary Functions</i>, 1980; the polynomials those of S. L. Moshier's Cephes library, single
 * precision ({@code expf}, {@code logf}, {@code tanhf}), evaluated with fused multiply-adds. The
 * bounds on errors were measured over all floats.
 */
public final class FloatMath {

  private static final float LOG2_E = 1.44269504088896341f;

  /** ln 2 in two parts; the first has so few bits that a multiple up to 2¹⁰ of it is exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5·2²³: adding it rounds a float below 2²² to a whole number, which lands in its low bits. */
  private static final float ROUNDER = 12_582_912f;

  private static final int ROUNDER_BITS = 0x4B400000;

  private static final int SQRT_HALF_BITS = 0x3F3504F3;

  private static final float TWO_POW_23 = 8_388_608f;

  private FloatMath() {}

  /**
   * Returns eˣ, wrong by less than 1 ulp: {@code x = n·ln 2 + r, eˣ = 2ⁿ·eʳ, |r| ≤ ln 2 / 2}.
   *
   * <p>It is infinite above 88.7228; below -87.3 it underflows through the subnormal floats to 0.
   */
  public static float exp(float x) {
    // Beyond these bounds the result is infinite or 0 anyway; NaN passes.
    float bounded = Math.max(Math.min(x, 89), -105);
    float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float high = Math.fma(n, -LN2_HIGH, bounded);
    float low = n * -LN2_LOW;
    float r = high + low;

    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    // 1 + r + r²·p; high is exact, where r is rounded.
    float y = Math.fma(p, r * r, low) + high + 1;

    // Two steps, since 2ⁿ itself may be out of range; the first is exact.
    int power = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = power >> 1;
    return y * powerOfTwo(half) * powerOfTwo(power - half);
  }

  private static float powerOfTwo(int power) {
    return Float.intBitsToFloat((power + 127) << 23);
  }

  /**
   * Returns the natural logarithm, wrong by less than 1 ulp; that of 0 is negative infinity, that
   * of a negative number NaN.
   */
  public static float log(float x) {
    return x > 0 && x < Float.POSITIVE_INFINITY ? logOfPositive(x) : logOfSpecial(x);
  }

  /**
   * Returns {@code ln(1 + x)}, accurate for small x too, wrong by less than 2 ulp; that of -1 is
   * negative infinity, that of less NaN.
   *
   * <p>The sum {@code 1 + x = u + c} is exact in two floats; {@code ln(u + c) ≈ ln u + c/u}.
   */
  public static float log1p(float x) {
    float u = 1 + x;
    float back = u - 1;
    float c = (1 - (u - back)) + (x - back);
    float y = u > 0 && u < Float.POSITIVE_INFINITY ? logOfPositive(u) + c / u : logOfSpecial(u);
    return u == 1 ? x : y;
  }

  private static float logOfSpecial(float x) {
    return x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
  }

  /** {@code x = 2ᵉ·(1 + f), √½ ≤ 1 + f < √2; ln x = e·ln 2 + ln(1 + f)}. */
  private static float logOfPositive(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * TWO_POW_23 : x);
    int exponent = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float e = subnormal ? exponent - 23 : exponent;

    float p = 7.0376836292e-2f;
    p = Math.fma(p, f, -1.1514610310e-1f);
    p = Math.fma(p, f, 1.1676998740e-1f);
    p = Math.fma(p, f, -1.2420140846e-1f);
    p = Math.fma(p, f, 1.4249322787e-1f);
    p = Math.fma(p, f, -1.6668057665e-1f);
    p = Math.fma(p, f, 2.0000714765e-1f);
    p = Math.fma(p, f, -2.4999993993e-1f);
    p = Math.fma(p, f, 3.3333331174e-1f);
    float square = f * f;
    // The large terms come last: f³·p + e·low, - f²/2, + f, + e·high.
    float y = Math.fma(e, LN2_LOW, f * square * p);
    y = Math.fma(-0.5f, square, y);
    return Math.fma(e, LN2_HIGH, f + y);
  }

  /**
   * Returns the hyperbolic tangent, wrong by less than 2 ulp: below 0.625 a polynomial, above it
   * {@code 1 - 2/(e²ˣ + 1)}.
   */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    float square = magnitude * magnitude;
    float p = -5.70498872745e-3f;
    p = Math.fma(p, square, 2.06390887954e-2f);
    p = Math.fma(p, square, -5.37397155531e-2f);
    p = Math.fma(p, square, 1.33314422036e-1f);
    p = Math.fma(p, square, -3.33332819422e-1f);
    float small = Math.fma(p * square, magnitude, magnitude);
    float large = 1 - 2 / (exp(magnitude + magnitude) + 1);
    return Math.copySign(magnitude < 0.625f ? small : large, x);
  }

  /**
   * Returns {@code 1 - erf(x)}, the complementary error function, wrong by less than 6 ulp also
   * where it is small; beyond 10.05 it is 0.
   *
   * <p>{@code erfc(x) = t·exp(-x² + P(t))} with {@code t = 1/(1 + x/2)} for x ≥ 0, and {@code 2 -
   * erfc(-x)} below (the form of Press et al., <i>Numerical Recipes</i>, §6.2); P was fitted for
   * this file. The square is taken in two parts: its error would be an error of the result.
   */
  public static float erfc(float x) {
    float z = Math.min(Math.abs(x), 11);
    float t = 1 / (1 + 0.5f * z);
    float u = t - 0.5f;
    float p = -0.14318349957466125f;
    p = Math.fma(p, u, 0.2639006972312927f);
    p = Math.fma(p, u, -0.010907944291830063f);
    p = Math.fma(p, u, -0.29370251297950745f);
    p = Math.fma(p, u, 0.10942444950342178f);
    p = Math.fma(p, u, 0.2822127640247345f);
    p = Math.fma(p, u, -0.15781888365745544f);
    p = Math.fma(p, u, -0.3751644194126129f);
    p = Math.fma(p, u, 0.18937091529369354f);
    p = Math.fma(p, u, 1.34528648853302f);
    p = Math.fma(p, u, -0.671794056892395f);
    float square = z * z;
    float rest = Math.fma(z, z, -square);
    float tail = t * exp(-square) * exp(p - rest);
    return x >= 0 ? tail : x < 0 ? 2 - tail : x;
  }
}
