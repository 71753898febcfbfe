package dev.neurac.kernels;

import dev.neurac.benchmarks.Warm;
import dev.neurac.benchmarks.Work;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The three matrix products on one thread, by the plain kernels and by the best that this JVM has.
 * The kernels are not public, so this lies in their package.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

  /** {@code m-k-n} of the product {@code [m,k]·[k,n]}; the other two make its gradients. */
  @Param({"8-20-128", "8-128-256", "256-128-256", "64-784-128", "512-784-128", "1024-1024-1024"})
  public String shape;

  /** Who computes it: with the vector module, the best are the vector kernels. */
  @Param({"plain", "best"})
  public String kernels;

  private Kernels chosen;
  private int m;
  private int k;
  private int n;
  private float[] x;
  private float[] w;
  private float[] y;

  /** Makes the matrices, and waits until the best kernels are compiled. */
  @Setup
  public void prepare() {
    chosen = kernels.equals("plain") ? PlainKernels.INSTANCE : Kernels.best();
    String[] sizes = shape.split("-");
    m = Integer.parseInt(sizes[0]);
    k = Integer.parseInt(sizes[1]);
    n = Integer.parseInt(sizes[2]);
    x = Work.values(m * k);
    w = Work.values(k * n);
    y = Work.values(m * n);
    if (kernels.equals("best")) {
      Warm.up(
          () -> {
            multiply();
            multiplyTransposed();
            transposedMultiply();
          });
    }
  }

  /** The product: {@code Y = X·W}. */
  @Benchmark
  public float[] multiply() {
    chosen.multiply(x, 0, w, 0, y, 0, 0, m, k, n);
    return y;
  }

  /** The gradient of the input: {@code dX = dY·Wᵀ}. */
  @Benchmark
  public float[] multiplyTransposed() {
    chosen.multiplyTransposed(y, 0, w, 0, x, 0, 0, m, n, k);
    return x;
  }

  /** The gradient of the weights: {@code dW = Xᵀ·dY}. */
  @Benchmark
  public float[] transposedMultiply() {
    chosen.transposedMultiply(x, 0, y, 0, w, 0, 0, k, m, k, n);
    return w;
  }
}
