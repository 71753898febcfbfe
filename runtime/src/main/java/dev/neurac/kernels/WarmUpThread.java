package dev.neurac.kernels;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs vector code on a thread of its own until HotSpot has compiled it.
 *
 * <p>Before that, every operation on a vector is a call that allocates: a hundred times slower than
 * plain code. So plain code does the work meanwhile; both compute the same bits. The thread ends
 * when nothing is left to do.
 *
 * <p>HotSpot compiles what is called thousands of times. Would the code do its work each time, then
 * first the hundreds of methods that make up the JDK's vectors would be compiled, each by itself
 * and for nothing, since C2 inlines them. So nearly all calls return at once. All code is called in
 * turn, that C2 may compile one method after the other.
 */
final class WarmUpThread implements WarmUp {

  /**
   * Compiled code takes about a nanosecond for an operation on a vector, any other code over 20.
   */
  private static final double COMPILED_NANOS = 8;

  /**
   * How long nothing may become compiled: a piece takes hundredths of a second by itself, more on a
   * machine that is busy.
   */
  private static final long MOST_NANOS = 20_000_000_000L;

  /** Calls in each round that do nothing but count. */
  private static final int CALLS = 50;

  /**
   * What such a call counts: C1 compiles after 100 calls and 2000 turns, C2 after 600 and 15,000.
   */
  private static final int COUNTED_TURNS = 30;

  /** Rounds after which what still allocates will not change: about a second. */
  private static final int MOST_ALLOCATING = 1000;

  private static final long PAUSE_NANOS = 500_000;

  /** Set where C2 did not compile something: there is no use in trying the rest. */
  private static volatile boolean givenUp;

  private final Queue<Runnable> open = new ArrayDeque<>();

  /** What is not compiled yet; only the thread touches it. */
  private final List<Cold> cold = new ArrayList<>();

  /** When something was compiled, or began to be. */
  private long lastProgress;

  private boolean running;

  /** Code that is not compiled yet. */
  private static final class Cold {
    final Code code;
    final Runnable whenCompiled;

    /** How often it seemed compiled but for its allocations. */
    private int allocating;

    Cold(Code code, Runnable whenCompiled) {
      this.code = code;
      this.whenCompiled = whenCompiled;
    }

    /**
     * Calls the code some more; returns whether it is compiled.
     *
     * <p>C2 takes a loop for rare that turns less than once a call, and spills inside it: with a
     * quarter of the turns, steps took half as long again.
     */
    boolean isCompiled() {
      for (int call = 0; call < CALLS; call++) {
        code.run(-COUNTED_TURNS);
      }
      return isFast() && isFast();
    }

    /**
     * Time alone does not tell: C1's code passes where C2 has compiled the JDK's methods, and so
     * does code of C2 that keeps some vectors on the heap.
     */
    private boolean isFast() {
      long allocated = AllocatedBytes.ofThisThread();
      long before = System.nanoTime();
      int operations = code.run(MOST_TURNS);
      if (System.nanoTime() - before >= operations * COMPILED_NANOS) {
        return false;
      }
      boolean allocates = AllocatedBytes.ofThisThread() > allocated;
      allocating += allocates ? 1 : 0;
      return !allocates;
    }

    /** Returns whether C2 leaves vectors on the heap for good, as that of JDK 17 does at times. */
    boolean isHopeless() {
      if (allocating < MOST_ALLOCATING) {
        return false;
      }
      allocating = 0;
      return !code.replace();
    }
  }

  @Override
  public void compile(Code code, Runnable whenCompiled) {
    run(
        () -> {
          cold.add(new Cold(code, whenCompiled));
          lastProgress = System.nanoTime();
        });
  }

  @Override
  public synchronized void run(Runnable work) {
    open.add(work);
    if (!running) {
      // Without the caller's thread locals and class loader, which it would keep alive.
      Thread thread = new Thread(null, this::work, "neurac-warm-up", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(WarmUpThread.class.getClassLoader());
      thread.start();
      running = true;
    }
  }

  private void work() {
    while (isBusy()) {
      try {
        for (Runnable work = next(); work != null; work = next()) {
          work.run();
        }
        warm();
      } catch (RuntimeException | Error e) {
        giveUp("the vector kernels failed", e);
      }
    }
  }

  private synchronized boolean isBusy() {
    running = !open.isEmpty() || !cold.isEmpty();
    return running;
  }

  private synchronized Runnable next() {
    return open.poll();
  }

  /** Calls what is cold a few times, and leaves the processor to C2. */
  private void warm() {
    if (givenUp) {
      cold.clear();
      return;
    }
    for (Cold each : List.copyOf(cold)) {
      boolean compiled = each.isCompiled();
      if (compiled || each.isHopeless()) {
        cold.remove(each);
        lastProgress = System.nanoTime();
      }
      if (compiled) {
        each.whenCompiled.run();
      }
    }
    if (cold.isEmpty()) {
      return;
    }
    if (System.nanoTime() - lastProgress > MOST_NANOS) {
      giveUp("this JVM does not compile vector code; is C2 switched off?", null);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** Says once why what is not on vectors yet stays on plain code. */
  static void giveUp(String reason, Throwable cause) {
    if (!givenUp) {
      givenUp = true;
      System.getLogger("dev.neurac")
          .log(Level.INFO, "Networks run on plain kernels: " + reason, cause);
    }
  }
}
