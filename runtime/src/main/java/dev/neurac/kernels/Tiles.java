package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/**
 * The inner part of a matrix product: rows of vectors of one width, nothing left over.
 *
 * <p>Every element is one chain of fused multiply-adds in the order of {@link Kernels}.
 */
interface Tiles {

  /** Returns how many floats a vector has. */
  int lanes();

  /** Returns how many columns the widest tile of {@link #multiply} has. */
  int tileColumns();

  /**
   * {@code C[r][j] = Σᵢ A[r][i]·B[i][j]}, with {@code A[r][i] = a[aAt + r·aRow + i·aStep]}, {@code
   * B[i][j] = b[bAt + i·bRow + j]} and {@code C[r][j] = c[cAt + r·cRow + j]}.
   *
   * @param columns a multiple of {@link #lanes}
   */
  void multiply(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns);

  /**
   * The same for a B of one vector of columns without a gap, {@code B[i][j] = b[bAt + i·lanes +
   * j]}, an A whose rows have no gaps, {@code A[r][i] = a[aAt + r·aRow + i]}, and such a C.
   */
  void multiplyPanel(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int rows, int inner);

  /**
   * {@code C[q] = max(C[q] + bias[q mod period], floor)}, where the periods of C follow each other.
   *
   * @param count how many elements, a multiple of {@link #lanes}
   * @param period likewise
   */
  void addBias(float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor);

  /** Returns the kernel that {@link #addBias} runs, as a bit. */
  int biasKernel();

  /** Returns the kernels that {@link #multiply} runs, a bit for each. */
  int kernels(int rows, int columns, int aStep);

  /** Returns the kernels that {@link #multiplyPanel} runs, a bit for each. */
  int panelKernels(int rows);

  /**
   * Runs a kernel as {@link WarmUp.Code#run} says.
   *
   * @param kernel its bit's number
   */
  int warmUp(int kernel, int turns);
}
