package dev.neurac.kernels;

import java.util.List;

/** A product whose matrices lie as the micro-kernels take them. */
final class TiledProduct implements Algorithm {

  private final Layout layout;
  private final int inner;
  private final TileRange[] ranges;

  TiledProduct(Layout layout, int inner, List<TileRange> ranges) {
    this.layout = layout;
    this.inner = inner;
    this.ranges = ranges.toArray(new TileRange[0]);
  }

  @Override
  public void run(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    for (TileRange range : ranges) {
      range.tiles().run(range, layout, inner, a, aAt, b, bAt, c, cAt);
    }
  }
}
