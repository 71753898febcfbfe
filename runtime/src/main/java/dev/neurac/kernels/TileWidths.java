package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * Micro-kernels on vectors of the widest kind, and of half and a quarter of it for fewer columns;
 * where there is nothing narrower, the same again.
 */
record TileWidths(WarmTiles wide, WarmTiles half, WarmTiles quarter) {

  /**
   * Makes micro-kernels for vectors of at most so many bits.
   *
   * @param bits 128, 256 or 512
   */
  static TileWidths of(int bits, boolean manyRegisters, WarmUp warmUp)
      throws ReflectiveOperationException {
    WarmTiles wide = WarmTiles.of(bits, manyRegisters, warmUp);
    WarmTiles half = bits > 128 ? WarmTiles.of(bits / 2, manyRegisters, warmUp) : wide;
    WarmTiles quarter = bits > 256 ? WarmTiles.of(bits / 4, manyRegisters, warmUp) : half;
    return new TileWidths(wide, half, quarter);
  }

  /** Returns the narrowest tiles of at least so many columns, else the widest. */
  WarmTiles fitting(int columns) {
    return columns <= quarter.lanes() ? quarter : columns <= half.lanes() ? half : wide;
  }

  /** Returns whether vectors do not pay for so few columns. */
  boolean areTooWideFor(int columns) {
    return columns < quarter.lanes();
  }

  /** Returns a product that is computed where its matrices lie. */
  Algorithm inPlace(Needs needs, Layout layout, int rows, int inner, int columns) {
    if (areTooWideFor(columns)) {
      return new ScalarProduct(layout, rows, inner, columns);
    }
    WarmTiles most = columns >= wide.lanes() ? wide : columns >= half.lanes() ? half : quarter;
    int rest = columns % most.lanes();
    List<TileRange> ranges = new ArrayList<>(most.cover(needs, layout, rows, 0, columns - rest));
    if (rest > 0) {
      // The last vector overlaps the one before: what both compute is the same.
      WarmTiles last = fitting(rest);
      ranges.addAll(last.cover(needs, layout, rows, columns - last.lanes(), columns));
    }
    return new TiledProduct(layout, inner, ranges);
  }

  /** A product of very few columns. */
  private record ScalarProduct(Layout layout, int rows, int inner, int columns)
      implements Algorithm {
    @Override
    public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
      NarrowProduct.multiply(
          a,
          aAt,
          layout.aRow(),
          layout.aStep(),
          b,
          bAt,
          layout.bRow(),
          1,
          c,
          cAt,
          layout.cRow(),
          rows,
          inner,
          columns);
    }
  }
}
