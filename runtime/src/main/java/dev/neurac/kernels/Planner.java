package dev.neurac.kernels;

import dev.neurac.kernels.DensePlan.Rows;
import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;

/**
 * Decides how products are computed on vectors: what lies well for the micro-kernels is taken as it
 * is, what does not is packed first.
 *
 * <p>All are {@code C = A·B}. Where the elements of a row of B follow each other, micro-kernels
 * take them from the array itself. A transposed B ({@code dY·Wᵀ}) is packed as its transpose; for
 * few rows of A it is cheaper to transpose A and C instead, and compute {@code Cᵀ = B·Aᵀ}.
 */
final class Planner {

  /** Rows of A from which it pays to pack B. */
  private static final int MIN_PACKED_ROWS = 64;

  /**
   * With a longer inner index, such as all rows of a data set, copies would be too large to keep.
   */
  private static final int MAX_PACKED_INNER = 1 << 14;

  /** Rows of A from which it pays to copy a narrow B as whole vectors. */
  private static final int MIN_WIDENED_ROWS = 4;

  /** Elements of a result that get their bias at once: half a first-level cache. */
  private static final int BIASED_AT_ONCE = 1 << 12;

  /**
   * A B of so many elements is packed in panels before it is used. Read in place it is slow; the
   * cause is not established. For a few rows of A packing never pays.
   *
   * <p>Measured with 16 registers (Zen 3, GFLOP/s in place and packed, rows-inner-columns): 40 and
   * 57 for 512-784-128, 32 and 67 for 1024³, 70 and 82 for 256-128-256; 82 and 79 for 64-128-256 is
   * where they break even. With 32 registers (Zen 4) tiles are larger and read B less often: only
   * 1024³ was better packed, 107 in place of 94, then in panels of 256 columns.
   */
  private final int minPacked;

  private final TileWidths widths;
  private final WarmBias bias;
  private final WarmTransposer transposer;

  /**
   * Plans for vectors of at most so many bits.
   *
   * @param bits 128, 256 or 512
   * @param warmUp where kernels are compiled that are needed
   * @throws ReflectiveOperationException if the vector module is not there
   */
  Planner(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    boolean manyRegisters = hasManyRegisters();
    this.minPacked = manyRegisters ? 1 << 18 : 1 << 15;
    this.widths = TileWidths.of(bits, manyRegisters, warmUp);
    this.bias = new WarmBias(bits, warmUp);
    this.transposer = WarmTransposer.of(bits, warmUp);
  }

  /**
   * AVX-512 has 32 registers, for its narrower vectors too, and so has AArch64; AVX2 has 16, in
   * which four by four accumulators do not stay.
   */
  private static boolean hasManyRegisters() throws ReflectiveOperationException {
    return VectorWidth.preferredBits() == 512 || System.getProperty("os.arch").equals("aarch64");
  }

  ProductPlan plan(ProductSizes sizes) {
    Needs needs = new Needs();
    int rows = sizes.rows();
    int inner = sizes.inner();
    int columns = sizes.columns();
    return switch (sizes.product()) {
      case MULTIPLY -> new ProductPlan.Bare(sizes, needs, multiply(needs, sizes, rows));
      case DENSE, DENSE_RELU -> dense(sizes, needs);
      case MULTIPLY_TRANSPOSED ->
          new ProductPlan.Bare(sizes, needs, multiplyTransposed(needs, sizes));
      case TRANSPOSED_MULTIPLY ->
          new ProductPlan.Bare(sizes, needs, transposedMultiply(needs, sizes));
      case SUM_ROWS -> {
        Layout layout = new Layout(0, 0, sizes.bRow(), sizes.cRow());
        yield new ProductPlan.Bare(
            sizes, needs, widths.inPlace(needs, layout, rows, inner, columns));
      }
    };
  }

  /** {@code Y = X·W} for so many rows. */
  private Algorithm multiply(Needs needs, ProductSizes sizes, int rows) {
    int inner = sizes.inner();
    int columns = sizes.columns();
    Layout layout = new Layout(sizes.aRow(), 1, sizes.bRow(), sizes.cRow());
    if (columns >= widths.wide().lanes()) {
      return product(needs, layout, rows, inner, columns);
    }
    WarmTiles fitting = widths.fitting(columns);
    boolean fits = columns == fitting.lanes();
    if (fits && sizes.bRow() == columns && sizes.cRow() == columns) {
      return fitting.panel(needs, rows, inner, sizes.aRow());
    }
    if (fits || widths.areTooWideFor(columns) || rows < MIN_WIDENED_ROWS) {
      return widths.inPlace(needs, layout, rows, inner, columns);
    }
    return new WidenedProduct(needs, fitting, layout, rows, inner, columns);
  }

  private ProductPlan dense(ProductSizes sizes, Needs needs) {
    int rows = sizes.rows();
    int columns = sizes.columns();
    // Whole tiles, and so many that a repeated bias fits.
    int most = Math.max(16, BIASED_AT_ONCE / columns & ~7);
    int block = isPacked(rows, sizes.inner(), columns) ? rows : Math.max(1, Math.min(rows, most));
    int rest = rows % block;
    Rows whole = denseRows(sizes, needs, block);
    return new DensePlan(
        sizes, needs, block, whole, rest == 0 ? null : denseRows(sizes, needs, rest));
  }

  private Rows denseRows(ProductSizes sizes, Needs needs, int rows) {
    return new Rows(
        multiply(needs, sizes, rows),
        new BiasEpilogue(
            needs, bias, rows, sizes.columns(), sizes.cRow(), sizes.product().floor()));
  }

  /** {@code dX = dY·Wᵀ}. */
  private Algorithm multiplyTransposed(Needs needs, ProductSizes sizes) {
    int inner = sizes.inner();
    int columns = sizes.columns();
    return (long) sizes.rows() * (inner + columns) < (long) inner * columns
        ? new ColumnwiseProduct(needs, widths, transposer, sizes)
        : new RightTransposedProduct(needs, widths, transposer, sizes);
  }

  /** {@code dW = Xᵀ·dY}. */
  private Algorithm transposedMultiply(Needs needs, ProductSizes sizes) {
    int rows = sizes.rows();
    int columns = sizes.columns();
    Layout layout = new Layout(1, sizes.aRow(), sizes.bRow(), sizes.cRow());
    return columns < widths.wide().lanes() && rows >= columns
        ? new ResultTransposedProduct(needs, widths, transposer, sizes)
        : product(needs, layout, rows, sizes.inner(), columns);
  }

  /** {@code C = A·B}, where the elements of a row of B and of C follow each other. */
  private Algorithm product(Needs needs, Layout layout, int rows, int inner, int columns) {
    return isPacked(rows, inner, columns)
        ? new PackedProduct(needs, widths, transposer, layout, rows, inner, columns)
        : widths.inPlace(needs, layout, rows, inner, columns);
  }

  private boolean isPacked(int rows, int inner, int columns) {
    return rows >= MIN_PACKED_ROWS
        && (long) inner * columns >= minPacked
        && inner <= MAX_PACKED_INNER;
  }
}
