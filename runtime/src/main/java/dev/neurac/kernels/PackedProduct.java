package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * {@code C = A·B} for a large B: it is packed in {@link Panels} first, and A too where its rows are
 * columns in memory.
 */
final class PackedProduct implements Algorithm {

  /**
   * Elements of A from which on it is packed too, where its rows are columns in memory: a tile of
   * four rows reads four floats from each cache line, and has it again for the next four if it
   * stays so long.
   *
   * <p>Measured with 16 registers, in GFLOP/s with B packed and with both: 80 and 92 for
   * 512-784-128 (784 rows of A), 75 and 98 for 1024³, but 98 and 95 for 256-128-256.
   */
  private static final int MIN_PACKED_LEFT = 1 << 17;

  /** Rows of A that are packed at once. */
  private static final int LEFT_ROWS = 64;

  /** Elements of B that are packed at once, 8 MB, where A is packed too. */
  private static final int MAX_RIGHT = 1 << 21;

  /**
   * Floats of a cache line. Packed rows of A are an odd number of lines apart, else those that are
   * written together would evict each other.
   */
  private static final int LINE = 16;

  private final Layout layout;
  private final int rows;
  private final int inner;
  private final int columns;
  private final boolean packsLeft;

  /** How far apart the packed rows of A lie. */
  private final int leftRow;

  /** Columns of B that are packed at once. */
  private final int together;

  /** All rows of A, or {@link #LEFT_ROWS} of them. */
  private final Panels panels;

  /** The rows of A that are left over. */
  private final Panels lastPanels;

  private final WarmTransposer transposer;

  PackedProduct(
      Needs needs,
      TileWidths widths,
      WarmTransposer transposer,
      Layout layout,
      int rows,
      int inner,
      int columns) {
    this.layout = layout;
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
    this.transposer = transposer;
    this.packsLeft = layout.aStep() != 1 && (long) rows * inner >= MIN_PACKED_LEFT;
    this.leftRow = ((inner + LINE - 1) / LINE | 1) * LINE;
    if (packsLeft) {
      needs.add(transposer);
      Layout left = new Layout(leftRow, 1, 0, layout.cRow());
      this.panels = new Panels(needs, widths, left, Math.min(rows, LEFT_ROWS), inner, columns);
      this.lastPanels = new Panels(needs, widths, left, rows % LEFT_ROWS, inner, columns);
      int panel = panels.panel();
      this.together = Math.max(panel, MAX_RIGHT / inner / panel * panel);
    } else {
      this.panels = new Panels(needs, widths, layout, rows, inner, columns);
      this.lastPanels = panels;
      this.together = panels.panel();
    }
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    for (int first = 0; first < columns; first += together) {
      int end = Math.min(columns, first + together);
      int rightSize = inner * packedColumns(first, end);
      float[] copies = ThreadScratch.forCopies(rightSize + (packsLeft ? LEFT_ROWS * leftRow : 0));
      int right = ThreadScratch.startOfCopies(copies);
      packRight(b, bAt, copies, right, first, end);
      if (packsLeft) {
        runPackingLeft(a, aAt, copies, right, right + rightSize, first, end, c, cAt);
      } else {
        run(panels, a, aAt, copies, right, first, end, c, cAt);
      }
    }
  }

  /** Returns how many columns the panels have that have some columns, at most. */
  private int packedColumns(int first, int end) {
    int panel = panels.panel();
    return (end - first + panel - 1) / panel * panel;
  }

  /** Packs the panels of B that have some columns, one after the other. */
  private void packRight(float[] b, int bAt, float[] copies, int right, int first, int end) {
    int panel = panels.panel();
    for (int j = first; j < end; j += panel) {
      int width = panels.width(j);
      int from = bAt + panels.offset(j);
      int to = right + (j - first) * inner;
      for (int i = 0; i < inner; i++) {
        System.arraycopy(b, from + i * layout.bRow(), copies, to + i * width, width);
      }
    }
  }

  /** Packs some rows of A at a time, as the transpose of how they lie. */
  private void runPackingLeft(
      float[] a,
      int aAt,
      float[] copies,
      int right,
      int left,
      int first,
      int end,
      float[] c,
      int cAt) {
    for (int r = 0; r < rows; r += LEFT_ROWS) {
      int some = Math.min(LEFT_ROWS, rows - r);
      transposer.transpose(a, aAt + r, layout.aStep(), inner, some, copies, left, leftRow);
      Panels those = r + LEFT_ROWS <= rows ? panels : lastPanels;
      run(those, copies, left, copies, right, first, end, c, cAt + r * layout.cRow());
    }
  }

  private void run(
      Panels panels,
      float[] a,
      int aAt,
      float[] copies,
      int right,
      int first,
      int end,
      float[] c,
      int cAt) {
    for (int j = first; j < end; j += panels.panel()) {
      panels.run(j, a, aAt, copies, right + (j - first) * inner, c, cAt);
    }
  }
}
