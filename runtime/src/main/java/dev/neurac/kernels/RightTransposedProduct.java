package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/** {@code C = A·Bᵀ}: the transpose of B is packed, panel by panel. */
final class RightTransposedProduct implements Algorithm {

  private final int inner;
  private final int columns;
  private final Panels panels;
  private final WarmTransposer transposer;

  RightTransposedProduct(
      Needs needs, TileWidths widths, WarmTransposer transposer, int rows, int inner, int columns) {
    this.inner = inner;
    this.columns = columns;
    this.panels = new Panels(needs, widths, new Layout(inner, 1, 0, columns), rows, inner, columns);
    this.transposer = transposer;
    needs.add(transposer);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    float[] right = ThreadScratch.forCopies(inner * panels.panel());
    int rightAt = ThreadScratch.startOfCopies(right);
    for (int j = 0; j < columns; j += panels.panel()) {
      int width = panels.width(j);
      transposer.transpose(
          b, bAt + panels.offset(j) * inner, inner, width, inner, right, rightAt, width);
      panels.run(j, a, aAt, right, rightAt, c, cAt);
    }
  }
}
