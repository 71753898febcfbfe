package dev.neurac.kernels;

/**
 * How a product of certain sizes is computed on vectors, decided once: {@link #run} does what was
 * decided, and {@link #isReady} asks for exactly the kernels that it will run.
 */
abstract sealed class ProductPlan permits ProductPlan.Bare, DensePlan {

  final ProductSizes sizes;

  private final WarmCode[] needs;

  /** What is compiled stays so: once true it is not asked again. Threads may each find it out. */
  private boolean ready;

  /**
   * Makes a plan.
   *
   * @param needs what the algorithms that it runs entered
   */
  ProductPlan(ProductSizes sizes, Needs needs) {
    this.sizes = sizes;
    this.needs = needs.toArray();
  }

  /** Returns whether all that it runs is compiled; if not, it will be. */
  final boolean isReady() {
    if (!ready) {
      boolean all = true;
      for (WarmCode needed : needs) {
        all &= needed.isReady(); // Each is asked, so that all are compiled.
      }
      ready = all;
    }
    return ready;
  }

  /**
   * Computes the product.
   *
   * @param bias what a dense product adds to each row; null for the others
   */
  abstract void run(
      float[] a, int aAt, float[] b, int bAt, float[] bias, int biasAt, float[] c, int cAt);

  /** A product without a bias. */
  static final class Bare extends ProductPlan {

    private final Algorithm algorithm;

    Bare(ProductSizes sizes, Needs needs, Algorithm algorithm) {
      super(sizes, needs);
      this.algorithm = algorithm;
    }

    @Override
    void run(float[] a, int aAt, float[] b, int bAt, float[] bias, int biasAt, float[] c, int cAt) {
      algorithm.run(a, aAt, b, bAt, c, cAt);
    }
  }
}
