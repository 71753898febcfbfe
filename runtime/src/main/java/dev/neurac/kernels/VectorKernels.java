package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;

/**
 * Matrix products on vectors: what lies well for {@link Tiles} goes there as it is, what does not
 * is copied first.
 *
 * <p>All three products are {@code C = A·B}. Where the rows of B have no gaps, tiles take them from
 * the array itself. A transposed B ({@code dY·Wᵀ}) is copied row by row as its transpose; for few
 * rows of A it is cheaper to copy A and C instead, and compute {@code Cᵀ = Bᵀ·Aᵀ}.
 */
final class VectorKernels implements Kernels {

  /** What {@link #large} is for tiles that take 32 registers. */
  private static final int VERY_LARGE = 1 << 18;

  /**
   * Elements of A from which on it is copied too, where its rows are columns in memory: a tile of
   * four rows reads four floats from each cache line, and has it again for the next four if it
   * stays so long.
   *
   * <p>Measured with 16 registers, in GFLOP/s with B copied and with both: 80 and 92 for
   * 512-784-128 (784 rows of A), 75 and 98 for 1024³, but 98 and 95 for 256-128-256.
   */
  private static final int LARGE_LEFT = 1 << 17;

  /** Rows of A from which it pays to copy B. */
  private static final int ROWS_FOR_COPY = 64;

  /** Rows of A that are copied at once. */
  private static final int COPIED_ROWS = 64;

  /**
   * Floats of a cache line. Copied rows of A are an odd number of lines apart, else those that are
   * written together would evict each other.
   */
  private static final int LINE = 16;

  /** Elements of B that are copied at once, 8 MB, where A is copied too. */
  private static final int MOST_RIGHT = 1 << 21;

  /**
   * With a longer inner index, such as all rows of a data set, copies would be too large to keep.
   */
  private static final int MOST_COPIED = 1 << 14;

  /** Rows of A from which it pays to copy a narrow B as whole vectors. */
  private static final int ROWS_TO_WIDEN = 4;

  /** Rows of C that are copied at once. */
  private static final int BLOCK = 64;

  /** Columns of C that are copied at once, where C is computed as its transpose. */
  private static final int NARROW_COLUMNS = 256;

  /** Elements of a result that get their bias at once: half a first-level cache. */
  private static final int FINISHED = 1 << 12;

  private static final float[] ONE = {1};

  /** Arrays for copies of B, C and A, of each thread; grown to the largest need. */
  private static final ThreadLocal<float[][]> COPIES =
      ThreadLocal.withInitial(() -> new float[3][0]);

  private final WarmTiles wide;

  /** The tiles for fewer columns than a vector has, or the same again. */
  private final WarmTiles half;

  private final WarmTiles quarter;

  private final WarmTransposer transposer;

  /**
   * A B of so many elements is copied in panels as wide as a tile before it is used: read in place,
   * its rows lie so far apart that the processor loses its way. For a few rows that never pays.
   *
   * <p>Measured with 16 registers (Zen 3, GFLOP/s in place and copied, rows-inner-columns): 40 and
   * 57 for 512-784-128, 32 and 67 for 1024³, 70 and 82 for 256-128-256; 82 and 79 for 64-128-256 is
   * where they break even. With 32 registers (Zen 4) tiles are larger and read B less often: only
   * 1024³ was better copied, 107 in place of 94, then in panels of 256 columns.
   */
  private final int large;

