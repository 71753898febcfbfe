package dev.neurac.kernels;

/**
 * A part of C that one micro-kernel computes, tile by tile.
 *
 * @param endRow the row after the last; the kernel's rows divide how many there are
 * @param endColumn likewise, the floats in a row of a tile
 */
record TileRange(
    Tiles tiles, MicroKernel kernel, int firstRow, int endRow, int firstColumn, int endColumn) {}
