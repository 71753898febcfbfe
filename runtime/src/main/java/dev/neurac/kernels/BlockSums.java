package dev.neurac.kernels;

import dev.neurac.scratch.SharedPool;
import java.util.Arrays;

/**
 * Sums over the rows of matrices in two levels: the rows of a block make a chain of their own, and
 * the blocks' sums are added in order. A single chain of 50,000 floats loses two digits more.
 *
 * <p>A block is an ordinary product, into an array that stays in the second-level cache; and so do
 * the rows of the block, where a product of all rows would read them anew for every tile.
 */
final class BlockSums {

  /** Elements of a result that are summed at once: two arrays of 256 KB. */
  static final int MAX_ELEMENTS = 1 << 16;

  private static final int TOTAL = 0;
  private static final int BLOCK = 1;

  /** Pairs of arrays, which a call takes for as long as it runs. */
  private static final SharedPool<float[][]> ARRAYS = new SharedPool<>();

  private BlockSums() {}

  /**
   * Computes a product as {@link Kernels#run} does, in blocks of the inner index.
   *
   * @param aStep how far apart two inner indices lie in A
   * @param bRow how far apart they lie in B, whose rows they are
   */
  static void run(
      Kernels kernels,
      Product product,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int rows,
      int inner,
      int block,
      int columns) {
    int size = rows * columns;
    float[][] arrays = ARRAYS.take();
    if (arrays == null || arrays[TOTAL].length < size) {
      arrays = new float[2][size];
    }
    float[] total = arrays[TOTAL];
    float[] sum = arrays[BLOCK];
    Arrays.fill(total, 0, size, 0);
    for (int i = 0; i < inner; i += block) {
      kernels.run(
          product,
          a,
          aAt + i * aStep,
          aRow,
          b,
          bAt + i * bRow,
          bRow,
          null,
          0,
          sum,
          0,
          columns,
          rows,
          Math.min(block, inner - i),
          columns);
      add(total, sum, size);
    }
    System.arraycopy(total, 0, c, cAt, size);
    ARRAYS.giveBack(arrays);
  }

  /** Both arrays from their first element: C2 vectorises that. */
  private static void add(float[] total, float[] sum, int size) {
    for (int i = 0; i < size; i++) {
      total[i] += sum[i];
    }
  }
}
