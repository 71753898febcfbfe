package dev.neurac.kernels;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Runs vector code on a thread of its own until HotSpot has compiled it.
 *
 * <p>Before that, every operation on a vector is a call that allocates: a hundred times slower than
 * plain code. So plain code does the work meanwhile; both compute the same bits. The thread ends
 * when nothing is left to do.
 */
final class WarmUp {

  /**
   * Compiled code takes about a nanosecond for an operation on a vector, any other code over 20.
   */
  private static final double COMPILED_NANOS = 8;

  /** After so long, code is not compiled to vector instructions at all: this JVM has none. */
  private static final long MOST_NANOS = 5_000_000_000L;

  /** So many calls of some tens of operations are enough for C2 to begin. */
  private static final int BUSY_CALLS = 600;

  private static final int CALLS = 8;

  private static final long PAUSE_NANOS = 500_000;

  private final Queue<Runnable> open = new ArrayDeque<>();
  private boolean running;

  /**
   * Adds code to compile, after all that was added before.
   *
   * @param once runs the code once and returns how many operations on vectors that were
   * @param whenCompiled what to do then; it is never done if HotSpot does not compile it
   */
  void compile(IntSupplier once, Runnable whenCompiled) {
    run(
        () -> {
          if (isCompiled(once)) {
            whenCompiled.run();
          }
        });
  }

  /** Adds something else to do on the thread. */
  synchronized void run(Runnable work) {
    open.add(work);
    if (!running) {
      running = true;
      // Without the caller's thread locals and class loader, which it would keep alive.
      Thread thread = new Thread(null, this::work, "neurac-warm-up", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(WarmUp.class.getClassLoader());
      thread.start();
    }
  }

  private void work() {
    for (Runnable work = next(); work != null; work = next()) {
      work.run();
    }
  }

  private synchronized Runnable next() {
    Runnable next = open.poll();
    running = next != null;
    return next;
  }

  /** Busily until HotSpot has seen enough, then now and then: C2 needs the processor. */
  private static boolean isCompiled(IntSupplier once) {
    for (int call = 0; call < BUSY_CALLS; call++) {
      once.getAsInt();
    }
    long start = System.nanoTime();
    long now = start;
    int fast = 0;
    while (fast < 2 && now - start < MOST_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
      long before = System.nanoTime();
      long operations = 0;
      for (int call = 0; call < CALLS; call++) {
        operations += once.getAsInt();
      }
      now = System.nanoTime();
      fast = now - before < operations * COMPILED_NANOS ? fast + 1 : 0;
    }
    return fast == 2;
  }
}
