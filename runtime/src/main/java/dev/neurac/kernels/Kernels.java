package dev.neurac.kernels;

/**
 * The matrix products of training and prediction, on row-major matrices inside flat arrays.
 *
 * <p>Every element of a result is one chain of fused multiply-adds, from 0 and over the inner index
 * in ascending order; where a method takes blocks, one for each block, and their sum from 0 in
 * ascending order. So an implementation may block and split as it likes, and all give the same
 * bits.
 *
 * <p>Each method computes rows {@code from} to {@code to} (exclusive) of its result, so that
 * threads can share one. What is written overlaps no input. {@code xAt} is where X starts in its
 * array, and so on; {@code xRow}, where there is one, how far apart the rows of X lie: more than
 * they are long where X is some columns of a wider matrix, which are taken, or written, in place.
 */
public abstract class Kernels {

  private static final float[] ONE = {1};

  Kernels() {}

  /** Returns the fastest implementation that can run in this JVM. */
  public static Kernels best() {
    return TieredKernels.INSTANCE;
  }

  /**
   * {@code Y = X·W [m,k]·[k,n] → [m,n]}.
   *
   * @param from the first row of Y and X
   * @param to the row after the last
   */
  public final void multiply(
      float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int from, int to, int k, int n) {
    multiply(x, xAt, k, w, wAt, n, y, yAt, n, from, to, k, n);
  }

  /** {@code Y = X·W}, as the method above, of matrices whose rows may have gaps between them. */
  final void multiply(
      float[] x,
      int xAt,
      int xRow,
      float[] w,
      int wAt,
      int wRow,
      float[] y,
      int yAt,
      int yRow,
      int from,
      int to,
      int k,
      int n) {
    int at = xAt + from * xRow;
    int into = yAt + from * yRow;
    run(Product.MULTIPLY, x, at, xRow, w, wAt, wRow, null, 0, y, into, yRow, to - from, k, n);
  }

  /**
   * {@code Y = X·W + b [m,k]·[k,n] + [n] → [m,n]}: a product with its bias.
   *
   * @param from the first row of Y and X
   * @param to the row after the last
   */
  public final void dense(
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int from,
      int to,
      int k,
      int n) {
    dense(x, xAt, k, w, wAt, n, b, bAt, y, yAt, n, from, to, k, n);
  }

  /**
   * {@code Y = X·W + b}, as the method above, of matrices whose rows may have gaps between them.
   */
  final void dense(
      float[] x,
      int xAt,
      int xRow,
      float[] w,
      int wAt,
      int wRow,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int yRow,
      int from,
      int to,
      int k,
      int n) {
    int at = xAt + from * xRow;
    int into = yAt + from * yRow;
    run(Product.DENSE, x, at, xRow, w, wAt, wRow, b, bAt, y, into, yRow, to - from, k, n);
  }

  /**
   * {@code Y = max(X·W + b, 0) [m,k]·[k,n] + [n] → [m,n]}: a product with its bias and ReLU, where
   * NaN stays NaN.
   *
   * @param from the first row of Y and X
   * @param to the row after the last
   */
  public final void denseRelu(
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int from,
      int to,
      int k,
      int n) {
    denseRelu(x, xAt, k, w, wAt, n, b, bAt, y, yAt, n, from, to, k, n);
  }

  /**
   * {@code Y = max(X·W + b, 0)}, as the method above, of matrices whose rows may have gaps between
   * them.
   */
  final void denseRelu(
      float[] x,
      int xAt,
      int xRow,
      float[] w,
      int wAt,
      int wRow,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int yRow,
      int from,
      int to,
      int k,
      int n) {
    int at = xAt + from * xRow;
    int into = yAt + from * yRow;
    run(Product.DENSE_RELU, x, at, xRow, w, wAt, wRow, b, bAt, y, into, yRow, to - from, k, n);
  }

  /**
   * {@code dX = dY·Wᵀ [m,n]·[k,n]ᵀ → [m,k]}.
   *
   * @param from the first row of dX and dY
   * @param to the row after the last
   */
  public final void multiplyTransposed(
      float[] dy,
      int dyAt,
      float[] w,
      int wAt,
      float[] dx,
      int dxAt,
      int from,
      int to,
      int n,
      int k) {
    multiplyTransposed(dy, dyAt, n, w, wAt, n, dx, dxAt, k, from, to, n, k);
  }

