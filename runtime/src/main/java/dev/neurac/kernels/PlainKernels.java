package dev.neurac.kernels;

import dev.neurac.scratch.SharedPool;
import java.util.Arrays;

/**
 * Matrix products in plain Java, in loops that HotSpot's C2 turns into vector instructions.
 *
 * <p>C2 vectorises a loop over several arrays only if all are indexed alike, so a tile of the
 * result and four rows of the right matrix are copied to rows of their own. Copies included, that
 * is four to six times as fast as a block of 4×4 sums in registers, on 17 and on 25; where the
 * copies transpose, twice at 8 rows and four times at 64. Where the result is too narrow for
 * vectors, {@link NarrowProduct} runs chains side by side instead.
 *
 * <p>All three products are {@code C = A·B} with strides:
 *
 * <pre>
 *   C[r][j] = Σᵢ A[r][i]·B[i][j]
 *   A[r][i] = a[aAt + r·aRow + i·aStep]
 *   B[i][j] = b[bAt + i·bStep + j·bColumn], where bStep or bColumn is 1
 * </pre>
 */
final class PlainKernels extends Kernels {

  static final PlainKernels INSTANCE = new PlainKernels();

  /** The largest tile of a result that is computed at once, about a first-level cache full. */
  private static final int TILE_ROWS = 32;

  private static final int TILE_COLUMNS = 256;

  /**
   * Whether the loop that takes the time adds four terms to two rows, else two terms to four rows.
   * C2 of 17 vectorises only the latter; in whole products the former is 7 % faster on 25. In
   * GFLOP/s for 8 rows of 128 and of 256:
   *
   * <pre>
   *                               17          25
   *   four terms to two rows    14   14     54   61
   *   two terms to four rows    63   56     51   61
   *   four terms to a row       50   54     40   48
   * </pre>
   *
   * <p>No version between was measured: they take the latter.
   */
  private static final boolean PAIRS = Runtime.version().feature() >= 25;

  /** Below so many columns chains side by side are faster than copies and vectors. */
  private static final int MIN_COLUMNS = 12;

  /** Each has the rows of a tile, then four of the right matrix: arrays, since C2 wants those. */
  private static final SharedPool<float[][]> SCRATCH = new SharedPool<>();

  private PlainKernels() {}

  @Override
  void run(
      Product product,
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      int bRow,
      float[] bias,
      int biasAt,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns) {
    float floor = product.floor();
    switch (product) {
      case MULTIPLY, DENSE, DENSE_RELU ->
          product(
              a, aAt, aRow, 1, b, bAt, bRow, 1, bias, biasAt, floor, c, cAt, cRow, rows, inner,
              columns);
      case MULTIPLY_TRANSPOSED ->
          product(
              a, aAt, aRow, 1, b, bAt, 1, bRow, null, 0, floor, c, cAt, cRow, rows, inner, columns);
      case TRANSPOSED_MULTIPLY ->
          product(
              a, aAt, 1, aRow, b, bAt, bRow, 1, null, 0, floor, c, cAt, cRow, rows, inner, columns);
      case SUM_ROWS -> sumRows(b, bAt, bRow, c, cAt, inner, columns);
    }
  }

  /** {@code Y = max(Y + b, floor)} for rows of Y that are narrow, or few. */
  static void finish(
      float[] y, int yAt, int yRow, int rows, float[] b, int bAt, float floor, int n) {
    for (int r = 0; r < rows; r++) {
      int at = yAt + r * yRow;
      for (int j = 0; j < n; j++) {
        y[at + j] = Math.max(y[at + j] + b[bAt + j], floor);
      }
    }
  }

