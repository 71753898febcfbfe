package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds sums in two levels to the naive loops, bit for bit. */
class BlockSumsTest {

  private static final float GUARD = 12345.5f;

  /**
   * Matrices of m rows, in arrays with others around them.
   *
   * @param k columns of X
   * @param n columns of dY
   */
  private record Case(int m, int block, int k, int n, float[] x, float[] dy) {

    static final int X_AT = 3;
    static final int DY_AT = 1;
    static final int RESULT_AT = 2;

    static Case of(int m, int block, int k, int n) {
      Random random = new Random(m * 1009L + k * 31L + n);
      return new Case(m, block, k, n, values(random, X_AT + m * k), values(random, DY_AT + m * n));
    }

    /** Mostly around 1, some so small that products of them underflow, to -0 too. */
    private static float[] values(Random random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        float scale = random.nextInt(8) == 0 ? 1e-23f : 1;
        values[i] = (float) random.nextGaussian() * scale;
      }
      return values;
    }

    float product(int i, int j) {
      float total = 0;
      for (int begin = 0; begin < m; begin += block) {
        float sum = 0;
        for (int p = begin; p < Math.min(m, begin + block); p++) {
          sum = Math.fma(x[X_AT + p * k + i], dy[DY_AT + p * n + j], sum);
        }
        total += sum;
      }
      return total;
    }

    float sum(int j) {
      float total = 0;
      for (int begin = 0; begin < m; begin += block) {
        float sum = 0;
        for (int p = begin; p < Math.min(m, begin + block); p++) {
          sum += dy[DY_AT + p * n + j];
        }
        total += sum;
      }
      return total;
    }

    void check(Kernels kernels, int from, int to) {
      float[] expected = guards(k * n);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < n; j++) {
          expected[RESULT_AT + i * n + j] = product(i, j);
        }
      }
      float[] dw = guards(k * n);
      run(kernels, dw, from, to);
      assertThat(Arrays.equals(dw, expected))
          .as("product of %s, %d to %d", this, from, to)
          .isTrue();
    }

    void run(Kernels kernels, float[] dw, int from, int to) {
      kernels.transposedMultiply(x, X_AT, dy, DY_AT, dw, RESULT_AT, from, to, m, block, k, n);
    }

    void checkSum(Kernels kernels, int from, int to) {
      float[] expected = guards(n);
      for (int j = from; j < to; j++) {
        expected[RESULT_AT + j] = sum(j);
      }
      float[] y = guards(n);
      kernels.sumRows(dy, DY_AT, y, RESULT_AT, from, to, m, block, n);
      assertThat(Arrays.equals(y, expected)).as("sum of %s, %d to %d", this, from, to).isTrue();
    }

    static float[] guards(int size) {
      float[] result = new float[RESULT_AT + size + 5];
      Arrays.fill(result, GUARD);
      return result;
    }

    @Override
    public String toString() {
      return "[" + m + ", " + k + "]ᵀ·[" + m + ", " + n + "] in blocks of " + block;
    }
  }

  @ParameterizedTest
  @MethodSource("dev.neurac.kernels.KernelsTest#kernels")
  void awkwardSizes(Kernels kernels) {
    for (int block : new int[] {1, 3, 50}) {
      for (int m : new int[] {0, 1, 3, 100, 107}) {
        for (int k : new int[] {1, 5, 16, 33}) {
          for (int n : new int[] {1, 3, 16, 40, 257}) {
            Case c = Case.of(m, block, k, n);
            c.check(kernels, 0, k);
            c.checkSum(kernels, 0, n);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.neurac.kernels.KernelsTest#kernels")
  void rangesSplitAtEveryPoint(Kernels kernels) {
    Case c = Case.of(21, 7, 19, 37);
    for (int at = 0; at <= c.k(); at++) {
      c.check(kernels, 0, at);
      c.check(kernels, at, c.k());
    }
    for (int at = 0; at <= c.n(); at++) {
      c.checkSum(kernels, 0, at);
      c.checkSum(kernels, at, c.n());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.neurac.kernels.KernelsTest#kernels")
  void resultsThatAreSummedInSeveralPieces(Kernels kernels) {
    int n = 600;
    int k = BlockSums.MAX_ELEMENTS / n + 20;
    Case.of(9, 4, k, n).check(kernels, 3, k);
    int wide = BlockSums.MAX_ELEMENTS + 5;
    Case.of(3, 2, 2, wide).check(kernels, 0, 2);
    Case.of(3, 2, 2, wide).checkSum(kernels, 0, wide);
  }

  /** A batch of 256 images of 14×14 pixels, or of sequences of as many steps. */
  @Test
  void manyTermsKeepTheirDigits() {
    int m = 256 * 196;
    int k = 4;
    int n = 24;
    Random random = new Random(1);
    float[] x = new float[Case.X_AT + m * k];
    float[] dy = new float[Case.DY_AT + m * n];
    for (float[] values : List.of(x, dy)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
    }
    assertThat(largestError(new Case(m, 196, k, n, x, dy))).isLessThan(1e-6);
    assertThat(largestError(new Case(m, m, k, n, x, dy))).as("a single chain").isGreaterThan(5e-6);
  }

  /** Returns the largest relative error of a case's product and sum. */
  private static double largestError(Case c) {
    int n = c.n();
    float[] dw = Case.guards(c.k() * n);
    c.run(Kernels.best(), dw, 0, c.k());
    float[] y = Case.guards(n);
    Kernels.best().sumRows(c.dy(), Case.DY_AT, y, Case.RESULT_AT, 0, n, c.m(), c.block(), n);
    double largest = 0;
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int p = 0; p < c.m(); p++) {
        sum += c.dy()[Case.DY_AT + p * n + j];
      }
      largest = Math.max(largest, relativeError(y[Case.RESULT_AT + j], sum));
      for (int i = 0; i < c.k(); i++) {
        double product = 0;
        for (int p = 0; p < c.m(); p++) {
          product += (double) c.x()[Case.X_AT + p * c.k() + i] * c.dy()[Case.DY_AT + p * n + j];
        }
        largest = Math.max(largest, relativeError(dw[Case.RESULT_AT + i * n + j], product));
      }
    }
    return largest;
  }

  private static double relativeError(float actual, double expected) {
    return Math.abs(actual - expected) / expected;
  }

  @Test
  void warmSumsAllocateNothing() {
    Case c = Case.of(100, 50, 33, 65);
    float[] dw = Case.guards(c.k() * c.n());
    float[] y = Case.guards(c.n());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 101; i++) {
      if (i == 1) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      c.run(PlainKernels.INSTANCE, dw, 0, c.k());
      PlainKernels.INSTANCE.sumRows(
          c.dy(), Case.DY_AT, y, Case.RESULT_AT, 0, c.n(), c.m(), c.block(), c.n());
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
  }
}