  /** {@code dX = dY·Wᵀ}, as the method above, of matrices whose rows may have gaps between them. */
  final void multiplyTransposed(
      float[] dy,
      int dyAt,
      int dyRow,
      float[] w,
      int wAt,
      int wRow,
      float[] dx,
      int dxAt,
      int dxRow,
      int from,
      int to,
      int n,
      int k) {
    int at = dyAt + from * dyRow;
    int into = dxAt + from * dxRow;
    Product product = Product.MULTIPLY_TRANSPOSED;
    run(product, dy, at, dyRow, w, wAt, wRow, null, 0, dx, into, dxRow, to - from, n, k);
  }

  /**
   * {@code dW = Xᵀ·dY [m,k]ᵀ·[m,n] → [k,n]}.
   *
   * @param from the first row of dW, a column of X
   * @param to the row after the last
   */
  public final void transposedMultiply(
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt,
      int from,
      int to,
      int m,
      int k,
      int n) {
    transposedMultiply(x, xAt, k, dy, dyAt, n, dw, dwAt, n, from, to, m, n);
  }

  /** {@code dW = Xᵀ·dY}, as the method above, of matrices whose rows may have gaps between them. */
  final void transposedMultiply(
      float[] x,
      int xAt,
      int xRow,
      float[] dy,
      int dyAt,
      int dyRow,
      float[] dw,
      int dwAt,
      int dwRow,
      int from,
      int to,
      int m,
      int n) {
    int at = xAt + from;
    int into = dwAt + from * dwRow;
    Product product = Product.TRANSPOSED_MULTIPLY;
    run(product, x, at, xRow, dy, dyAt, dyRow, null, 0, dw, into, dwRow, to - from, m, n);
  }

  /**
   * {@code dW = Xᵀ·dY [m,k]ᵀ·[m,n] → [k,n]}, in two levels: the rows of each block make a sum of
   * their own, and those are added in order.
   *
   * @param from the first row of dW, a column of X
   * @param to the row after the last
   * @param block how many rows of X and dY a block has, at least 1
   */
  public final void transposedMultiply(
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      float[] dw,
      int dwAt,
      int from,
      int to,
      int m,
      int block,
      int k,
      int n) {
    int most = Math.max(1, BlockSums.MAX_ELEMENTS / n);
    for (int r = from; r < to; r += most) {
      int rows = Math.min(most, to - r);
      BlockSums.run(
          this,
          Product.TRANSPOSED_MULTIPLY,
          x,
          xAt + r,
          k,
          k,
          dy,
          dyAt,
          n,
          dw,
          dwAt + r * n,
          rows,
          m,
          block,
          n);
    }
  }

  /**
   * {@code y = Σ x [m,n] → [n]}: the sum over the rows, in ascending order.
   *
   * @param from the first element of y, a column of X
   * @param to the element after the last
   * @param n how many columns X has, or how far apart its rows lie
   */
  public final void sumRows(
      float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int n) {
    int at = xAt + from;
    int columns = to - from;
    run(Product.SUM_ROWS, ONE, 0, 1, x, at, n, null, 0, y, yAt + from, n, 1, m, columns);
  }

  /**
   * {@code y = Σ x [m,n] → [n]} in two levels: the rows of each block make a sum of their own, and
   * those are added in order.
   *
   * @param from the first element of y, a column of X
   * @param to the element after the last
   * @param block how many rows of X a block has, at least 1
   */
  public final void sumRows(
      float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int block, int n) {
    for (int j = from; j < to; j += BlockSums.MAX_ELEMENTS) {
      int columns = Math.min(BlockSums.MAX_ELEMENTS, to - j);
      Product product = Product.SUM_ROWS;
      BlockSums.run(this, product, ONE, 0, 1, 0, x, xAt + j, n, y, yAt + j, 1, m, block, columns);
    }
  }

  /**
   * Computes a product of [rows, inner] and [inner, columns].
   *
   * @param aRow how far apart the rows of A lie as the caller has it, whether it is transposed or
   *     not; likewise {@code bRow} and {@code cRow}
   * @param bias what a dense product adds to each row; null for the others
   */
  abstract void run(
      Product product,
      float[] a,
      int aAt,
      int aRow,
      float[] b,
      int bAt,
      int bRow,
      float[] bias,
      int biasAt,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns);
}
