package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/** Tiles of one width, and which of their kernels HotSpot has compiled. */
final class WarmTiles {

  final Tiles tiles;

  private final WarmUp warmUp;
  private volatile int ready;
  private volatile int wanted;

  WarmTiles(Tiles tiles, WarmUp warmUp) {
    this.tiles = tiles;
    this.warmUp = warmUp;
  }

  int lanes() {
    return tiles.lanes();
  }

  /** Returns whether {@link Tiles#multiply} is compiled for such sizes; if not, it will be. */
  boolean areReady(int rows, int columns, int aStep) {
    return areReady(tiles.kernels(rows, columns, aStep));
  }

  /**
   * Returns whether {@link Tiles#multiplyPanel} is compiled for so many rows; if not, it will be.
   */
  boolean isPanelReady(int rows) {
    return areReady(tiles.panelKernels(rows));
  }

  /** Returns whether {@link Tiles#addBias} is compiled; if not, it will be. */
  boolean isBiasReady() {
    return areReady(tiles.biasKernel());
  }

  private boolean areReady(int kernels) {
    int missing = kernels & ~ready;
    if ((missing & ~wanted) != 0) {
      want(missing);
    }
    return missing == 0;
  }

  private synchronized void want(int kernels) {
    for (int kernel = 0; kernel < Integer.SIZE; kernel++) {
      int bit = 1 << kernel;
      if ((kernels & ~wanted & bit) != 0) {
        wanted |= bit;
        int number = kernel;
        warmUp.compile(turns -> tiles.warmUp(number, turns), () -> nowReady(bit));
      }
    }
  }

  private synchronized void nowReady(int bit) {
    ready |= bit;
  }
}
