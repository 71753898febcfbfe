package dev.neurac.kernels;

/**
 * The matrix products of training and prediction, on row-major matrices inside flat arrays.
 *
 * <p>Every element of a result is one chain of fused multiply-adds, from 0 and over the inner index
 * in ascending order. So an implementation may block and split as it likes, and all give the same
 * bits.
 *
 * <p>Each method computes rows {@code from} to {@code to} (exclusive) of its result, so that
 * threads can share one. The result's array overlaps no input.
 */
public interface Kernels {

  /** Returns the fastest implementation that can run in this JVM. */
  static Kernels best() {
    return TieredKernels.INSTANCE;
  }

  /**
   * {@code Y = X·W [m,k]·[k,n] → [m,n]}.
   *
   * @param from the first row of Y and X
   * @param to the row after the last
   */
  void multiply(
      float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int from, int to, int k, int n);

  /**
   * {@code Y = max(X·W + b, floor) [m,k]·[k,n] + [n] → [m,n]}: a product with its bias and ReLU.
   *
   * @param floor 0 for ReLU, negative infinity for the sum as it is, and no other; NaN stays NaN
   * @param from the first row of Y and X
   * @param to the row after the last
   */
  void dense(
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] b,
      int bAt,
      float floor,
      float[] y,
      int yAt,
      int from,
      int to,
      int k,
      int n);

  /**
   * {@code dX = dY·Wᵀ [m,n]·[k,n]ᵀ → [m,k]}.
   *
   * @param from the first row of dX and dY
   * @param to the row after the last
   */
  void multiplyTransposed(
      float[] dy,
      int dyAt,
      float[] w,
      int wAt,
      float[] dx,
      int dxAt,
      int from,
      int to,
      int n,
      int k);

  /**
   * {@code dW = Xᵀ·dY [m,k]ᵀ·[m,n] → [k,n]}.
   *
   * @param from the first row of dW, a column of X
   * @param to the row after the last
   */
  void transposedMultiply(
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
      int n);

  /**
   * {@code y = Σ x [m,n] → [n]}: the sum over the rows, in ascending order.
   *
   * @param from the first element of y, a column of X
   * @param to the element after the last
   */
  void sumRows(float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int n);
}
