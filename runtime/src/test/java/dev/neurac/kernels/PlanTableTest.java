package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.neurac.warmup.WarmUp;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each plan is made once, is that of its sizes, and asks for what it needs when it is asked. */
class PlanTableTest {

  /** Keeps what it is given and compiles it when the test says so. */
  private static final class Delayed implements WarmUp {
    final List<Runnable> open = new ArrayList<>();

    @Override
    public void compile(Code code, Runnable whenCompiled) {
      open.add(whenCompiled);
    }

    @Override
    public void run(Runnable work) {
      throw new UnsupportedOperationException();
    }
  }

  private final Delayed warmUp = new Delayed();
  private final PlanTable plans;

  PlanTableTest() throws ReflectiveOperationException {
    plans = new PlanTable(new Planner(128, warmUp));
  }

  @Test
  void aPlanIsMadeOnceForItsSizes() {
    ProductPlan plan = plans.plan(Product.MULTIPLY, 8, 20, 128, 20, 128, 128);
    assertThat(plan.sizes).isEqualTo(new ProductSizes(Product.MULTIPLY, 8, 20, 128, 20, 128, 128));
    assertThat(plans.plan(Product.MULTIPLY, 8, 20, 128, 20, 128, 128)).isSameAs(plan);
    assertThat(
            List.of(
                plans.plan(Product.DENSE, 8, 20, 128, 20, 128, 128),
                plans.plan(Product.MULTIPLY, 9, 20, 128, 20, 128, 128),
                plans.plan(Product.MULTIPLY, 8, 21, 128, 20, 128, 128),
                plans.plan(Product.MULTIPLY, 8, 20, 127, 20, 128, 128),
                plans.plan(Product.MULTIPLY, 8, 20, 128, 21, 128, 128),
                plans.plan(Product.MULTIPLY, 8, 20, 128, 20, 129, 128),
                plans.plan(Product.MULTIPLY, 8, 20, 128, 20, 128, 129)))
        .doesNotContain(plan)
        .doesNotHaveDuplicates();
  }

  @Test
  void moreSizesThanItKeepsAreAllPlannedRight() {
    for (int round = 0; round < 2; round++) {
      for (int rows = 1; rows <= PlanTable.MAX_PLANS + 100; rows++) {
        ProductPlan plan = plans.plan(Product.SUM_ROWS, 1, rows, 40, 40, 40, 40);
        assertThat(plan.sizes)
            .isEqualTo(new ProductSizes(Product.SUM_ROWS, 1, rows, 40, 40, 40, 40));
        assertThat(plans.plan(Product.SUM_ROWS, 1, rows, 40, 40, 40, 40)).isSameAs(plan);
      }
    }
  }

  @Test
  void lookingUpAPlanAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    plans.plan(Product.DENSE_RELU, 8, 20, 128, 20, 128, 128);
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      plans.plan(Product.DENSE_RELU, 8, 20, 128, 20, 128, 128);
    }
    // Something of HotSpot's may allocate a few bytes once; a record each time would be 240,000.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }

  @Test
  void aPlanAsksForItsKernelsOnceAndIsReadyWhenTheLastIsCompiled() {
    ProductPlan plan = plans.plan(Product.DENSE, 7, 20, 128, 20, 128, 128);
    assertThat(warmUp.open).isEmpty();
    assertThat(plan.isReady()).isFalse();
    int needed = warmUp.open.size();
    assertThat(needed).isGreaterThan(2);
    for (Runnable each : List.copyOf(warmUp.open)) {
      assertThat(plan.isReady()).isFalse();
      each.run();
    }
    assertThat(plan.isReady()).isTrue();
    assertThat(warmUp.open).hasSize(needed);
  }

  /** What is compiled for one product serves another, and only what is new is asked for. */
  @Test
  void plansShareTheirKernels() {
    plans.plan(Product.DENSE, 7, 20, 128, 20, 128, 128).isReady();
    warmUp.open.forEach(Runnable::run);
    warmUp.open.clear();
    assertThat(plans.plan(Product.MULTIPLY, 7, 31, 128, 31, 128, 128).isReady()).isTrue();
    assertThat(plans.plan(Product.DENSE_RELU, 7, 20, 128, 20, 128, 128).isReady()).isTrue();
    assertThat(warmUp.open).isEmpty();
  }
}
