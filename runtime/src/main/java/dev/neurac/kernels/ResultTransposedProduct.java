package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = Aᵀ·B} for a narrow B, computed as {@code Cᵀ = Bᵀ·A}, whose rows are wide.
 *
 * <p>A is [inner, aColumns], of which {@code rows} columns are taken.
 */
final class ResultTransposedProduct implements Algorithm {

  /** Columns of the transposed C that are computed at once. */
  private static final int BLOCK = 256;

  private final int rows;
  private final int columns;
  private final Algorithm whole;
  private final Algorithm last;
  private final WarmTransposer transposer;

  ResultTransposedProduct(
      Needs needs,
      TileWidths widths,
      WarmTransposer transposer,
      int rows,
      int inner,
      int columns,
      int aColumns) {
    this.rows = rows;
    this.columns = columns;
    int rest = rows % BLOCK;
    this.whole = rows < BLOCK ? null : of(needs, widths, inner, columns, aColumns, BLOCK);
    this.last = rest == 0 ? null : of(needs, widths, inner, columns, aColumns, rest);
    this.transposer = transposer;
    needs.add(transposer);
  }

  /** {@code Bᵀ·A} for some columns of A: B's rows are columns in memory. */
  private static Algorithm of(
      Needs needs, TileWidths widths, int inner, int bColumns, int aColumns, int some) {
    Layout layout = new Layout(1, bColumns, aColumns, some);
    return widths.inPlace(needs, layout, bColumns, inner, some);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    for (int i = 0; i < rows; i += BLOCK) {
      int some = Math.min(BLOCK, rows - i);
      float[] result = ThreadScratch.forCopies(columns * some);
      int resultAt = ThreadScratch.startOfCopies(result);
      (some == BLOCK ? whole : last).run(b, bAt, a, aAt + i, result, resultAt);
      transposer.transpose(result, resultAt, some, columns, some, c, cAt + i * columns, columns);
    }
  }
}
