package dev.neurac.kernels;

import dev.neurac.strips.StripLibrary;
import dev.neurac.strips.StripProgram;
import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import dev.neurac.warmup.WarmUpThread;

/**
 * Plain products, and vector products as soon as they are compiled; then also {@link
 * StripProgram}s.
 *
 * <p>Vector code is loaded and compiled on another thread. A program that only predicts a few rows
 * never begins with it.
 */
final class TieredKernels implements Kernels {

  /**
   * Multiply-adds in plain code after which vector code is worth being compiled.
   *
   * <p>Loading the module and compiling what a network needs takes some tenths of a second of one
   * processor (measured with Java 17 and 25). Where there are processors to spare, it begins after
   * some milliseconds. Where there are two, the work would wait for the compiler all that time:
   * there it begins when about twice as much time has gone by, and short jobs do not pay at all.
   */
  private static final long WORTH_COMPILING =
      Runtime.getRuntime().availableProcessors() >= 4 ? 4_000_000 : 10_000_000_000L;

  private static final PlainKernels PLAIN = PlainKernels.INSTANCE;

  /** One for all networks: what is compiled for one serves the others. */
  static final TieredKernels INSTANCE = new TieredKernels();

  private final WarmUp warmUp = new WarmUpThread();
  private volatile VectorKernels vector;
  private volatile boolean begun;

  /** Not exact where several threads count. */
  private long work;

  @Override
  public void multiply(
      float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int from, int to, int k, int n) {
    VectorKernels vector = this.vector;
    if (vector != null && vector.isReadyForMultiply(to - from, k, n)) {
      vector.multiply(x, xAt, w, wAt, y, yAt, from, to, k, n);
    } else {
      PLAIN.multiply(x, xAt, w, wAt, y, yAt, from, to, k, n);
      count((long) (to - from) * k * n);
    }
  }

  @Override
  public void dense(
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
      int n) {
    VectorKernels vector = this.vector;
    if (vector != null && vector.isReadyForDense(to - from, k, n)) {
      vector.dense(x, xAt, w, wAt, b, bAt, floor, y, yAt, from, to, k, n);
    } else {
      PLAIN.dense(x, xAt, w, wAt, b, bAt, floor, y, yAt, from, to, k, n);
      count((long) (to - from) * k * n);
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dy,
      int dyAt,
      float[] w,
      int wAt,
      float[] dx,
      int dxAt,
      int from,
      int to,
      int n,
      int k) {
    VectorKernels vector = this.vector;
    if (vector != null && vector.isReadyForMultiplyTransposed(to - from, n, k)) {
      vector.multiplyTransposed(dy, dyAt, w, wAt, dx, dxAt, from, to, n, k);
    } else {
      PLAIN.multiplyTransposed(dy, dyAt, w, wAt, dx, dxAt, from, to, n, k);
      count((long) (to - from) * k * n);
    }
  }

  @Override
  public void transposedMultiply(
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
      int n) {
    VectorKernels vector = this.vector;
    if (vector != null && vector.isReadyForTransposedMultiply(to - from, k, n)) {
      vector.transposedMultiply(x, xAt, dy, dyAt, dw, dwAt, from, to, m, k, n);
    } else {
      PLAIN.transposedMultiply(x, xAt, dy, dyAt, dw, dwAt, from, to, m, k, n);
      count((long) (to - from) * m * n);
    }
  }

  @Override
  public void sumRows(float[] x, int xAt, float[] y, int yAt, int from, int to, int m, int n) {
    VectorKernels vector = this.vector;
    if (vector != null && vector.isReadyForSumRows(to - from)) {
      vector.sumRows(x, xAt, y, yAt, from, to, m, n);
    } else {
      PLAIN.sumRows(x, xAt, y, yAt, from, to, m, n);
    }
  }

  /** Returns whether all products of such sizes run on vectors by now; if not, they will. */
  boolean usesVectors(int m, int k, int n) {
    if (!begun) {
      begin();
    }
    VectorKernels vector = this.vector;
    return vector != null
        && vector.isReadyForMultiply(m, k, n)
            & vector.isReadyForDense(m, k, n)
            & vector.isReadyForMultiplyTransposed(m, n, k)
            & vector.isReadyForTransposedMultiply(k, k, n);
  }

  private void count(long multiplyAdds) {
    work += multiplyAdds;
    if (work > WORTH_COMPILING && !begun) {
      begin();
    }
  }

  private synchronized void begin() {
    if (!begun) {
      begun = true;
      warmUp.run(this::load);
    }
  }

  private void load() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      WarmUpThread.giveUp(
          "java --add-modules jdk.incubator.vector makes them two to three times as fast", null);
      return;
    }
    try {
      int bits = VectorWidth.preferredBits();
      vector = new VectorKernels(bits, warmUp);
      if (this == INSTANCE && StripLibrary.current == null) {
        StripLibrary.current = new StripLibrary(bits, warmUp);
      }
    } catch (ReflectiveOperationException e) {
      WarmUpThread.giveUp("the vector kernels failed", e);
    }
  }
}
