package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/** {@code C = A·Bᵀ}: the transpose of B is packed, panel by panel. */
final class RightTransposedProduct implements Algorithm {

  private final ProductSizes sizes;
  private final Panels panels;
  private final WarmTransposer transposer;

  RightTransposedProduct(
      Needs needs, TileWidths widths, WarmTransposer transposer, ProductSizes sizes) {
    this.sizes = sizes;
    Layout layout = new Layout(sizes.aRow(), 1, 0, sizes.cRow());
    this.panels = new Panels(needs, widths, layout, sizes.rows(), sizes.inner(), sizes.columns());
    this.transposer = transposer;
    needs.add(transposer);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    int inner = sizes.inner();
    int bRow = sizes.bRow();
    float[] right = ThreadScratch.forCopies(inner * panels.panel());
    int rightAt = ThreadScratch.startOfCopies(right);
    for (int j = 0; j < sizes.columns(); j += panels.panel()) {
      int width = panels.width(j);
      int from = bAt + panels.offset(j) * bRow;
      transposer.transpose(b, from, bRow, width, inner, right, rightAt, width);
      panels.run(j, a, aAt, right, rightAt, c, cAt);
    }
  }
}
