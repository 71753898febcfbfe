package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = A·Bᵀ} for an A of few rows, computed as {@code Cᵀ = B·Aᵀ}: a vector holds the same
 * element of several rows, and A and C are transposed in place of B.
 */
final class ColumnwiseProduct implements Algorithm {

  private final int rows;
  private final int inner;
  private final int columns;
  private final int wideLanes;
  private final int lastLanes;
  private final Algorithm whole;
  private final Algorithm last;
  private final WarmTransposer transposer;

  ColumnwiseProduct(
      Needs needs, TileWidths widths, WarmTransposer transposer, int rows, int inner, int columns) {
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
    this.wideLanes = widths.wide().lanes();
    int rest = rows % wideLanes;
    this.lastLanes = widths.fitting(rest).lanes();
    this.whole = rows == rest ? null : widths.wide().panel(needs, columns, inner, inner);
    this.last = rest == 0 ? null : widths.fitting(rest).panel(needs, columns, inner, inner);
    this.transposer = transposer;
    needs.add(transposer);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    int r = 0;
    for (; r + wideLanes <= rows; r += wideLanes) {
      run(whole, wideLanes, wideLanes, a, aAt + r * inner, b, bAt, c, cAt + r * columns);
    }
    if (r < rows) {
      run(last, lastLanes, rows - r, a, aAt + r * inner, b, bAt, c, cAt + r * columns);
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
    float[] copies = ThreadScratch.forCopies((inner + columns) * lanes);
    int right = ThreadScratch.startOfCopies(copies);
    int result = right + inner * lanes;
    transposer.transpose(a, aAt, inner, some, inner, copies, right, lanes);
    product.run(b, bAt, copies, right, copies, result);
    transposer.transpose(copies, result, lanes, columns, some, c, cAt, columns);
  }
}
