package dev.neurac.kernels;

/**
 * A product whose B is packed in panels: some of its columns side by side, row after row, as wide
 * as the widest tile. Each panel gives as many columns of C.
 *
 * <p>A last panel that is narrower than a vector starts sooner and overlaps the one before: what
 * both compute is the same.
 */
final class Panels {

  private final int panel;
  private final int columns;
  private final int lastOffset;
  private final Algorithm whole;
  private final Algorithm last;

  /**
   * Decides how A of so many rows is multiplied with panels of B.
   *
   * @param layout of A and of C; a panel's own rows are as far apart as it is wide
   * @param columns those of all of B
   */
  Panels(Needs needs, TileWidths widths, Layout layout, int rows, int inner, int columns) {
    this.panel = widths.wide().tileColumns();
    this.columns = columns;
    int rest = columns % panel;
    this.lastOffset =
        rest == 0
            ? columns
            : Math.min(columns - rest, Math.max(0, columns - widths.wide().lanes()));
    this.whole = columns < panel ? null : of(needs, widths, layout, rows, inner, panel);
    this.last = rest == 0 ? null : of(needs, widths, layout, rows, inner, columns - lastOffset);
  }

  private static Algorithm of(
      Needs needs, TileWidths widths, Layout layout, int rows, int inner, int width) {
    Layout packed = new Layout(layout.aRow(), layout.aStep(), width, layout.cRow());
    return widths.inPlace(needs, packed, rows, inner, width);
  }

  /** Returns how many columns a panel has, but for the last. */
  int panel() {
    return panel;
  }

  /**
   * Returns where in B the panel starts that has column {@code j}, a multiple of {@link #panel}.
   */
  int offset(int j) {
    return j + panel <= columns ? j : lastOffset;
  }

  /** Returns how many columns the panel has that has column {@code j}. */
  int width(int j) {
    return j + panel <= columns ? panel : columns - lastOffset;
  }

  /** Multiplies A with the panel that has column {@code j}. */
  void run(int j, float[] a, int aAt, float[] packed, int packedAt, float[] c, int cAt) {
    Algorithm product = j + panel <= columns ? whole : last;
    product.run(a, aAt, packed, packedAt, c, cAt + offset(j));
  }
}
