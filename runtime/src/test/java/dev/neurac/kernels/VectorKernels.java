package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/** The products as their plans say, compiled or not. */
final class VectorKernels extends Kernels {

  private final PlanTable plans;

  /** Whether all plans that were looked up since it was set were ready. */
  private boolean ready;

  private boolean asking;

  VectorKernels(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    this.plans = new PlanTable(new Planner(bits, warmUp));
  }

  /** Returns whether all that some products run is compiled; if not, it will be. */
  boolean areReady(Runnable products) {
    asking = true;
    ready = true;
    products.run();
    asking = false;
    return ready;
  }

  @Override
  void run(
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
      int columns) {
    ProductPlan plan = plans.plan(product, rows, inner, columns, aRow, bRow, cRow);
    boolean planned = plan.isReady(); // So that it transposes on vectors, if those are compiled.
    if (asking) {
      ready &= planned;
    } else {
      plan.run(a, aAt, b, bAt, bias, biasAt, c, cAt);
    }
  }
}
