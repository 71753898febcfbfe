package dev.neurac.kernels;

/**
 * A product that adds a bias to each row, with or without ReLU: some rows at a time, so that they
 * are still in the cache when they get it.
 */
final class DensePlan extends ProductPlan {

  /**
   * Some rows of the result.
   *
   * @param product gives the sums
   * @param epilogue adds the bias
   */
  record Rows(Algorithm product, BiasEpilogue epilogue) {}

  private final int block;
  private final Rows whole;
  private final Rows last;

  /**
   * Makes a plan.
   *
   * @param block how many rows {@code whole} computes
   * @param last computes those that are left over; null if there are none
   */
  DensePlan(ProductSizes sizes, Needs needs, int block, Rows whole, Rows last) {
    super(sizes, needs);
    this.block = block;
    this.whole = whole;
    this.last = last;
  }

  @Override
  void run(float[] a, int aAt, float[] b, int bAt, float[] bias, int biasAt, float[] c, int cAt) {
    int rows = sizes.rows();
    for (int r = 0; r < rows; r += block) {
      Rows some = r + block <= rows ? whole : last;
      int at = cAt + r * sizes.cRow();
      some.product.run(a, aAt + r * sizes.aRow(), b, bAt, c, at);
      some.epilogue.run(c, at, bias, biasAt);
    }
  }
}
