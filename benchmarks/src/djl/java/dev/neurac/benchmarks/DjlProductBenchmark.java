package dev.neurac.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The matrix product of DJL's PyTorch, which is MKL's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DjlProductBenchmark {

  /** {@code m-k-n} of the product {@code [m,k]·[k,n]}. */
  @Param({"64-784-128", "512-784-128", "1024-1024-1024"})
  public String shape;

  private NDManager manager;
  private NDArray x;
  private NDArray w;

  /** Makes the matrices. */
  @Setup
  public void prepare() {
    String[] sizes = shape.split("-");
    int m = Integer.parseInt(sizes[0]);
    int k = Integer.parseInt(sizes[1]);
    int n = Integer.parseInt(sizes[2]);
    manager = NDManager.newBaseManager();
    x = manager.create(Work.values(m * k), new Shape(m, k));
    w = manager.create(Work.values(k * n), new Shape(k, n));
  }

  /** One product; its result is freed. */
  @Benchmark
  public void multiply() {
    x.matMul(w).close();
  }

  /** Frees the native memory. */
  @TearDown
  public void close() {
    manager.close();
  }
}
