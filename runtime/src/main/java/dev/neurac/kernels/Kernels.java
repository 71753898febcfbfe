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
 * threads can share one. The result's array overlaps no input. {@code xAt} is where X starts in its
 * array, and so on.
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
    int rows = to - from;
    run(Product.MULTIPLY, x, xAt + from * k, w, wAt, null, 0, y, yAt + from * n, rows, k, n, k);
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
    int rows = to - from;
    run(Product.DENSE, x, xAt + from * k, w, wAt, b, bAt, y, yAt + from * n, rows, k, n, k);
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
    int rows = to - from;
    run(Product.DENSE_RELU, x, xAt + from * k, w, wAt, b, bAt, y, yAt + from * n, rows, k, n, k);
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
    int at = dyAt + from * n;
    int into = dxAt + from * k;
    run(Product.MULTIPLY_TRANSPOSED, dy, at, w, wAt, null, 0, dx, into, to - from, n, k, n);
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
    int into = dwAt + from * n;
    int rows = to - from;
    run(Product.TRANSPOSED_MULTIPLY, x, xAt + from, dy, dyAt, null, 0, dw, into, rows, m, n, k);
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
          dy,
          dyAt,
          n,
          dw,
          dwAt + r * n,
          rows,
          m,
          block,
          n,
          k);
    }
  }

  /**
   * {@code y = Σ x [m,n] → [n]}: the sum over the rows, in ascending order.
   *
   * @param from the first element of y, a column of X
   * @param to the element after the last
   */
  public final void sumRows(
      float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int n) {
    run(Product.SUM_ROWS, ONE, 0, x, xAt + from, null, 0, y, yAt + from, 1, m, to - from, n);
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
    int columns = to - from;
    BlockSums.run(
        this,
        Product.SUM_ROWS,
        ONE,
        0,
        0,
        x,
        xAt + from,
        n,
        y,
        yAt + from,
        1,
        m,
        block,
        columns,
        n);
  }

  /**
   * Computes a product of [rows, inner] and [inner, columns].
   *
   * @param bias what a dense product adds to each row; null for the others
   * @param xColumns how far apart the rows of X lie, or of dY where A is that: more than the
   *     product has rows, or columns, where it takes only some columns of X
   */
  abstract void run(
      Product product,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] bias,
      int biasAt,
      float[] c,
      int cAt,
      int rows,
      int inner,
      int columns,
      int xColumns);
}
