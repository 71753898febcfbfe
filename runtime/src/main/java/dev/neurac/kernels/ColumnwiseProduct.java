package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = A·Bᵀ} for an A of few rows, computed as {@code Cᵀ = B·Aᵀ}: a vector holds the same
 * element of several rows, and A and C are transposed in place of B.
 */
final class ColumnwiseProduct implements Algorithm {

  private final ProductSizes sizes;
  private final int wideLanes;
  private final int lastLanes;
  private final Algorithm whole;
  private final Algorithm last;
  private final WarmTransposer transposer;

  ColumnwiseProduct(Needs needs, TileWidths widths, WarmTransposer transposer, ProductSizes sizes) {
    this.sizes = sizes;
    int rows = sizes.rows();
    int inner = sizes.inner();
    int columns = sizes.columns();
    int bRow = sizes.bRow();
    this.wideLanes = widths.wide().lanes();
    int rest = rows % wideLanes;
    this.lastLanes = widths.fitting(rest).lanes();
    this.whole = rows == rest ? null : widths.wide().panel(needs, columns, inner, bRow);
    this.last = rest == 0 ? null : widths.fitting(rest).panel(needs, columns, inner, bRow);
    this.transposer = transposer;
    needs.add(transposer);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    int rows = sizes.rows();
    int aRow = sizes.aRow();
    int cRow = sizes.cRow();
    int r = 0;
    for (; r + wideLanes <= rows; r += wideLanes) {
      run(whole, wideLanes, wideLanes, a, aAt + r * aRow, b, bAt, c, cAt + r * cRow);
    }
    if (r < rows) {
      run(last, lastLanes, rows - r, a, aAt + r * aRow, b, bAt, c, cAt + r * cRow);
    }
  }

  private void run(
      Algorithm product,
      int lanes,
      int some,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    int inner = sizes.inner();
    int columns = sizes.columns();
    float[] copies = ThreadScratch.forCopies((inner + columns) * lanes);
    int right = ThreadScratch.startOfCopies(copies);
    int result = right + inner * lanes;
    transposer.transpose(a, aAt, sizes.aRow(), some, inner, copies, right, lanes);
    product.run(b, bAt, copies, right, copies, result);
    transposer.transpose(copies, result, lanes, columns, some, c, cAt, sizes.cRow());
  }
}
