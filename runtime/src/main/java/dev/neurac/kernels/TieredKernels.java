package dev.neurac.kernels;

import dev.neurac.strips.StripLibrary;
import dev.neurac.strips.StripProgram;
import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import dev.neurac.warmup.WarmUpThread;

/**
 * Products in plain Java until the vector code that their plans need is compiled, then on vectors;
 * from then on {@link StripProgram}s too.
 *
 * <p>Vector code is loaded and compiled on another thread. A program that only predicts a few rows
 * never starts that thread.
 */
final class TieredKernels extends Kernels {

  /** Whether there are processors to spare, so that no work waits for the compiler. */
  private static final boolean HAS_SPARE_PROCESSORS =
      Runtime.getRuntime().availableProcessors() >= 4;

  /**
   * Multiply-adds in plain code after which vector code is worth being compiled.
   *
   * <p>Loading the module and compiling what a network needs takes a second or two of one processor
   * (measured with Java 17 and 25). Where there are processors to spare, that starts after some
   * milliseconds. Where there are two, the work would wait for the compiler all that time: there it
   * starts when about as much time has gone by. A training, which knows what is to come, decides by
   * itself ({@link VectorCompilation}).
   */
  private static final long WORTH_COMPILING = HAS_SPARE_PROCESSORS ? 4_000_000 : 10_000_000_000L;

  private static final PlainKernels PLAIN = PlainKernels.INSTANCE;

  /** One for all networks: what is compiled for one serves the others. */
  static final TieredKernels INSTANCE = new TieredKernels();

  private final WarmUp warmUp = new WarmUpThread();

  /** Null until vector code is loaded. */
  private volatile PlanTable plans;

  private volatile boolean started;

  /** Not exact where several threads count. */
  private long work;

  /** How many trainings decide for themselves at the moment. */
  private volatile int suspensions;

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
    PlanTable plans = this.plans;
    if (plans != null) {
      ProductPlan plan = plans.plan(product, rows, inner, columns, aRow, bRow, cRow);
      if (plan.isReady()) {
        plan.run(a, aAt, b, bAt, bias, biasAt, c, cAt);
        return;
      }
    }
    PLAIN.run(
        product, a, aAt, aRow, b, bAt, bRow, bias, biasAt, c, cAt, cRow, rows, inner, columns);
    count((long) rows * inner * columns);
  }

  /** Returns whether all products of such sizes run on vectors by now; if not, they will. */
  boolean usesVectors(int m, int k, int n) {
    if (!started) {
      start();
    }
    PlanTable plans = this.plans;
    return plans != null
        && plans.plan(Product.MULTIPLY, m, k, n, k, n, n).isReady()
            & plans.plan(Product.DENSE, m, k, n, k, n, n).isReady()
            & plans.plan(Product.DENSE_RELU, m, k, n, k, n, n).isReady()
            & plans.plan(Product.MULTIPLY_TRANSPOSED, m, n, k, n, n, k).isReady()
            & plans.plan(Product.TRANSPOSED_MULTIPLY, k, m, n, k, n, n).isReady()
            & plans.plan(Product.SUM_ROWS, 1, m, n, 1, n, n).isReady();
  }

  private void count(long multiplyAdds) {
    if (suspensions > 0) {
      return;
    }
    work += multiplyAdds;
    if (work > WORTH_COMPILING && !started) {
      start();
    }
  }

  boolean isUndecided() {
    return !HAS_SPARE_PROCESSORS && !started && VectorWidth.isKnown();
  }

  boolean hasStarted() {
    return started;
  }

  synchronized void suspend() {
    suspensions++;
  }

  synchronized void resume() {
    suspensions--;
  }

  synchronized void start() {
    if (!started) {
      started = true;
      warmUp.run(this::load);
    }
  }

  private void load() {
    if (!VectorWidth.isKnown()) {
      WarmUpThread.logPlain(
          "java --add-modules jdk.incubator.vector makes them two to three times as fast", null);
      return;
    }
    try {
      int bits = VectorWidth.preferredBits();
      plans = new PlanTable(new Planner(bits, warmUp));
      if (this == INSTANCE && StripLibrary.current == null) {
        StripLibrary.current = new StripLibrary(bits, warmUp);
      }
    } catch (ReflectiveOperationException e) {
      WarmUpThread.logPlain("the vector kernels failed", e);
    }
  }
}
