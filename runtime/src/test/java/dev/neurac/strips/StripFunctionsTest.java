package dev.neurac.strips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.math.FloatMath;
import dev.neurac.warmup.Widths;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds what a strip program's text can say to its scalar twin, bit for bit. */
class StripFunctionsTest {

  private static final float[] SPECIAL = {
    0,
    -0f,
    1,
    -1,
    0.5f,
    0.625f,
    Float.NaN,
    Float.intBitsToFloat(0xFFC00001),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MIN_NORMAL / 3,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.7228f,
    88.7229f,
    -87.4f,
    -104,
    10.05f,
    11,
    1e-8f
  };

  private interface Scalar {
    float of(float a, float b, float c, float d);
  }

  private enum Function {
    ADD("+ b1 b2", (a, b, c, d) -> a + b),
    SUBTRACT("- b1 b2", (a, b, c, d) -> a - b),
    MULTIPLY("* b1 b2", (a, b, c, d) -> a * b),
    DIVIDE("/ b1 b2", (a, b, c, d) -> a / b),
    MAX("max b1 b2", (a, b, c, d) -> Math.max(a, b)),
    MIN("min b1 b2", (a, b, c, d) -> Math.min(a, b)),
    FMA("fma b1 b2 b3", (a, b, c, d) -> Math.fma(a, b, c)),
    NEGATE("negate b1", (a, b, c, d) -> -a),
    ABS("abs b1", (a, b, c, d) -> Math.abs(a)),
    SQRT("sqrt b1", (a, b, c, d) -> (float) Math.sqrt(a)),
    LESS("< b1 b2 b3 b4", (a, b, c, d) -> a < b ? c : d),
    LESS_OR_EQUAL("<= b1 b2 b3 b4", (a, b, c, d) -> a <= b ? c : d),
    GREATER("> b1 b2 b3 b4", (a, b, c, d) -> a > b ? c : d),
    GREATER_OR_EQUAL(">= b1 b2 b3 b4", (a, b, c, d) -> a >= b ? c : d),
    EQUAL("== b1 b2 b3 b4", (a, b, c, d) -> a == b ? c : d),
    EXP("exp b1", (a, b, c, d) -> FloatMath.exp(a)),
    LOG("log b1", (a, b, c, d) -> FloatMath.log(a)),
    LOG1P("log1p b1", (a, b, c, d) -> FloatMath.log1p(a)),
    TANH("tanh b1", (a, b, c, d) -> FloatMath.tanh(a)),
    ERFC("erfc b1", (a, b, c, d) -> FloatMath.erfc(a)),
    RELU("max + b1 b2 0.0", (a, b, c, d) -> Math.max(a + b, 0f)),
    STEP("* b1 > b2 0.0 1.0 0.0", (a, b, c, d) -> a * (b > 0 ? 1f : 0f)),
    INVERTED_STEP("* b1 > b2 0.0 0.0 1.0", (a, b, c, d) -> a * (b > 0 ? 0f : 1f)),
    SUM_TWICE("+ max + b1 b2 b3 + b1 b2", (a, b, c, d) -> Math.max(a + b, c) + (a + b)),
    SUM_IN_USE("* + b1 b2 max + b1 b2 b3", (a, b, c, d) -> (a + b) * Math.max(a + b, c)),
    STEP_IN_USE(
        "+ > b1 b2 1.0 0.0 * b3 > b1 b2 1.0 0.0",
        (a, b, c, d) -> (a > b ? 1f : 0f) + c * (a > b ? 1f : 0f)),
    CONSTANTS("/ 1.5 - b1 -0.25", (a, b, c, d) -> 1.5f / (a + 0.25f));

    final String text;
    final Scalar scalar;

    Function(String text, Scalar scalar) {
      this.text = text;
      this.scalar = scalar;
    }

    void check(int bits, int rows, int n, float[][] inputs) {
      StripLibrary.current = StripLibrary.cold(bits);
      StripProgram program = StripProgram.of("1 " + n + " store " + text);
      assertThat(program.isReady(rows)).isTrue();
      float[] y = new float[rows * n + 40];
      Arrays.fill(y, 12345.5f);
      float[] expected = y.clone();
      for (int i = 0; i < rows * n; i++) {
        expected[3 + i] = scalar.of(inputs[0][i], inputs[1][i + 1], inputs[2][i + 2], inputs[3][i]);
      }
      StripFrame frame = program.on(y, 3);
      for (int i = 0; text.contains("b" + (i + 1)); i++) {
        frame.and(inputs[i], new int[] {0, 1, 2, 0}[i]);
      }
      frame.run(0, rows);
      for (int i = 0; i < y.length; i++) {
        if (Float.compare(y[i], expected[i]) != 0) {
          throw new AssertionError(
              String.format(
                  "%s on %d bits, %d rows of %d: [%d] is %s, not %s; inputs %s %s",
                  this,
                  bits,
                  rows,
                  n,
                  i - 3,
                  y[i],
                  expected[i],
                  inputs[0][Math.max(0, i - 3)],
                  inputs[1][Math.max(0, i - 2)]));
        }
      }
    }
  }

  @AfterEach
  void off() {
    StripLibrary.current = null;
  }

  @ParameterizedTest
  @EnumSource
  void awkwardSizes(Function function) {
    for (int bits : Widths.all()) {
      for (int n : new int[] {1, 3, 7, 13, 16, 17, 64, 207, 1500}) {
        for (int rows : n > 100 ? new int[] {1, 7} : new int[] {1, 8, 33}) {
          function.check(bits, rows, n, inputs(new Random(n + rows), rows * n + 2));
        }
      }
    }
  }

  private static float[][] inputs(Random random, int length) {
    float[][] inputs = new float[4][length];
    for (float[] input : inputs) {
      for (int i = 0; i < length; i++) {
        boolean special = random.nextInt(4) == 0;
        input[i] =
            special ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextGaussian() * 4;
      }
    }
    return inputs;
  }

  /** Floats of all signs and magnitudes; and pairs of all special values. */
  @ParameterizedTest
  @EnumSource
  void allMagnitudes(Function function) {
    int length = 1 << 16;
    float[][] inputs = new float[4][length + 2];
    for (int i = 0; i < length; i++) {
      inputs[0][i] = Float.intBitsToFloat(i * 65_537);
      inputs[1][i] = Float.intBitsToFloat(i * 0x9e3779b9);
      inputs[2][i] = i;
      inputs[3][i] = -i;
    }
    int pairs = SPECIAL.length * SPECIAL.length;
    for (int i = 0; i < pairs; i++) {
      inputs[0][i] = SPECIAL[i / SPECIAL.length];
      inputs[1][i + 1] = SPECIAL[i % SPECIAL.length];
    }
    for (int bits : Widths.all()) {
      function.check(bits, length / 64, 64, inputs);
    }
  }
}
