package dev.neurac.kernels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final Logger LOG = System.getLogger("dev.neurac");

  /**
   * Compiled code takes about a nanosecond for an operation on a vector, any other code over 20.
   */
  private static final double COMPILED_NANOS = 8;

  /** How long compiling may take: tenths of a second by itself, more on a machine that is busy. */
  private static final long MOST_NANOS = 20_000_000_000L;

  /** So many calls of some tens of operations are enough for C2 to begin. */
  private static final int BUSY_CALLS = 600;

  private static final int CALLS = 8;

  private static final long PAUSE_NANOS = 500_000;

  /** Set where C2 did not compile something: there is no use in trying the rest. */
  private static volatile boolean givenUp;

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
      // Without the caller's thread locals and class loader, which it would keep alive.
      Thread thread = new Thread(null, this::work, "neurac-warm-up", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(WarmUp.class.getClassLoader());
      thread.start();
      running = true;
    }
  }

  private void work() {
    for (Runnable work = next(); work != null; work = next()) {
      try {
        work.run();
      } catch (RuntimeException | LinkageError e) {
        giveUp("the vector kernels failed", e);
      }
    }
  }

  private synchronized Runnable next() {
    Runnable next = open.poll();
    running = next != null;
    return next;
  }

  /**
   * Runs code until HotSpot has compiled it: busily until it has seen enough, then now and then,
   * since C2 needs the processor.
   *
   * @return false if that does not happen
   */
  static boolean isCompiled(IntSupplier once) {
    if (givenUp) {
      return false;
    }
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
    if (fast < 2) {
      giveUp("this JVM does not compile vector code; is C2 switched off?", null);
    }
    return fast == 2;
  }

  /** Says once why what is not on vectors yet stays on plain code. */
  static void giveUp(String reason, Throwable cause) {
    if (!givenUp) {
      givenUp = true;
      LOG.log(Level.INFO, "Networks run on plain kernels: " + reason, cause);
    }
  }
}
