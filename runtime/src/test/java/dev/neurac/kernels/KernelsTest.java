package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import dev.neurac.warmup.WarmUpThread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the kernels to the three naive loops, bit for bit. */
class KernelsTest {

  private static final float GUARD = 12345.5f;

  /** A product {@code C[rows, columns]} over an inner index. */
  private enum Checked {
    MULTIPLY {
      @Override
      void run(Kernels kernels, Case c, float[] result, int from, int to) {
        kernels.multiply(c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      void runStrided(Kernels kernels, Case c, float[] y, int from, int to) {
        kernels.multiply(
            c.a, c.aAt, aRow(c), c.b, c.bAt, bRow(c), y, c.cAt, c.cRow, from, to, c.inner,
            c.columns);
      }
    },
    MULTIPLY_TRANSPOSED {
      @Override
      void run(Kernels kernels, Case c, float[] result, int from, int to) {
        kernels.multiplyTransposed(
            c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      void runStrided(Kernels kernels, Case c, float[] y, int from, int to) {
        kernels.multiplyTransposed(
            c.a, c.aAt, aRow(c), c.b, c.bAt, bRow(c), y, c.cAt, c.cRow, from, to, c.inner,
            c.columns);
      }

      @Override
      int bRow(Case c) {
        return c.inner + c.bGap;
      }

      @Override
      float b(Case c, int i, int column) {
        return c.b[c.bAt + column * bRow(c) + i];
      }
    },
    DENSE {
      @Override
      void run(Kernels kernels, Case c, float[] result, int from, int to) {
        kernels.dense(
            c.a, c.aAt, c.b, c.bAt, c.bias, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      void runStrided(Kernels kernels, Case c, float[] y, int from, int to) {
        kernels.dense(
            c.a, c.aAt, aRow(c), c.b, c.bAt, bRow(c), c.bias, c.bAt, y, c.cAt, c.cRow, from, to,
            c.inner, c.columns);
      }

      @Override
      double finished(Case c, int column, double sum) {
        return sum + c.bias[c.bAt + column];
      }
    },
    DENSE_RELU {
      @Override
      void run(Kernels kernels, Case c, float[] result, int from, int to) {
        kernels.denseRelu(
            c.a, c.aAt, c.b, c.bAt, c.bias, c.bAt, result, c.cAt, from, to, c.inner, c.columns);
      }

      @Override
      void runStrided(Kernels kernels, Case c, float[] y, int from, int to) {
        kernels.denseRelu(
            c.a, c.aAt, aRow(c), c.b, c.bAt, bRow(c), c.bias, c.bAt, y, c.cAt, c.cRow, from, to,
            c.inner, c.columns);
      }

      @Override
      double finished(Case c, int column, double sum) {
        return Math.max(DENSE.finished(c, column, sum), 0);
      }
    },
    TRANSPOSED_MULTIPLY {
      @Override
      void run(Kernels kernels, Case c, float[] result, int from, int to) {
        kernels.transposedMultiply(
            c.a, c.aAt, c.b, c.bAt, result, c.cAt, from, to, c.inner, c.rows, c.columns);
      }

      @Override
      void runStrided(Kernels kernels, Case c, float[] y, int from, int to) {
        kernels.transposedMultiply(
            c.a, c.aAt, aRow(c), c.b, c.bAt, bRow(c), y, c.cAt, c.cRow, from, to, c.inner,
            c.columns);
      }

      @Override
      int aRow(Case c) {
        return c.rows + c.aGap;
      }

      @Override
      float a(Case c, int row, int i) {
        return c.a[c.aAt + i * aRow(c) + row];
      }
    };

    /** Takes the matrices of a case whose rows have no gaps. */
    abstract void run(Kernels kernels, Case c, float[] result, int from, int to);

    /** Takes the matrices of any case. */
    abstract void runStrided(Kernels kernels, Case c, float[] y, int from, int to);

    /** Returns how far apart the rows of A lie in memory. */
    int aRow(Case c) {
      return c.inner + c.aGap;
    }

    /** Returns how far apart the rows of B lie in memory. */
    int bRow(Case c) {
      return c.columns + c.bGap;
    }

    float a(Case c, int row, int i) {
      return c.a[c.aAt + row * aRow(c) + i];
    }

    float b(Case c, int i, int column) {
      return c.b[c.bAt + i * bRow(c) + column];
    }

    /** What becomes of a sum; rounded to float it is what one addition of floats gives. */
    double finished(Case c, int column, double sum) {
      return sum;
    }

    /** The naive loop; what lies outside the rows is guards. */
    float[] expected(Case c, int from, int to) {
      float[] result = c.guards();
      for (int row = from; row < to; row++) {
        for (int column = 0; column < c.columns; column++) {
          float sum = 0;
          for (int i = 0; i < c.inner; i++) {
            sum = Math.fma(a(c, row, i), b(c, i, column), sum);
          }
          result[c.cAt + row * c.cRow + column] = (float) finished(c, column, sum);
        }
      }
      return result;
    }

    void check(Kernels kernels, Case c, int from, int to) {
      float[] result = c.guards();
      float[] a = c.a.clone();
      float[] b = c.b.clone();
      if (c.isGapless()) {
        run(kernels, c, result, from, to);
      } else {
        runStrided(kernels, c, result, from, to);
      }
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
    final int aGap;
    final int bGap;
    final int cRow;
    final float[] a;
    final float[] b;

    /** Begins where b does. */
    final float[] bias;

    /** The matrices of a product, one after the other. */
    Case(int rows, int inner, int columns) {
      this(rows, inner, columns, 0, 0, 0);
    }

    /** Leaves so many values between the rows of each matrix. */
    Case(int rows, int inner, int columns, int aGap, int bGap, int cGap) {
      this.rows = rows;
      this.inner = inner;
      this.columns = columns;
      Random random = new Random(rows * 1_000_003L + inner * 1009L + columns);
      aAt = random.nextInt(4);
      bAt = random.nextInt(4);
      cAt = 1 + random.nextInt(4);
      this.aGap = aGap;
      this.bGap = bGap;
      this.cRow = columns + cGap;
      a = values(random, aAt + rows * inner + (rows + inner) * aGap + 3);
      b = values(random, bAt + inner * columns + (inner + columns) * bGap + 3);
      bias = values(random, bAt + columns + 1);
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
      float[] result = new float[cAt + rows * cRow + 5];
      Arrays.fill(result, GUARD);
      return result;
    }

    boolean isGapless() {
      return aGap == 0 && bGap == 0 && cRow == columns;
    }

    @Override
    public String toString() {
      return "[%d, %d]·[%d, %d] with gaps of %d, %d and %d"
          .formatted(rows, inner, inner, columns, aGap, bGap, cRow - columns);
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void smallSizes(Kernels kernels, Checked product) {
    for (int rows = 1; rows <= 9; rows++) {
      for (int inner = 1; inner <= 9; inner++) {
        for (int columns = 1; columns <= 9; columns++) {
          product.check(kernels, new Case(rows, inner, columns), 0, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void awkwardSizes(Kernels kernels, Checked product) {
    int[] sizes = {1, 3, 7, 13, 64, 207};
    for (int rows : sizes) {
      for (int inner : sizes) {
        for (int columns : sizes) {
          product.check(kernels, new Case(rows, inner, columns), 0, rows);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void sizesAroundTheTiles(Kernels kernels, Checked product) {
    for (int rows : List.of(31, 32, 33, 65)) {
      for (int columns : List.of(11, 12, 13, 255, 256, 257, 600)) {
        product.check(kernels, new Case(rows, 6, columns), 0, rows);
      }
    }
  }

  /** Some columns of wider matrices, as the gates of a cell or the heads of attention. */
  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void rowsMayLieFurtherApart(Kernels kernels, Checked product) {
    for (int rows : new int[] {1, 7, 13, 70}) {
      for (int columns : new int[] {1, 3, 4, 8, 13, 16, 70}) {
        product.check(kernels, new Case(rows, 9, columns, 5, 0, 0), 0, rows);
        product.check(kernels, new Case(rows, 9, columns, 0, 3, 0), 0, rows);
        product.check(kernels, new Case(rows, 9, columns, 0, 0, 9), rows / 3, rows);
        product.check(kernels, new Case(rows, 64, columns, columns, 16, 2), 0, rows);
      }
    }
    product.check(kernels, new Case(150, 520, 577, 3, 7, 11), 3, 140);
    product.check(kernels, new Case(530, 520, 70, 1, 1, 1), 3, 520);
    product.check(kernels, new Case(70, 1400, 25, 8, 16, 32), 0, 70);
    product.check(kernels, new Case(300, 520, 9, 0, 4, 0), 0, 300);
    product.check(kernels, new Case(40, 6, 600, 2, 0, 5), 0, 40);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsTakeSomeColumnsOfAMatrix(Kernels kernels) {
    for (int columns : List.of(1, 3, 4, 8, 17, 40)) {
      Case c = new Case(1, 9, columns, 0, 6, 0);
      float[] expected = c.guards();
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int row = 0; row < 9; row++) {
          sum += c.b[c.bAt + row * (columns + 6) + column];
        }
        expected[c.cAt + column] = sum;
      }
      float[] result = c.guards();
      kernels.sumRows(c.b, c.bAt, result, c.cAt, 0, columns, 9, columns + 6);
      assertThat(result).as("%d columns", columns).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void rangesSplitAtEveryPoint(Kernels kernels, Checked product) {
    List<Case> cases = new ArrayList<>();
    for (int columns : List.of(1, 3, 5, 13, 40)) {
      cases.add(new Case(37, 7, columns));
    }
    for (Case c : cases) {
      for (int at = 0; at <= c.rows; at++) {
        product.check(kernels, c, 0, at);
        product.check(kernels, c, at, c.rows);
        product.check(kernels, c, at, Math.min(at + 2, c.rows));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void anEmptyInnerIndexGivesZeros(Kernels kernels, Checked product) {
    product.check(kernels, new Case(3, 0, 2), 0, 3);
    product.check(kernels, new Case(3, 0, 20), 0, 3);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void infinitiesAndNotANumberPassThrough(Kernels kernels, Checked product) {
    Case c = new Case(5, 9, 21);
    c.a[c.aAt + 2] = Float.POSITIVE_INFINITY;
    c.b[c.bAt + 4] = Float.NaN;
    c.bias[c.bAt + 7] = Float.NEGATIVE_INFINITY;
    product.check(kernels, c, 0, 5);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void warmVectorKernelsAllocateNothing(int bits) throws Exception {
    VectorKernels kernels = new VectorKernels(bits, new WarmUpThread());
    for (Case c : List.of(new Case(33, 71, 129), new Case(70, 520, 577), new Case(300, 520, 577))) {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      float[] scratch = c.guards();
      while (!kernels.areReady(() -> runAll(kernels, c, scratch))) {
        assertThat(System.nanoTime()).as("vector kernels are compiled").isLessThan(deadline);
        Thread.sleep(10);
      }
      // A vector in each run would be thousands of bytes; something of HotSpot's took 56, once.
      assertThat(allocated(kernels, c)).isLessThan(1000);
      while (allocated(kernels, c) > 0) {
        assertThat(System.nanoTime()).as("warm kernels allocate").isLessThan(deadline);
      }
    }
  }

  /** Else C2 compiles a copy where it is warmed up, and the kernel itself stays as it is. */
  @Test
  void everyKernelIsTooLongForC2ToInline() throws Exception {
    int mostInlined = 325; // -XX:FreqInlineSize
    Map<String, Integer> kernels = codeSizes("VectorTiles");
    kernels.putAll(codeSizes("VectorBias"));
    kernels.putAll(codeSizes("VectorTransposer"));
    kernels.keySet().removeIf(name -> !name.matches("(tile|row|panel)\\d.*|bias|block"));
    assertThat(kernels)
        .hasSize(14)
        .allSatisfy((name, size) -> assertThat(size).isGreaterThan(mostInlined));
  }

  /** Returns how many bytes the code of each method of a class has. */
  private static Map<String, Integer> codeSizes(String name) throws Exception {
    StringWriter listing = new StringWriter();
    String file = Path.of(Kernels.class.getResource(name + ".class").toURI()).toString();
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    javap.run(new PrintWriter(listing), new PrintWriter(System.err), "-c", "-p", file);
    Pattern header = Pattern.compile("  \\S.*?(\\w*)(\\(.*|;)");
    Pattern instruction = Pattern.compile(" +(\\d+): [a-z].*");
    Map<String, Integer> sizes = new HashMap<>();
    String method = "";
    for (String line : listing.toString().split("\\R")) {
      Matcher begin = header.matcher(line);
      Matcher next = instruction.matcher(line);
      if (begin.matches()) {
        method = begin.group(1);
      } else if (next.matches()) {
        sizes.merge(method, Integer.parseInt(next.group(1)), Math::max);
      }
    }
    return sizes;
  }

  @Test
  void plainKernelsAllocateNothing() {
    Case c = new Case(33, 65, 129);
    assertThat(allocated(PlainKernels.INSTANCE, c)).isZero();
  }

  /** Returns how many bytes a hundred runs of all products allocate, after one. */
  private static long allocated(Kernels kernels, Case c) {
    float[] result = c.guards();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    runAll(kernels, c, result);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      runAll(kernels, c, result);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void runAll(Kernels kernels, Case c, float[] result) {
    for (Checked product : PRODUCTS) {
      product.run(kernels, c, result, 0, c.rows);
    }
    kernels.sumRows(c.b, c.bAt, result, c.cAt, 0, c.columns, c.inner, c.columns);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsOverRowsAddInOrder(Kernels kernels) {
    for (int rows : List.of(0, 1, 2, 9, 33)) {
      for (int columns : List.of(1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 40, 300)) {
        Case c = new Case(1, rows, columns);
        for (int from : List.of(0, columns / 3)) {
          float[] expected = c.guards();
          for (int column = from; column < columns; column++) {
            float sum = 0;
            for (int row = 0; row < rows; row++) {
              sum += c.b[c.bAt + row * columns + column];
            }
            expected[c.cAt + column] = sum;
          }
          float[] result = c.guards();
          kernels.sumRows(c.b, c.bAt, result, c.cAt, from, columns, rows, columns);
          assertThat(result).as("%d rows of %d from %d", rows, columns, from).isEqualTo(expected);
        }
      }
    }
  }

  /**
   * The error of a sum of n products is at most n·2⁻²⁴ times the sum of their magnitudes (Higham,
   * <i>Accuracy and Stability of Numerical Algorithms</i>, §3.1).
   */
  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void closeToTheSumsInDouble(Kernels kernels, Checked product) {
    for (int inner : List.of(1, 7, 64, 207, 1000)) {
      Case c = new Case(13, inner, 37);
      float[] result = c.guards();
      product.run(kernels, c, result, 0, 13);
      for (int row = 0; row < 13; row++) {
        for (int column = 0; column < 37; column++) {
          double sum = 0;
          double magnitudes = 0;
          for (int i = 0; i < inner; i++) {
            double term = (double) product.a(c, row, i) * product.b(c, i, column);
            sum += term;
            magnitudes += Math.abs(term);
          }
          double expected = product.finished(c, column, sum);
          double bound =
              (inner + 1) * 0x1p-24 * (magnitudes + Math.abs(expected - sum)) + Float.MIN_VALUE;
          assertThat((double) result[c.cAt + row * 37 + column]).isCloseTo(expected, within(bound));
        }
      }
    }
  }

  /** The sizes that take copies, with A and B too large to be used where they lie. */
  @ParameterizedTest
  @MethodSource("kernelsAndProducts")
  void largeSizes(Kernels kernels, Checked product) {
    product.check(kernels, new Case(150, 520, 577), 0, 150);
    product.check(kernels, new Case(150, 520, 577), 10, 90);
    product.check(kernels, new Case(530, 520, 70), 3, 150);
    product.check(kernels, new Case(530, 520, 70), 3, 50);
    product.check(kernels, new Case(70, 1400, 25), 0, 70);
    product.check(kernels, new Case(300, 520, 577), 0, 300);
    product.check(kernels, new Case(300, 520, 577), 3, 290);
  }

  @Test
  void theLadderGivesTheSameBitsBeforeWhileAndAfterItCompiles() throws Exception {
    TieredKernels ladder = new TieredKernels();
    Case c = new Case(33, 65, 129);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    boolean vectors = false;
    while (!vectors) {
      assertThat(System.nanoTime()).as("vector kernels are compiled").isLessThan(deadline);
      vectors = ladder.usesVectors(33, 65, 129);
      for (Checked product : PRODUCTS) {
        product.check(ladder, c, 0, 33);
      }
    }
  }

  /** Takes all code for compiled. */
  private static final class Uncompiled implements WarmUp {
    @Override
    public void compile(Code code, Runnable whenCompiled) {
      whenCompiled.run();
    }

    @Override
    public void run(Runnable work) {
      work.run();
    }
  }

  private static final Checked[] PRODUCTS = Checked.values();

  private static List<Named<Kernels>> kernels() throws ReflectiveOperationException {
    List<Named<Kernels>> all = new ArrayList<>();
    all.add(Named.of("plain", PlainKernels.INSTANCE));
    for (int bits : widths()) {
      all.add(Named.of(bits + " bits", new VectorKernels(bits, new Uncompiled())));
    }
    all.add(Named.of("ladder", new TieredKernels()));
    return all;
  }

  /** Returns the widths that this machine has; the others would be computed float by float. */
  private static List<Integer> widths() throws ReflectiveOperationException {
    int preferred = VectorWidth.preferredBits();
    return Stream.of(128, 256, 512).filter(bits -> bits <= preferred).toList();
  }

  private static List<Arguments> kernelsAndProducts() throws ReflectiveOperationException {
    List<Arguments> all = new ArrayList<>();
    for (Named<Kernels> kernels : kernels()) {
      for (Checked product : PRODUCTS) {
        all.add(Arguments.of(kernels, product));
      }
    }
    return all;
  }
}
