package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = A·B} of fewer columns than a vector has lanes: B and C are widened to whole vectors.
 */
final class WidenedProduct implements Algorithm {

  /** Rows of C that are computed at once. */
  private static final int BLOCK = 64;

  private final Layout layout;
  private final int rows;
  private final int inner;
  private final int columns;
  private final int lanes;
  private final Algorithm whole;
  private final Algorithm last;

  WidenedProduct(Needs needs, WarmTiles tiles, Layout layout, int rows, int inner, int columns) {
    this.layout = layout;
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
    this.lanes = tiles.lanes();
    this.whole = rows < BLOCK ? null : tiles.panel(needs, BLOCK, inner, layout.aRow());
    this.last = rows % BLOCK == 0 ? null : tiles.panel(needs, rows % BLOCK, inner, layout.aRow());
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    float[] copies = ThreadScratch.forCopies((inner + Math.min(rows, BLOCK)) * lanes);
    int widened = ThreadScratch.startOfCopies(copies);
    int result = widened + inner * lanes;
    for (int i = 0; i < inner; i++) {
      Copies.few(b, bAt + i * layout.bRow(), copies, widened + i * lanes, columns);
    }
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      (some == BLOCK ? whole : last)
          .run(a, aAt + r * layout.aRow(), copies, widened, copies, result);
      for (int i = 0; i < some; i++) {
        Copies.few(copies, result + i * lanes, c, cAt + (r + i) * layout.cRow(), columns);
      }
    }
  }
}
