package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the kernels to the three naive loops, bit for bit. */
class KernelsTest {

  private static final float GUARD = 12345.5f;

  /** A product {@code C[rows, columns]} over an inner index. */
  private enum Product {
    MULTIPLY {
      @Override
      void run(Case c, float[] result, int from, int to) {
        KERNELS.multiply(c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      float a(Case c, int row, int i) {
        return c.a[c.aAt + row * c.inner + i];
      }

      @Override
      float b(Case c, int i, int column) {
        return c.b[c.bAt + i * c.columns + column];
      }
    },
    MULTIPLY_TRANSPOSED {
      @Override
      void run(Case c, float[] result, int from, int to) {
        KERNELS.multiplyTransposed(
            c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      float a(Case c, int row, int i) {
        return c.a[c.aAt + row * c.inner + i];
      }

      @Override
      float b(Case c, int i, int column) {
        return c.b[c.bAt + column * c.inner + i];
      }
    },
    TRANSPOSED_MULTIPLY {
      @Override
      void run(Case c, float[] result, int from, int to) {
        KERNELS.transposedMultiply(
            c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.rows, c.columns);
      }

      @Override
      float a(Case c, int row, int i) {
        return c.a[c.aAt + i * c.rows + row];
      }

      @Override
      float b(Case c, int i, int column) {
        return c.b[c.bAt + i * c.columns + column];
      }
    };

    static final Kernels KERNELS = Kernels.best();

    abstract void run(Case c, float[] result, int from, int to);

    abstract float a(Case c, int row, int i);

    abstract float b(Case c, int i, int column);

    /** The naive loop; what lies outside the rows is guards. */
    float[] expected(Case c, int from, int to) {
      float[] result = c.guards();
      for (int row = from; row < to; row++) {
        for (int column = 0; column < c.columns; column++) {
          float sum = 0;
          for (int i = 0; i < c.inner; i++) {
            sum = Math.fma(a(c, row, i), b(c, i, column), sum);
          }
          result[c.cAt + row * c.columns + column] = sum;
        }
      }
      return result;
    }

    void check(Case c, int from, int to) {
      float[] result = c.guards();
      float[] a = c.a.clone();
      float[] b = c.b.clone();
      run(c, result, from, to);
      if (!Arrays.equals(result, expected(c, from, to))
          || !Arrays.equals(a, c.a)
          || !Arrays.equals(b, c.b)) {
        assertThat(result)
            .as("%s %s rows %d to %d", this, c, from, to)
            .isEqualTo(expected(c, from, to));
        throw new AssertionError("an input was changed: " + c);
      }
    }
  }

  /** Inputs for one product, with odd offsets and values around them. */
  private static final class Case {
    final int rows;
    final int inner;
    final int columns;
    final int aAt;
    final int bAt;
    final int cAt;
    final float[] a;
    final float[] b;

    Case(int rows, int inner, int columns) {
      this.rows = rows;
      this.inner = inner;
      this.columns = columns;
      Random random = new Random(rows * 1_000_003L + inner * 1009L + columns);
      aAt = random.nextInt(4);
      bAt = random.nextInt(4);
      cAt = 1 + random.nextInt(4);
      a = values(random, aAt + rows * inner + 3);
      b = values(random, bAt + inner * columns + 3);
    }

    /** Mostly around 1, some so small that products and sums of them underflow, to -0 too. */
    private static float[] values(Random random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        float scale = random.nextInt(8) == 0 ? 1e-23f : 1;
        values[i] = (float) random.nextGaussian() * scale;
      }
      return values;
    }

    float[] guards() {
      float[] result = new float[cAt + rows * columns + 5];
      Arrays.fill(result, GUARD);
      return result;
    }

    @Override
    public String toString() {
      return "[" + rows + ", " + inner + "]·[" + inner + ", " + columns + "]";
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallSizes(Product product) {
    for (int rows = 1; rows <= 9; rows++) {
      for (int inner = 1; inner <= 9; inner++) {
        for (int columns = 1; columns <= 9; columns++) {
          product.check(new Case(rows, inner, columns), 0, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void awkwardSizes(Product product) {
    int[] sizes = {1, 3, 7, 13, 64, 207};
    for (int rows : sizes) {
      for (int inner : sizes) {
        for (int columns : sizes) {
          product.check(new Case(rows, inner, columns), 0, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sizesAroundTheTiles(Product product) {
    for (int rows : List.of(31, 32, 33, 65)) {
      for (int columns : List.of(11, 12, 13, 255, 256, 257, 600)) {
        product.check(new Case(rows, 6, columns), 0, rows);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangesSplitAtEveryPoint(Product product) {
    List<Case> cases = new ArrayList<>();
    for (int columns : List.of(1, 3, 5, 13, 40)) {
      cases.add(new Case(37, 7, columns));
    }
    for (Case c : cases) {
      for (int at = 0; at <= c.rows; at++) {
        product.check(c, 0, at);
        product.check(c, at, c.rows);
        product.check(c, at, Math.min(at + 2, c.rows));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyInnerIndexGivesZeros(Product product) {
    product.check(new Case(3, 0, 2), 0, 3);
    product.check(new Case(3, 0, 20), 0, 3);
  }

  @ParameterizedTest
  @EnumSource
  void infinitiesAndNotANumberPassThrough(Product product) {
    Case c = new Case(5, 9, 21);
    c.a[c.aAt + 2] = Float.POSITIVE_INFINITY;
    c.b[c.bAt + 4] = Float.NaN;
    product.check(c, 0, 5);
  }

  @Test
  void nothingIsAllocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Case c = new Case(33, 65, 129);
    float[] result = c.guards();
    Runnable products =
        () -> {
          Product.MULTIPLY.run(c, result, 0, 33);
          Product.MULTIPLY_TRANSPOSED.run(c, result, 0, 33);
          Product.TRANSPOSED_MULTIPLY.run(c, result, 0, 33);
        };
    products.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      products.run();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isZero();
  }
}
