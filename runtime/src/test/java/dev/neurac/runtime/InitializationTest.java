package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializationTest {

  private static final int IN = 200;
  private static final int OUT = 100;

  /** What the initialisers draw by that know no scale of their own. */
  private static final double SCALE = 0.05;

  @ParameterizedTest
  @CsvSource({
    "HE_UNIFORM, 0.17320508", // √(6/200)
    "XAVIER_UNIFORM, 0.14142136", // √(6/300)
    "LECUN_UNIFORM, 0.12247449", // √(3/200)
    "UNIFORM, 0.05", // the scale
    "FAN_IN, 0.07071068" // 1/√200
  })
  void uniformValuesFillTheirInterval(Initializer initializer, float bound) {
    float[] values = values("layer1.weight", initializer, 5);

    for (float value : values) {
      assertThat(value).isBetween(-bound, bound);
    }
    assertThat(max(values)).isGreaterThan(0.999f * bound);
    assertThat(mean(values)).isCloseTo(0, within(0.015 * bound));
    assertThat(variance(values)).isCloseTo(bound * bound / 3, within(0.015 * bound * bound / 3));
  }

  @ParameterizedTest
  @CsvSource({
    "HE_NORMAL, 0.1", // √(2/200)
    "XAVIER_NORMAL, 0.08164966", // √(2/300)
    "LECUN_NORMAL, 0.07071068", // √(1/200)
    "NORMAL, 0.05" // the scale
  })
  void normalValuesHaveTheirDeviation(Initializer initializer, double deviation) {
    float[] values = values("layer1.weight", initializer, 5);

    assertThat(mean(values)).isCloseTo(0, within(0.02 * deviation));
    assertThat(variance(values))
        .isCloseTo(deviation * deviation, within(0.03 * deviation * deviation));
    // Of a normal distribution 68.27 % lie within one deviation and 95.45 % within two.
    assertThat(shareWithin(values, deviation)).isCloseTo(0.6827, within(0.01));
    assertThat(shareWithin(values, 2 * deviation)).isCloseTo(0.9545, within(0.005));
  }

  @Test
  void zerosAreZeroWhateverWasThere() {
    float[] all = {1, 2, 3, 4};
    Initialization.fill(all, info("b", 1, 1, 2, Initializer.ZEROS, Double.NaN), 5);

    assertThat(all).containsExactly(1, 0, 0, 4);
  }

  @Test
  void constantsAreTheScaleInTheirPlaceAlone() {
    float[] all = {1, 2, 3, 4};
    Initialization.fill(all, info("w", 1, 1, 2, Initializer.CONSTANT, -0.3), 5);

    assertThat(all).containsExactly(1, -0.3f, -0.3f, 4);
  }

  @ParameterizedTest
  @CsvSource({"3, 7", "7, 3", "5, 5", "1, 6", "6, 1", "1, 1", "64, 50"})
  void orthogonalRowsOrColumnsAreOrthonormal(int in, int out) {
    float[] all = new float[2 + in * out];
    Initialization.fill(all, info("w", 1, in, out, Initializer.ORTHOGONAL, Double.NaN), 7);

    boolean wide = out >= in;
    int vectors = Math.min(in, out);
    int length = Math.max(in, out);
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b < vectors; b++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          dot +=
              wide
                  ? (double) all[1 + a * out + i] * all[1 + b * out + i]
                  : (double) all[1 + i * out + a] * all[1 + i * out + b];
        }
        assertThat(dot).as("%s·%s", a, b).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
    assertThat(new float[] {all[0], all[all.length - 1]}).containsExactly(0, 0);
  }

  /** The fans of a convolution are not the sides of its matrix. */
  @Test
  void anOrthogonalKernelIsOneColumnForEachOutput() {
    float[] all = new float[2 + 3 * 3 * 2 * 5];
    ParameterInfo kernel =
        new ParameterInfo(
            "w",
            1,
            List.of(3, 3, 2, 5),
            FileLayout.of(3, 2, 0, 1),
            true,
            new Start(Initializer.ORTHOGONAL, Double.NaN, 18, 45));
    Initialization.fill(all, kernel, 7);

    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        double dot = 0;
        for (int i = 0; i < 18; i++) {
          dot += (double) all[1 + i * 5 + a] * all[1 + i * 5 + b];
        }
        assertThat(dot).as("%s·%s", a, b).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
    assertThat(new float[] {all[0], all[all.length - 1]}).containsExactly(0, 0);
  }

  /** Orthonormal columns of 200 values have a variance of 1/200 about a mean of 0. */
  @Test
  void orthogonalValuesAreSpreadEvenly() {
    float[] values = values("layer1.weight", Initializer.ORTHOGONAL, 5);

    assertThat(mean(values)).isCloseTo(0, within(0.002));
    assertThat(variance(values)).isCloseTo(1.0 / IN, within(0.02 / IN));
    assertThat(shareWithin(values, Math.sqrt(1.0 / IN))).isCloseTo(0.6827, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AUTO", "ZEROS", "CONSTANT"},
      mode = EnumSource.Mode.EXCLUDE)
  void sameSeedAndNameGiveTheSameBits(Initializer initializer) {
    float[] values = values("layer1.weight", initializer, 42);

    assertThat(values("layer1.weight", initializer, 42)).isEqualTo(values);
    assertThat(values("layer1.weight", initializer, 43)).isNotEqualTo(values);
    assertThat(values("layer2.weight", initializer, 42)).isNotEqualTo(values);
  }

  /** Files of results name their seed, so the draws may never change. */
  @Test
  void drawsAreFixedForever() {
    assertThat(Arrays.copyOf(values("layer1.weight", Initializer.HE_UNIFORM, 0), 3))
        .containsExactly(0.07556953f, -0.04890973f, -0.12392692f);
    assertThat(Arrays.copyOf(values("layer1.weight", Initializer.HE_NORMAL, 42), 3))
        .containsExactly(-0.013825337f, 0.080848545f, 0.12342105f);
    assertThat(Arrays.copyOf(values("layer1.weight", Initializer.UNIFORM, 0), 3))
        .containsExactly(0.021815047f, -0.014119023f, -0.03577462f);
    assertThat(Arrays.copyOf(values("layer1.weight", Initializer.LECUN_NORMAL, 42), 3))
        .containsExactly(-0.00977599f, 0.057168555f, 0.08727186f);
    assertThat(Arrays.copyOf(values("layer1.weight", Initializer.ORTHOGONAL, 42), 3))
        .containsExactly(-0.009798858f, 0.0050213593f, -0.052383687f);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x9E3779B97F4A7C15L})
  void everySeedIsASeed(long seed) {
    float[] values = values("layer1.weight", Initializer.XAVIER_UNIFORM, seed);

    assertThat(mean(values)).isCloseTo(0, within(0.003));
    assertThat(variance(values)).isCloseTo(0.02 / 3, within(0.0002));
  }

  /** With an unmixed seed, the draws of seed 1 were those of seed 0 moved by one. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 41})
  void neighbouringSeedsShareNoDraws(long seed) {
    float[] values = values("layer1.weight", Initializer.HE_UNIFORM, seed);
    float[] next = values("layer1.weight", Initializer.HE_UNIFORM, seed + 1);

    for (int shift = 0; shift < 5; shift++) {
      assertThat(Math.abs(correlation(values, next, shift))).as("shift %s", shift).isLessThan(0.03);
      assertThat(Math.abs(correlation(next, values, shift))).as("shift %s", shift).isLessThan(0.03);
    }
  }

  @Test
  void namesAreIndependent() {
    float[] values = values("layer1.weight", Initializer.HE_UNIFORM, 9);
    for (String name :
        List.of("layer2.weight", "layer11.weight", "layer1.weighu", "hidden.weight")) {
      float[] others = values(name, Initializer.HE_UNIFORM, 9);
      for (int shift = 0; shift < 5; shift++) {
        assertThat(Math.abs(correlation(values, others, shift))).as(name).isLessThan(0.03);
      }
    }
  }

  @Test
  void aParameterStartsTheSameWhereverItLies() {
    ParameterInfo info = info("layer1.weight", 3, IN, OUT, Initializer.HE_UNIFORM, Double.NaN);
    float[] all = new float[3 + IN * OUT + 2];
    Initialization.fill(all, info, 42);

    assertThat(Arrays.copyOfRange(all, 3, 3 + IN * OUT))
        .isEqualTo(values("layer1.weight", Initializer.HE_UNIFORM, 42));
    assertThat(new float[] {all[0], all[2], all[3 + IN * OUT], all[4 + IN * OUT]})
        .containsExactly(0, 0, 0, 0);
  }

  /** PyTorch draws the biases, too, by the number of inputs of their layer. */
  @Test
  void biasesOfFanInAreBoundByTheInputsOfTheirLayer() {
    ParameterInfo bias =
        Architecture.builder("Net")
            .input("input", 4)
            .parameter("layer1.bias", 0, 10_000)
            .starts(Initializer.FAN_IN, 4, 10_000)
            .output("output", Loss.MEAN_SQUARED_ERROR, 10_000)
            .build()
            .parameters()
            .get(0);
    float[] values = new float[10_000];
    Initialization.fill(values, bias, 3);

    assertThat(max(values)).isBetween(0.499f, 0.5f);
  }

  /** The weights of a dense layer. */
  private static ParameterInfo info(
      String name, int offset, int in, int out, Initializer initializer, double scale) {
    Start start = new Start(initializer, scale, in, out);
    return new ParameterInfo(name, offset, List.of(in, out), FileLayout.of(1, 0), true, start);
  }

  private static float[] values(String name, Initializer initializer, long seed) {
    float[] values = new float[IN * OUT];
    Initialization.fill(values, info(name, 0, IN, OUT, initializer, SCALE), seed);
    return values;
  }

  private static float max(float[] values) {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  private static double shareWithin(float[] values, double bound) {
    int count = 0;
    for (float value : values) {
      count += Math.abs(value) <= bound ? 1 : 0;
    }
    return (double) count / values.length;
  }

  /** The correlation of {@code a[i + shift]} and {@code b[i]}, both of mean 0. */
  private static double correlation(float[] a, float[] b, int shift) {
    double sum = 0;
    for (int i = 0; i + shift < a.length; i++) {
      sum += (double) a[i + shift] * b[i];
    }
    return sum / a.length / Math.sqrt(variance(a) * variance(b));
  }
}
