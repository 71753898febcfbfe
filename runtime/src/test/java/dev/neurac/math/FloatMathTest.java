package dev.neurac.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the float functions to StrictMath in double, and to their own bits. */
class FloatMathTest {

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private interface FloatFunction {
    float apply(float x);
  }

  private enum Function {
    EXP(FloatMath::exp, StrictMath::exp, 1, 1445443979),
    LOG(FloatMath::log, StrictMath::log, 1, 1357104044),
    LOG1P(FloatMath::log1p, StrictMath::log1p, 2, 178308607),
    TANH(FloatMath::tanh, StrictMath::tanh, 2, -1436353586),
    ERFC(FloatMath::erfc, ErrorFunction::erfc, 6, 1414465023);

    final FloatFunction function;
    final DoubleUnaryOperator exact;
    final double ulps;
    final int checksum;

    Function(FloatFunction function, DoubleUnaryOperator exact, double ulps, int checksum) {
      this.function = function;
      this.exact = exact;
      this.ulps = ulps;
      this.checksum = checksum;
    }

    void check(float x) {
      double expected = exact.applyAsDouble(x);
      float rounded = (float) expected;
      float actual = function.apply(x);
      boolean right =
          Float.isFinite(rounded)
              ? Math.abs(actual - expected) <= ulps * Math.ulp(rounded)
              : Float.compare(actual, rounded) == 0;
      if (!right) {
        throw new AssertionError(this + "(" + x + ") is " + actual + ", not " + expected);
      }
    }
  }

  /** Two million floats of all signs and magnitudes, NaN and infinities among them. */
  @ParameterizedTest
  @EnumSource
  void errorsStayWithinTheirBounds(Function f) {
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 2039) {
      f.check(Float.intBitsToFloat((int) bits));
    }
  }

  /** Where the functions are used most and change their formulas. */
  @ParameterizedTest
  @EnumSource
  void errorsStayWithinTheirBoundsNearZeroAndOne(Function f) {
    for (float x = -20; x <= 20; x += 1e-4f) {
      f.check(x);
    }
    for (float at :
        new float[] {
          0.5f, 0.625f, 10, 10.05f, 11, (float) Math.sqrt(0.5), 1, (float) Math.sqrt(2), 2
        }) {
      int bits = Float.floatToIntBits(at);
      for (int i = bits - 2000; i < bits + 2000; i++) {
        f.check(Float.intBitsToFloat(i));
        f.check(-Float.intBitsToFloat(i));
      }
    }
    for (float x :
        new float[] {
          0,
          -0f,
          1,
          -1,
          INFINITY,
          -INFINITY,
          Float.NaN,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          Float.MIN_NORMAL,
          -Float.MIN_NORMAL,
          Float.MAX_VALUE,
          -Float.MAX_VALUE
        }) {
      f.check(x);
    }
  }

  /** The bits belong to the contract: a model trains alike on every JVM. */
  @ParameterizedTest
  @EnumSource
  void bitsAreTheSameOnEveryJvm(Function f) {
    int checksum = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 10_007) {
      float y = f.function.apply(Float.intBitsToFloat((int) bits));
      checksum = 31 * checksum + Float.floatToIntBits(y);
    }
    assertThat(checksum).isEqualTo(f.checksum);
  }

  @Test
  void expOverflowsToInfinityAndUnderflowsGradually() {
    assertThat(FloatMath.exp(0)).isEqualTo(1);
    assertThat(FloatMath.exp(88.7228f)).isFinite();
    assertThat(FloatMath.exp(88.7229f)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(-100)).isBetween(Float.MIN_VALUE, Float.MIN_NORMAL);
    assertThat(FloatMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-104)).isZero();
    assertThat(FloatMath.exp(-INFINITY)).isZero();
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
  }

  @Test
  void logarithmsEndAtTheirPoles() {
    assertThat(FloatMath.log(1)).isZero();
    assertThat(FloatMath.log(0)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(-0f)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(-1)).isNaN();
    assertThat(FloatMath.log(-INFINITY)).isNaN();
    assertThat(FloatMath.log(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.log(Float.NaN)).isNaN();
    assertThat(FloatMath.log1p(-1)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log1p(-1.1f)).isNaN();
    assertThat(FloatMath.log1p(-INFINITY)).isNaN();
    assertThat(FloatMath.log1p(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.log1p(Float.NaN)).isNaN();
  }

  @Test
  void tinyArgumentsComeBackAsTheyAre() {
    for (float x : new float[] {-0f, 0, 1e-10f, -1e-10f, Float.MIN_VALUE, -Float.MIN_VALUE}) {
      assertThat(Float.compare(FloatMath.log1p(x), x)).as("log1p(%s)", x).isZero();
      assertThat(Float.compare(FloatMath.tanh(x), x)).as("tanh(%s)", x).isZero();
    }
  }

  @Test
  void erfcFallsFromTwoToZero() {
    assertThat(FloatMath.erfc(0)).isEqualTo(1);
    assertThat(FloatMath.erfc(-0f)).isEqualTo(1);
    assertThat(FloatMath.erfc(Float.MIN_VALUE)).isEqualTo(1);
    assertThat(FloatMath.erfc(10)).isBetween(Float.MIN_VALUE, Float.MIN_NORMAL);
    assertThat(FloatMath.erfc(10.1f)).isZero();
    assertThat(FloatMath.erfc(Float.MAX_VALUE)).isZero();
    assertThat(FloatMath.erfc(INFINITY)).isZero();
    assertThat(FloatMath.erfc(-4)).isEqualTo(2);
    assertThat(FloatMath.erfc(-Float.MAX_VALUE)).isEqualTo(2);
    assertThat(FloatMath.erfc(-INFINITY)).isEqualTo(2);
    assertThat(FloatMath.erfc(Float.NaN)).isNaN();
  }

  @Test
  void tanhEndsAtOne() {
    assertThat(FloatMath.tanh(20)).isEqualTo(1);
    assertThat(FloatMath.tanh(-20)).isEqualTo(-1);
    assertThat(FloatMath.tanh(INFINITY)).isEqualTo(1);
    assertThat(FloatMath.tanh(-INFINITY)).isEqualTo(-1);
    assertThat(FloatMath.tanh(Float.NaN)).isNaN();
  }
}
