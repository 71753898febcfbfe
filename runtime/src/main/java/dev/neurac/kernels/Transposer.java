package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/** Copies a matrix as its transpose. */
interface Transposer {

  /** The side of the blocks that are transposed at once. */
  int BLOCK = 8;

  /**
   * {@code to[toAt + j·toRow + i] = from[fromAt + i·fromRow + j]}, for i < rows and j < columns.
   *
   * @param rows a multiple of {@link #BLOCK}, as is {@code columns}
   */
  void transpose(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toRow);

  /** Runs it as {@link WarmUp.Code#run} says. */
  int warmUp(int iterations);
}
