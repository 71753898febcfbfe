package dev.neurac.kernels;

/**
 * The products of {@link Kernels}, each a {@code C[r][j] = Σᵢ A[r][i]·B[i][j]}; inside this package
 * all take one way, with the product as an argument.
 */
enum Product {
  /** {@code Y = X·W}: A is X, B is W. */
  MULTIPLY,

  /** {@code Y = X·W + b}. */
  DENSE,

  /** {@code Y = max(X·W + b, 0)}. */
  DENSE_RELU,

  /** {@code dX = dY·Wᵀ}: A is dY, B is W and lies transposed. */
  MULTIPLY_TRANSPOSED,

  /** {@code dW = Xᵀ·dY}: A is X and lies transposed, B is dY. */
  TRANSPOSED_MULTIPLY,

  /** {@code y = Σ x}: A is a row of ones, since multiplying by 1 rounds nothing; B is x. */
  SUM_ROWS;

  /** Returns what the results of a dense product are at least. */
  float floor() {
    return this == DENSE_RELU ? 0 : Float.NEGATIVE_INFINITY;
  }
}
