package dev.neurac.kernels;

/**
 * Matrix products on vectors: what lies well for {@link Tiles} goes there as it is, what does not
 * is copied first.
 *
 * <p>All three products are {@code C = A·B}. Where the rows of B have no gaps, tiles take them from
 * the array itself. A transposed B ({@code dY·Wᵀ}) is copied row by row as its transpose; for few
 * rows of A it is cheaper to copy A and C instead, and compute {@code Cᵀ = Bᵀ·Aᵀ}.
 */
final class VectorKernels implements Kernels {

  /**
   * A larger B is copied in panels before it is used: its rows lie so far apart that the processor
   * loses its way (1024³: 94 GFLOP/s without, 107 with copies). For a few rows that never pays.
   */
  private static final int LARGE = 1 << 18;

  private static final int ROWS_FOR_COPY = 32;

  /**
   * With a longer inner index, such as all rows of a data set, copies would be too large to keep.
   */
  private static final int MOST_COPIED = 1 << 14;

  /** Columns of B that are copied at once: with 512 rows half a second-level cache. */
  private static final int PANEL = 256;

  /** Rows of A from which it pays to copy a narrow B as whole vectors. */
  private static final int ROWS_TO_WIDEN = 4;

  /** Rows of A or C that are copied at once. */
  private static final int BLOCK = 64;

  /** Elements of a result that get their bias at once: half a first-level cache. */
  private static final int FINISHED = 1 << 12;

  private static final float[] ONE = {1};

  private final WarmTiles wide;

  /** The tiles for fewer columns than a vector has, or the same again. */
  private final WarmTiles half;

  private final WarmTiles quarter;

  private final WarmTransposer transposer;

  /** Arrays for copies of B, C and A, of each thread; grown to the largest need. */
  private static final ThreadLocal<float[][]> COPIES =
      ThreadLocal.withInitial(() -> new float[3][0]);

  /**
   * Makes the products for vectors of at most so many bits.
   *
   * @param bits 128, 256 or 512
   * @param warmUp where kernels are compiled that are asked for
   * @throws ReflectiveOperationException if the vector module is not there
   */
  VectorKernels(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    this.wide = tiles(bits, warmUp);
    this.half = bits > 128 ? tiles(bits / 2, warmUp) : wide;
    this.quarter = bits > 256 ? tiles(bits / 4, warmUp) : half;
    this.transposer = WarmTransposer.of(bits, warmUp);
  }

  private static WarmTiles tiles(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    return new WarmTiles((Tiles) VectorWidth.instance("VectorTiles", bits), warmUp);
  }

  @Override
  public void multiply(
      float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int from, int to, int k, int n) {
    if (n < wide.lanes()) {
      narrow(x, xAt + from * k, w, wAt, y, yAt + from * n, to - from, k, n);
    } else {
      product(x, xAt + from * k, k, 1, w, wAt, n, y, yAt + from * n, n, to - from, k, n);
    }
  }

