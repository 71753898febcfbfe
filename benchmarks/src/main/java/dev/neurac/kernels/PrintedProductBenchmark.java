package dev.neurac.kernels;

import java.util.SplittableRandom;
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
 * Small products as generated code prints them, against a call: what set the limit from which the
 * processor prints a call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrintedProductBenchmark {

  /** Rows of the batch. */
  @Param({"1", "8", "64"})
  public int rows;

  private final Kernels kernels = Kernels.best();
  private float[] x;
  private float[] w;
  private float[] y;

  /** Makes the matrices, and has vectors compiled for all that is measured. */
  @Setup
  public void prepare() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    x = new float[rows * 16];
    w = new float[256];
    y = new float[rows * 16];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) random.nextDouble();
    }
    if (kernels instanceof TieredKernels ladder) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (System.nanoTime() < end
          && !(ladder.usesVectors(rows, 4, 4)
              & ladder.usesVectors(rows, 8, 8)
              & ladder.usesVectors(rows, 16, 16))) {
        ladder.multiply(x, 0, w, 0, y, 0, 0, rows, 16, 16);
        Thread.sleep(1);
      }
    }
  }

  /** 4 inputs, 4 outputs. */
  @Benchmark
  public float[] printed16() {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < 4; i++) {
        float sum = 0.0f;
        for (int p = 0; p < 4; p++) {
          sum = Math.fma(x[r * 4 + p], w[p * 4 + i], sum);
        }
        y[r * 4 + i] = sum;
      }
    }
    return y;
  }

  /** The same, called. */
  @Benchmark
  public float[] called16() {
    kernels.multiply(x, 0, w, 0, y, 0, 0, rows, 4, 4);
    return y;
  }

  /** 8 inputs, 8 outputs. */
  @Benchmark
  public float[] printed64() {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < 8; i++) {
        float sum = 0.0f;
        for (int p = 0; p < 8; p++) {
          sum = Math.fma(x[r * 8 + p], w[p * 8 + i], sum);
        }
        y[r * 8 + i] = sum;
      }
    }
    return y;
  }

  /** The same, called. */
  @Benchmark
  public float[] called64() {
    kernels.multiply(x, 0, w, 0, y, 0, 0, rows, 8, 8);
    return y;
  }

  /** 16 inputs, 16 outputs. */
  @Benchmark
  public float[] printed256() {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < 16; i++) {
        float sum = 0.0f;
        for (int p = 0; p < 16; p++) {
          sum = Math.fma(x[r * 16 + p], w[p * 16 + i], sum);
        }
        y[r * 16 + i] = sum;
      }
    }
    return y;
  }

  /** The same, called. */
  @Benchmark
  public float[] called256() {
    kernels.multiply(x, 0, w, 0, y, 0, 0, rows, 16, 16);
    return y;
  }
}
