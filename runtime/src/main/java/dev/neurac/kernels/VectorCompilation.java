package dev.neurac.kernels;

import java.util.Optional;

/**
 * Lets a training decide when vector code is compiled, for as long as this is open.
 *
 * <p>Compiling takes a second or two of a processor, for all networks of the process together. Else
 * it begins after so many products that as much time has gone by; a training knows how many are to
 * come.
 */
public final class VectorCompilation implements AutoCloseable {

  private final TieredKernels kernels;
  private boolean closed;

  VectorCompilation(TieredKernels kernels) {
    this.kernels = kernels;
    kernels.suspend();
  }

  /**
   * Returns the decision, where there is one: not if it was made, nor where this JVM has no vectors
   * or enough processors that compiling delays nothing.
   */
  public static Optional<VectorCompilation> open() {
    return TieredKernels.INSTANCE.isUndecided()
        ? Optional.of(new VectorCompilation(TieredKernels.INSTANCE))
        : Optional.empty();
  }

  /** Returns whether it has begun, whoever wanted it. */
  public boolean hasBegun() {
    return kernels.hasStarted();
  }

  /** Begins compiling. */
  public void begin() {
    kernels.start();
  }

  /** Leaves the decision to what is computed from now on. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      kernels.resume();
    }
  }
}
