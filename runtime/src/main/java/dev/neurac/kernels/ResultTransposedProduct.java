package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = Aᵀ·B} for a narrow B, computed as {@code Cᵀ = Bᵀ·A}, whose rows are wide.
 *
 * <p>A lies as [inner, rows], perhaps of a wider matrix.
 */
final class ResultTransposedProduct implements Algorithm {

  /** Columns of the transposed C that are computed at once. */
  private static final int BLOCK = 256;

  private final ProductSizes sizes;
  private final Algorithm whole;
  private final Algorithm last;
  private final WarmTransposer transposer;

  ResultTransposedProduct(
      Needs needs, TileWidths widths, WarmTransposer transposer, ProductSizes sizes) {
    this.sizes = sizes;
    int rest = sizes.rows() % BLOCK;
    this.whole = sizes.rows() < BLOCK ? null : of(needs, widths, sizes, BLOCK);
    this.last = rest == 0 ? null : of(needs, widths, sizes, rest);
    this.transposer = transposer;
    needs.add(transposer);
  }

  /** {@code Bᵀ·A} for some columns of A: B's rows are columns in memory. */
  private static Algorithm of(Needs needs, TileWidths widths, ProductSizes sizes, int some) {
    Layout layout = new Layout(1, sizes.bRow(), sizes.aRow(), some);
    return widths.inPlace(needs, layout, sizes.columns(), sizes.inner(), some);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    int rows = sizes.rows();
    int columns = sizes.columns();
    int cRow = sizes.cRow();
    for (int i = 0; i < rows; i += BLOCK) {
      int some = Math.min(BLOCK, rows - i);
      float[] result = ThreadScratch.forCopies(columns * some);
      int resultAt = ThreadScratch.startOfCopies(result);
      (some == BLOCK ? whole : last).run(b, bAt, a, aAt + i, result, resultAt);
      transposer.transpose(result, resultAt, some, columns, some, c, cAt + i * cRow, cRow);
    }
  }
}
