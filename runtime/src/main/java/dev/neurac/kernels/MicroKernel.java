package dev.neurac.kernels;

/**
 * The micro-kernels of {@code VectorTiles}: each computes a tile of C whose elements stay in
 * registers, as accumulators, while the inner index runs.
 *
 * <p>{@code TilesWriter} prints one method for each line of this table. Micro-kernel, panel and
 * packing are the words of Goto and van de Geijn, <i>Anatomy of High-Performance Matrix
 * Multiplication</i> (2008), and of Van Zee and van de Geijn, <i>BLIS</i> (2015), whose scheme this
 * is.
 */
enum MicroKernel {
  TILE_4X4(Form.TILE, 4, 4, 1),
  TILE_4X3(Form.TILE, 4, 3, 1),
  TILE_4X2(Form.TILE, 4, 2, 1),
  TILE_8X1(Form.TILE, 8, 1, 1),
  TILE_4X1(Form.TILE, 4, 1, 2),
  TILE_1X4(Form.TILE, 1, 4, 1),
  TILE_1X1(Form.TILE, 1, 1, 8),
  ROW_1X16(Form.ROW, 1, 16, 1),
  ROW_1X8(Form.ROW, 1, 8, 1),
  PANEL_8X1(Form.PANEL, 8, 1, 2),
  PANEL_4X1(Form.PANEL, 4, 1, 2),
  PANEL_1X1(Form.PANEL, 1, 1, 8);

  /** How the matrices lie. */
  enum Form {
    /** Anyhow, but that the rows of B and of C have no gaps: see {@link Layout}. */
    TILE,

    /** One row of A, which has no gaps. */
    ROW,

    /** A's rows have no gaps; B and C are panels one vector wide, row after row. */
    PANEL
  }

  final Form form;

  /** Rows of the tile. */
  final int rows;

  /** Vectors in a row of the tile. */
  final int vectors;

  /** Inner indices in an iteration of the loop; more than one where code would be too short. */
  final int unroll;

  MicroKernel(Form form, int rows, int vectors, int unroll) {
    this.form = form;
    this.rows = rows;
    this.vectors = vectors;
    this.unroll = unroll;
  }

  /** Returns how many vectors of sums it keeps in registers. */
  int accumulators() {
    return rows * vectors;
  }
}