  /** Row by row, in a row of its own: C2 vectorises that. */
  private static void sumRows(
      float[] x, int xAt, int xRow, float[] y, int yAt, int rows, int columns) {
    float[][] scratch = takeScratch();
    float[] sum = scratch[0];
    float[] row = scratch[1];
    for (int j = 0; j < columns; j += TILE_COLUMNS) {
      int width = Math.min(TILE_COLUMNS, columns - j);
      Arrays.fill(sum, 0, width, 0);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(x, xAt + r * xRow + j, row, 0, width);
        addOne(sum, 1, row, width);
      }
      System.arraycopy(sum, 0, y, yAt + j, width);
    }
    SCRATCH.giveBack(scratch);
  }

  /**
   * The product, then {@code max(C + bias, floor)}.
   *
   * @param bias null where the product is all
   */
  private static void product(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int bColumn,
      float[] bias,
      int biasAt,
      float floor,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns) {
    if (columns < MIN_COLUMNS) {
      NarrowProduct.multiply(
          a, aAt, aRow, aStep, b, bAt, bStep, bColumn, c, cAt, cRow, rows, inner, columns);
      if (bias != null) {
        finish(c, cAt, cRow, rows, bias, biasAt, floor, columns);
      }
      return;
    }
    float[][] scratch = takeScratch();
    for (int r = 0; r < rows; r += TILE_ROWS) {
      int some = Math.min(TILE_ROWS, rows - r);
      for (int j = 0; j < columns; j += TILE_COLUMNS) {
        int width = Math.min(TILE_COLUMNS, columns - j);
        clear(scratch, some, width);
        accumulate(
            scratch,
            a,
            aAt + r * aRow,
            aRow,
            aStep,
            b,
            bAt + j * bColumn,
            bStep,
            bColumn,
            some,
            width,
            inner);
        if (bias != null) {
          addBias(scratch, bias, biasAt + j, floor, some, width);
        }
        store(scratch, c, cAt + r * cRow + j, cRow, some, width);
      }
    }
    SCRATCH.giveBack(scratch);
  }

  private static float[][] takeScratch() {
    float[][] scratch = SCRATCH.take();
    return scratch == null ? new float[TILE_ROWS + 4][TILE_COLUMNS] : scratch;
  }

  /** Adds the product to the tile in the scratch rows, four inner indices at a time. */
  private static void accumulate(
      float[][] scratch,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int bColumn,
      int rows,
      int width,
      int inner) {
    float[] b0 = scratch[TILE_ROWS];
    float[] b1 = scratch[TILE_ROWS + 1];
    float[] b2 = scratch[TILE_ROWS + 2];
    float[] b3 = scratch[TILE_ROWS + 3];
    int i = 0;
    for (; i + 4 <= inner; i += 4) {
      int at = bAt + i * bStep;
      if (bColumn == 1) {
        System.arraycopy(b, at, b0, 0, width);
        System.arraycopy(b, at + bStep, b1, 0, width);
        System.arraycopy(b, at + 2 * bStep, b2, 0, width);
        System.arraycopy(b, at + 3 * bStep, b3, 0, width);
      } else {
        transpose(b, at, bColumn, b0, b1, b2, b3, width);
      }
      int p = aAt + i * aStep;
      int r = 0;
      if (PAIRS) {
        for (; r + 2 <= rows; r += 2, p += 2 * aRow) {
          int q = p + aRow;
          addFourToTwo(
              scratch[r],
              a[p],
              a[p + aStep],
              a[p + 2 * aStep],
              a[p + 3 * aStep],
              scratch[r + 1],
              a[q],
              a[q + aStep],
              a[q + 2 * aStep],
              a[q + 3 * aStep],
              b0,
              b1,
              b2,
              b3,
              width);
        }
      } else {
        for (; r + 4 <= rows; r += 4, p += 4 * aRow) {
          addToFour(scratch, r, a, p, aRow, aStep, b0, b1, width);
          addToFour(scratch, r, a, p + 2 * aStep, aRow, aStep, b2, b3, width);
        }
      }
      for (; r < rows; r++, p += aRow) {
        float a0 = a[p];
        float a1 = a[p + aStep];
        float a2 = a[p + 2 * aStep];
        float a3 = a[p + 3 * aStep];
        addFour(scratch[r], a0, b0, a1, b1, a2, b2, a3, b3, width);
      }
    }
    for (; i < inner; i++) {
      copy(b, bAt + i * bStep, bColumn, b0, width);
      for (int r = 0; r < rows; r++) {
        addOne(scratch[r], a[aAt + r * aRow + i * aStep], b0, width);
      }
    }
  }

  private static void addToFour(
      float[][] scratch,
      int r,
      float[] a,
      int at,
      int aRow,
      int aStep,
      float[] b0,
      float[] b1,
      int width) {
    int next = at + aStep;
    addToFour(
        scratch[r],
        a[at],
        a[next],
        scratch[r + 1],
        a[at + aRow],
        a[next + aRow],
        scratch[r + 2],
        a[at + 2 * aRow],
        a[next + 2 * aRow],
        scratch[r + 3],
        a[at + 3 * aRow],
        a[next + 3 * aRow],
        b0,
        b1,
        width);
  }

  /** Two terms for four rows, which share what they load: {@code y[j] += y0·b0[j] + y1·b1[j]}. */
  private static void addToFour(
      float[] y,
      float y0,
      float y1,
      float[] z,
      float z0,
      float z1,
      float[] v,
      float v0,
      float v1,
      float[] w,
      float w0,
      float w1,
      float[] b0,
      float[] b1,
      int width) {
    for (int j = 0; j < width; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      y[j] = Math.fma(y1, x1, Math.fma(y0, x0, y[j]));
      z[j] = Math.fma(z1, x1, Math.fma(z0, x0, z[j]));
      v[j] = Math.fma(v1, x1, Math.fma(v0, x0, v[j]));
      w[j] = Math.fma(w1, x1, Math.fma(w0, x0, w[j]));
    }
  }

  /** Four terms for a row by itself. */
  private static void addFour(
      float[] y,
      float a0,
      float[] b0,
      float a1,
      float[] b1,
      float a2,
      float[] b2,
      float a3,
      float[] b3,
      int width) {
    for (int j = 0; j < width; j++) {
      y[j] =
          Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], y[j]))));
    }
  }

  /** Four terms for two rows, which share what they load. */
  private static void addFourToTwo(
      float[] y,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] z,
      float c0,
      float c1,
      float c2,
      float c3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      int width) {
    for (int j = 0; j < width; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      y[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, y[j]))));
      z[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, z[j]))));
    }
  }

  /** Takes a row of scratch that the right matrix does not need any more. */
  private static void addBias(
      float[][] scratch, float[] bias, int biasAt, float floor, int rows, int width) {
    float[] copy = scratch[TILE_ROWS];
    System.arraycopy(bias, biasAt, copy, 0, width);
    for (int r = 0; r < rows; r++) {
      addBias(scratch[r], copy, floor, width);
    }
  }

  private static void addBias(float[] y, float[] bias, float floor, int width) {
    for (int j = 0; j < width; j++) {
      y[j] = Math.max(y[j] + bias[j], floor);
    }
  }

  private static void addOne(float[] y, float a0, float[] b0, int width) {
    for (int j = 0; j < width; j++) {
      y[j] = Math.fma(a0, b0[j], y[j]);
    }
  }

  private static void transpose(
      float[] b, int at, int column, float[] b0, float[] b1, float[] b2, float[] b3, int width) {
    for (int j = 0; j < width; j++, at += column) {
      b0[j] = b[at];
      b1[j] = b[at + 1];
      b2[j] = b[at + 2];
      b3[j] = b[at + 3];
    }
  }

  private static void copy(float[] b, int at, int column, float[] row, int width) {
    for (int j = 0; j < width; j++, at += column) {
      row[j] = b[at];
    }
  }

  private static void clear(float[][] scratch, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      Arrays.fill(scratch[r], 0, width, 0);
    }
  }

  private static void store(float[][] scratch, float[] c, int at, int stride, int rows, int width) {
    for (int r = 0; r < rows; r++, at += stride) {
      System.arraycopy(scratch[r], 0, c, at, width);
    }
  }
}