  @Override
  public void dense(
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] b,
      int bAt,
      float floor,
      float[] y,
      int yAt,
      int from,
      int to,
      int k,
      int n) {
    int block = rowsPerBlock(to - from, k, n);
    for (int r = from; r < to; r += block) {
      int end = Math.min(to, r + block);
      multiply(x, xAt, w, wAt, y, yAt, r, end, k, n);
      finish(y, yAt + r * n, (end - r) * n, b, bAt, floor, n);
    }
  }

  /** Whole tiles, and so many that a repeated bias fits. */
  private static int rowsPerBlock(int rows, int k, int n) {
    return isCopied(rows, k, n) ? rows : Math.max(16, FINISHED / n & ~7);
  }

  /** Returns whether what {@link #dense} needs is compiled; if not, it will be. */
  boolean isReadyForDense(int rows, int k, int n) {
    int block = rowsPerBlock(rows, k, n);
    return isReadyForMultiply(Math.min(rows, block), k, n)
        & (rows % block == 0 || rows < block || isReadyForMultiply(rows % block, k, n))
        & wide.isBiasReady();
  }

  /** A bias that is no whole number of vectors is repeated until it is. */
  private void finish(float[] y, int yAt, int count, float[] bias, int biasAt, float floor, int n) {
    int lanes = wide.lanes();
    int repeats = lanes / Integer.lowestOneBit(n | lanes);
    if (count < (long) repeats * n) {
      PlainKernels.finish(y, yAt, yAt + count, bias, biasAt, floor, n);
      return;
    }
    float[] repeated = bias;
    int at = biasAt;
    if (repeats > 1) {
      repeated = copies(0, repeats * n);
      at = 0;
      for (int i = 0; i < repeats; i++) {
        copy(bias, biasAt, repeated, i * n, n);
      }
    }
    int whole = count - count % lanes;
    wide.tiles.addBias(y, yAt, whole, repeated, at, repeats * n, floor);
    for (int i = whole; i < count; i++) {
      y[yAt + i] = Math.max(y[yAt + i] + bias[biasAt + i % n], floor);
    }
  }

  /** Returns whether what {@link #multiply} needs is compiled; if not, it will be. */
  boolean isReadyForMultiply(int rows, int k, int n) {
    if (n >= wide.lanes()) {
      // Where W is large, in panels.
      return isReady(rows, n, 1)
          & isReady(rows, Math.min(n, PANEL), 1)
          & isReady(rows, n % PANEL, 1);
    }
    WarmTiles tiles = fitting(n);
    if (n == tiles.lanes()) {
      return tiles.isPanelReady(rows);
    }
    if (n < quarter.lanes() || rows < ROWS_TO_WIDEN) {
      return isReady(rows, n, 1);
    }
    return tiles.isPanelReady(Math.min(rows, BLOCK))
        & (rows < BLOCK || tiles.isPanelReady(rows % BLOCK));
  }

  /** {@code Y = X·W} of fewer columns than a vector has lanes: W is widened to whole vectors. */
  private void narrow(
      float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int rows, int k, int n) {
    WarmTiles tiles = fitting(n);
    int lanes = tiles.lanes();
    if (n == lanes) {
      tiles.tiles.multiplyPanel(x, xAt, k, w, wAt, y, yAt, rows, k);
      return;
    }
    if (n < quarter.lanes() || rows < ROWS_TO_WIDEN) {
      inPlace(x, xAt, k, 1, w, wAt, n, y, yAt, n, rows, k, n);
      return;
    }
    float[] panel = copies(0, k * lanes);
    for (int i = 0; i < k; i++) {
      copy(w, wAt + i * n, panel, i * lanes, n);
    }
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      float[] result = copies(1, BLOCK * lanes);
      tiles.tiles.multiplyPanel(x, xAt + r * k, k, panel, 0, result, 0, some, k);
      for (int i = 0; i < some; i++) {
        copy(result, i * lanes, y, yAt + (r + i) * n, n);
      }
    }
  }

  @Override
  public void transposedMultiply(
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt,
      int from,
      int to,
      int m,
      int k,
      int n) {
    int rows = to - from;
    if (n < wide.lanes() && rows >= n) {
      // dWᵀ = dYᵀ·X has wide rows.
      for (int i = 0; i < rows; i += PANEL) {
        int some = Math.min(PANEL, rows - i);
        float[] result = copies(1, n * some);
        product(dy, dyAt, 1, n, x, xAt + from + i, k, result, 0, some, n, m, some);
        transposer.transpose(result, 0, some, n, some, dw, dwAt + (from + i) * n, n);
      }
    } else {
      product(x, xAt + from, 1, k, dy, dyAt, n, dw, dwAt + from * n, n, rows, m, n);
    }
  }

  /** Returns whether what {@link #transposedMultiply} needs is compiled; if not, it will be. */
  boolean isReadyForTransposedMultiply(int rows, int k, int n) {
    if (n < wide.lanes() && rows >= n) {
      return transposer.isReady()
          & isReady(n, Math.min(rows, PANEL), n)
          & isReady(n, rows % PANEL, n);
    }
    return isReady(rows, n, k) & isReady(rows, Math.min(n, PANEL), k) & isReady(rows, n % PANEL, k);
  }

  /** The sum over rows is the product of a row of ones: multiplying by 1 rounds nothing. */
  @Override
  public void sumRows(float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int n) {
    inPlace(ONE, 0, 0, 0, x, xAt + from, n, y, yAt + from, n, 1, m, to - from);
  }

  /** Returns whether what {@link #sumRows} needs is compiled; if not, it will be. */
  boolean isReadyForSumRows(int columns) {
    return isReady(1, columns, 0);
  }

  /** {@code C[r][j] = Σᵢ A[r][i]·B[i][j]}, where the rows of B and C have no gaps. */
  private void product(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns) {
    if (!isCopied(rows, inner, columns)) {
      inPlace(a, aAt, aRow, aStep, b, bAt, bRow, c, cAt, cRow, rows, inner, columns);
      return;
    }
    for (int j = 0; j < columns; j += PANEL) {
      int width = Math.min(PANEL, columns - j);
      float[] right = copies(0, inner * width);
      for (int i = 0; i < inner; i++) {
        System.arraycopy(b, bAt + i * bRow + j, right, i * width, width);
      }
      if (aStep == 1) {
        inPlace(a, aAt, aRow, 1, right, 0, width, c, cAt + j, cRow, rows, inner, width);
        continue;
      }
      for (int r = 0; r < rows; r += BLOCK) {
        int some = Math.min(BLOCK, rows - r);
        float[] left = copies(2, inner * BLOCK);
        for (int i = 0; i < inner; i++) {
          System.arraycopy(a, aAt + r + i * aStep, left, i * BLOCK, some);
        }
        int at = cAt + r * cRow + j;
        inPlace(left, 0, 1, BLOCK, right, 0, width, c, at, cRow, some, inner, width);
      }
    }
  }

  private static boolean isCopied(int rows, int inner, int columns) {
    boolean large = (long) inner * columns >= LARGE && inner <= MOST_COPIED;
    return rows >= ROWS_FOR_COPY && large;
  }

  private void inPlace(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns) {
    if (columns < quarter.lanes()) {
      NarrowProduct.multiply(
          a, aAt, aRow, aStep, b, bAt, bRow, 1, c, cAt, cRow, 0, rows, inner, columns);
      return;
    }
    WarmTiles most = columns >= wide.lanes() ? wide : columns >= half.lanes() ? half : quarter;
    int whole = columns - columns % most.lanes();
    most.tiles.multiply(a, aAt, aRow, aStep, b, bAt, bRow, c, cAt, cRow, rows, inner, whole);
    if (whole < columns) {
      // The last vector overlaps the one before: what both compute is the same.
      WarmTiles last = fitting(columns - whole);
      int j = columns - last.lanes();
      last.tiles.multiply(
          a, aAt, aRow, aStep, b, bAt + j, bRow, c, cAt + j, cRow, rows, inner, last.lanes());
    }
  }

  private boolean isReady(int rows, int columns, int aStep) {
    if (columns < quarter.lanes()) {
      return true;
    }
    WarmTiles most = columns >= wide.lanes() ? wide : columns >= half.lanes() ? half : quarter;
    int rest = columns % most.lanes();
    if (rest > 0) {
      WarmTiles last = fitting(rest);
      return most.areReady(rows, columns - rest, aStep) & last.areReady(rows, last.lanes(), aStep);
    }
    return most.areReady(rows, columns, aStep);
  }

  /** Returns the narrowest tiles of at least so many columns, else the widest. */
  private WarmTiles fitting(int columns) {
    return columns <= quarter.lanes() ? quarter : columns <= half.lanes() ? half : wide;
  }

  @Override
  public void multiplyTransposed(
      float[] dy,
      int dyAt,
      float[] w,
      int wAt,
      float[] dx,
      int dxAt,
      int from,
      int to,
      int n,
      int k) {
    int rows = to - from;
    int yAt = dyAt + from * n;
    int xAt = dxAt + from * k;
    if ((long) rows * (n + k) < (long) n * k) {
      columnwise(dy, yAt, w, wAt, dx, xAt, rows, n, k);
    } else {
      for (int j = 0; j < k; j += PANEL) {
        int width = Math.min(PANEL, k - j);
        float[] right = copies(0, n * width);
        transposer.transpose(w, wAt + j * n, n, width, n, right, 0, width);
        inPlace(dy, yAt, n, 1, right, 0, width, dx, xAt + j, k, rows, n, width);
      }
    }
  }

  /** Returns whether what {@link #multiplyTransposed} needs is compiled; if not, it will be. */
  boolean isReadyForMultiplyTransposed(int rows, int n, int k) {
    if ((long) rows * (n + k) < (long) n * k) {
      int rest = rows % wide.lanes();
      return transposer.isReady()
          & (rows == rest || wide.isPanelReady(k))
          & (rest == 0 || fitting(rest).isPanelReady(k));
    }
    return transposer.isReady()
        & isReady(rows, Math.min(k, PANEL), 1)
        & (k < PANEL || isReady(rows, k % PANEL, 1));
  }

  /** {@code dXᵀ = W·dYᵀ}: a vector holds the same element of several rows. */
  private void columnwise(
      float[] dy, int dyAt, float[] w, int wAt, float[] dx, int dxAt, int rows, int n, int k) {
    for (int r = 0; r < rows; r += wide.lanes()) {
      int some = Math.min(wide.lanes(), rows - r);
      WarmTiles tiles = fitting(some);
      int lanes = tiles.lanes();
      float[] right = copies(0, n * lanes);
      float[] result = copies(1, k * lanes);
      transposer.transpose(dy, dyAt + r * n, n, some, n, right, 0, lanes);
      tiles.tiles.multiplyPanel(w, wAt, n, right, 0, result, 0, k, n);
      transposer.transpose(result, 0, lanes, k, some, dx, dxAt + r * k, k);
    }
  }

  /** A few floats: for them a call of {@code System.arraycopy} takes longer. */
  private static void copy(float[] from, int fromAt, float[] to, int toAt, int length) {
    for (int i = 0; i < length; i++) {
      to[toAt + i] = from[fromAt + i];
    }
  }

  private static float[] copies(int which, int size) {
    float[][] arrays = COPIES.get();
    if (arrays[which].length < size) {
      arrays[which] = new float[size];
    }
    return arrays[which];
  }
}
