package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The micro-kernels on vectors of one width: decides which of them compute a product, and has them
 * compiled.
 */
final class WarmTiles {

  /** Inner indices that are left over by each of the loops that take several at a time. */
  private static final int LEFT_OVER = 7;

  private static final int WARM_UP_INNER = WarmUp.MAX_ITERATIONS + LEFT_OVER;

  /** The vectors of the widest tile, and of the one with most accumulators. */
  private static final int MAX_VECTORS = 16;

  private final int lanes;
  private final boolean manyRegisters;
  private final Tiles tiles;
  private final Map<MicroKernel, WarmKernel> kernels = new EnumMap<>(MicroKernel.class);
  private final float[] warmUpInput;
  private final float[] warmUpResult;

  /**
   * Makes the micro-kernels for vectors of so many lanes.
   *
   * @param manyRegisters whether there are 32 and not 16: four by four accumulators need more than
   *     16, four by three do not
   */
  WarmTiles(int lanes, boolean manyRegisters, Tiles tiles, WarmUp warmUp) {
    this.lanes = lanes;
    this.manyRegisters = manyRegisters;
    this.tiles = tiles;
    this.warmUpInput = new float[(WARM_UP_INNER + MAX_VECTORS) * lanes];
    this.warmUpResult = new float[MAX_VECTORS * lanes];
    for (MicroKernel kernel : MicroKernel.values()) {
      kernels.put(kernel, new WarmKernel(warmUp, new OneTile(kernel)));
    }
  }

  static WarmTiles of(int bits, boolean manyRegisters, WarmUp warmUp)
      throws ReflectiveOperationException {
    Tiles tiles = (Tiles) VectorWidth.instance(MethodHandles.lookup(), "VectorTiles", bits);
    return new WarmTiles(bits / Float.SIZE, manyRegisters, tiles, warmUp);
  }

  /** Returns how many floats a vector has. */
  int lanes() {
    return lanes;
  }

  /** Returns how many columns the widest tile of several rows has. */
  int tileColumns() {
    return (manyRegisters ? 4 : 3) * lanes;
  }

  /**
   * Returns the micro-kernels that compute some columns of C.
   *
   * @param firstColumn the first of them
   * @param endColumn the column after the last; a multiple of {@link #lanes} further on
   */
  List<TileRange> cover(Needs needs, Layout layout, int rows, int firstColumn, int endColumn) {
    Cover cover = new Cover(needs);
    int whole = rows & ~3;
    int column = firstColumn;
    if (manyRegisters) {
      column = cover.add(MicroKernel.TILE_4X4, 0, whole, column, endColumn);
    }
    column = cover.add(MicroKernel.TILE_4X3, 0, whole, column, endColumn);
    column = cover.add(MicroKernel.TILE_4X2, 0, whole, column, endColumn);
    cover.add(MicroKernel.TILE_8X1, 0, rows & ~7, column, endColumn);
    cover.add(MicroKernel.TILE_4X1, rows & ~7, whole, column, endColumn);

    column = firstColumn;
    if (layout.aStep() == 1) {
      column = cover.add(MicroKernel.ROW_1X16, whole, rows, column, endColumn);
      column = cover.add(MicroKernel.ROW_1X8, whole, rows, column, endColumn);
    }
    column = cover.add(MicroKernel.TILE_1X4, whole, rows, column, endColumn);
    cover.add(MicroKernel.TILE_1X1, whole, rows, column, endColumn);
    return cover.ranges;
  }

  /**
   * Returns {@code C = A·B} for panels B and C of one vector of columns without gaps.
   *
   * @param aRow how far apart the rows of A lie
   */
  Algorithm panel(Needs needs, int rows, int inner, int aRow) {
    Cover cover = new Cover(needs);
    cover.add(MicroKernel.PANEL_8X1, 0, rows & ~7, 0, lanes);
    cover.add(MicroKernel.PANEL_4X1, rows & ~7, rows & ~3, 0, lanes);
    cover.add(MicroKernel.PANEL_1X1, rows & ~3, rows, 0, lanes);
    return new TiledProduct(new Layout(aRow, 1, lanes, lanes), inner, cover.ranges);
  }

  /** The ranges of C that were given to micro-kernels so far. */
  private final class Cover {
    final Needs needs;
    final List<TileRange> ranges = new ArrayList<>();

    Cover(Needs needs) {
      this.needs = needs;
    }

    /** Gives a kernel as many columns as it can take; returns where the others start. */
    int add(MicroKernel kernel, int firstRow, int endRow, int firstColumn, int endColumn) {
      int width = kernel.vectors * lanes;
      int end = firstColumn + (endColumn - firstColumn) / width * width;
      if (firstRow < endRow && firstColumn < end) {
        needs.add(kernels.get(kernel));
        ranges.add(new TileRange(tiles, kernel, firstRow, endRow, firstColumn, end));
      }
      return end;
    }
  }

  /**
   * Runs a kernel on one tile; it allocates nothing, since that is how it is told from cold code.
   */
  private final class OneTile implements WarmUp.Code {
    final MicroKernel kernel;
    final TileRange tile;
    final Layout layout;

    OneTile(MicroKernel kernel) {
      int columns = kernel.vectors * lanes;
      this.kernel = kernel;
      this.tile = new TileRange(tiles, kernel, 0, kernel.rows, 0, columns);
      this.layout = new Layout(0, 1, 1, columns);
    }

    /** With and without inner indices that are left over. */
    @Override
    public int run(int iterations) {
      if (iterations < 0) {
        runOnce(iterations);
        return 0;
      }
      runOnce(iterations);
      runOnce(iterations + LEFT_OVER);
      return kernel.accumulators() * (2 * iterations + LEFT_OVER);
    }

    private void runOnce(int inner) {
      tiles.run(tile, layout, inner, warmUpInput, 0, warmUpInput, 0, warmUpResult, 0);
    }
  }
}
