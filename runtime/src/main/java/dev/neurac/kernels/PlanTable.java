package dev.neurac.kernels;

/**
 * The plans of the products that were asked for: a hash table that is read without locks, and
 * allocates only for sizes that are new.
 */
final class PlanTable {

  /**
   * Enough for hundreds of layers in batches of a few sizes, under a kilobyte each. A program that
   * needs more plans at a time makes some of them again and again, which takes about a microsecond.
   */
  static final int MAX_PLANS = 4096;

  private final Planner planner;

  /** Open addressing, at most half full. A plan's fields are final: others see all of it. */
  private volatile ProductPlan[] plans = new ProductPlan[64];

  private int size;

  PlanTable(Planner planner) {
    this.planner = planner;
  }

  /** Returns the plan of a product; the arguments are those of {@link Kernels#run}. */
  ProductPlan plan(
      Product product, int rows, int inner, int columns, int aRow, int bRow, int cRow) {
    ProductPlan[] plans = this.plans;
    int last = plans.length - 1;
    int slot = ProductSizes.hash(product, rows, inner, columns, aRow, bRow, cRow) & last;
    for (ProductPlan plan = plans[slot]; plan != null; plan = plans[slot]) {
      if (plan.sizes.are(product, rows, inner, columns, aRow, bRow, cRow)) {
        return plan;
      }
      slot = slot + 1 & last;
    }
    return add(planner.plan(new ProductSizes(product, rows, inner, columns, aRow, bRow, cRow)));
  }

  /** Two threads may add plans for the same sizes, which are alike. */
  private synchronized ProductPlan add(ProductPlan plan) {
    if (size == MAX_PLANS) {
      plans = new ProductPlan[plans.length];
      size = 0;
    } else if (2 * size == plans.length) {
      ProductPlan[] more = new ProductPlan[2 * plans.length];
      for (ProductPlan each : plans) {
        if (each != null) {
          put(more, each);
        }
      }
      plans = more;
    }
    put(plans, plan);
    size++;
    return plan;
  }

  private static void put(ProductPlan[] plans, ProductPlan plan) {
    int last = plans.length - 1;
    int slot = plan.sizes.hash() & last;
    while (plans[slot] != null) {
      slot = slot + 1 & last;
    }
    plans[slot] = plan;
  }
}