  /** Columns of B that are copied at once: as many as the widest tile has. */
  private final int panel;

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
    this.panel = wide.tiles.tileColumns();
    boolean manyRegisters = panel == 4 * wide.lanes(); // Tiles are so wide only where 32 hold them.
    this.large = manyRegisters ? VERY_LARGE : 1 << 15;
  }

  private static WarmTiles tiles(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    return new WarmTiles(
        (Tiles) VectorWidth.instance(MethodHandles.lookup(), "VectorTiles", bits), warmUp);
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
  private int rowsPerBlock(int rows, int k, int n) {
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
      return isCopied(rows, k, n) ? arePanelsReady(rows, n, 1) : isReady(rows, n, 1);
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
    float[] widened = copies(0, k * lanes);
    for (int i = 0; i < k; i++) {
      copy(w, wAt + i * n, widened, i * lanes, n);
    }
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      float[] result = copies(1, BLOCK * lanes);
      tiles.tiles.multiplyPanel(x, xAt + r * k, k, widened, 0, result, 0, some, k);
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
      for (int i = 0; i < rows; i += NARROW_COLUMNS) {
        int some = Math.min(NARROW_COLUMNS, rows - i);
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
          & isReady(n, Math.min(rows, NARROW_COLUMNS), n)
          & isReady(n, rows % NARROW_COLUMNS, n);
    }
    // The inner index, which decides what is copied, is the batch, and often another.
    return isReady(rows, n, k)
        & (rows < ROWS_FOR_COPY || arePanelsReady(rows, n, k) & areBlocksReady(rows, n));
  }

  private boolean areBlocksReady(int rows, int n) {
    int rest = rows % COPIED_ROWS;
    return transposer.isReady()
        & arePanelsReady(COPIED_ROWS, n, 1)
        & (rest == 0 || arePanelsReady(rest, n, 1));
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
    boolean leftToo = aStep != 1 && (long) rows * inner >= LARGE_LEFT;
    int together = leftToo ? Math.max(panel, MOST_RIGHT / inner / panel * panel) : panel;
    for (int first = 0; first < columns; first += together) {
      int end = Math.min(columns, first + together);
      float[] right = copyPanels(b, bAt, bRow, first, end, columns, inner);
      if (leftToo) {
        inBlocks(a, aAt, aStep, right, first, end, columns, c, cAt, cRow, rows, inner);
      } else {
        inPanels(a, aAt, aRow, aStep, right, first, end, columns, c, cAt, cRow, rows, inner);
      }
    }
  }

  /** Copies the panels of B that begin with some columns, one after the other. */
  private float[] copyPanels(
      float[] b, int bAt, int bRow, int first, int end, int columns, int inner) {
    int panels = (end - first + panel - 1) / panel;
    float[] right = copies(0, inner * panels * panel);
    for (int j = first; j < end; j += panel) {
      int begin = panelBegin(j, columns);
      int width = Math.min(panel, columns - begin);
      int to = (j - first) * inner;
      for (int i = 0; i < inner; i++) {
        System.arraycopy(b, bAt + i * bRow + begin, right, to + i * width, width);
      }
    }
    return right;
  }

  /** {@link #inPanels} for A whose rows lie as columns, with copies of some at a time. */
  private void inBlocks(
      float[] a,
      int aAt,
      int aStep,
      float[] right,
      int first,
      int end,
      int columns,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner) {
    int leftRow = ((inner + LINE - 1) / LINE | 1) * LINE;
    float[] left = copies(2, COPIED_ROWS * leftRow);
    for (int r = 0; r < rows; r += COPIED_ROWS) {
      int some = Math.min(COPIED_ROWS, rows - r);
      transposer.transpose(a, aAt + r, aStep, inner, some, left, 0, leftRow);
      int to = cAt + r * cRow;
      inPanels(left, 0, leftRow, 1, right, first, end, columns, c, to, cRow, some, inner);
    }
  }

  /** {@link #product} of what {@link #copyPanels} copied. */
  private void inPanels(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] right,
      int first,
      int end,
      int columns,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner) {
    for (int j = first; j < end; j += panel) {
      int begin = panelBegin(j, columns);
      int width = Math.min(panel, columns - begin);
      int from = (j - first) * inner;
      inPlace(a, aAt, aRow, aStep, right, from, width, c, cAt + begin, cRow, rows, inner, width);
    }
  }

  /** A last panel narrower than a vector begins sooner: what both panels compute is the same. */
  private int panelBegin(int j, int columns) {
    return Math.max(0, Math.min(j, columns - wide.lanes()));
  }

  /** Returns whether panels of so many columns in all are compiled; if not, they will be. */
  private boolean arePanelsReady(int rows, int columns, int aStep) {
    int rest = columns % panel;
    int last = rest == 0 ? 0 : columns - panelBegin(columns - rest, columns);
    return isReady(rows, Math.min(columns, panel), aStep) & isReady(rows, last, aStep);
  }

  private boolean isCopied(int rows, int inner, int columns) {
    return rows >= ROWS_FOR_COPY && (long) inner * columns >= large && inner <= MOST_COPIED;
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
      for (int j = 0; j < k; j += panel) {
        int begin = panelBegin(j, k);
        int width = Math.min(panel, k - begin);
        float[] right = copies(0, n * panel);
        transposer.transpose(w, wAt + begin * n, n, width, n, right, 0, width);
        inPlace(dy, yAt, n, 1, right, 0, width, dx, xAt + begin, k, rows, n, width);
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
    return transposer.isReady() & arePanelsReady(rows, k, 1);
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
