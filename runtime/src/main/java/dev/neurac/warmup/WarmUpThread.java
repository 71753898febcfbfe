package dev.neurac.warmup;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
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
public final class WarmUpThread implements WarmUp {

  /**
   * Compiled code takes about a nanosecond for an operation on a vector, any other code over 20.
   */
  private static final double COMPILED_NANOS = 8;

  /**
   * How long nothing may become compiled: a piece takes hundredths of a second by itself, more on a
   * machine that is busy.
   */
  private static final long IDLE_NANOS = 20_000_000_000L;

  /** What a round counts at most: while a machine is suspended, C2 compiles nothing either. */
  private static final long MAX_ROUND_NANOS = 100_000_000;

  /** Calls in each round that do nothing but count. */
  private static final int CALLS = 10;

  /**
   * What such a call counts: C1 compiles after 100 calls and 2000 turns, C2 after 600 and 15,000.
   */
  private static final int COUNTED_TURNS = 150;

  /**
   * Iterations after which most cold code is known: few, since cold code is slow, and what it calls
   * of the JDK is compiled by itself and for nothing.
   */
  private static final int PROBED_ITERATIONS = 16;

  /** What a call and two looks at the clock take at most. */
  private static final double CALL_NANOS = 500;

  /** How long code may seem compiled but for its allocations while nothing else changes. */
  private static final long STUCK_NANOS = 5_000_000_000L;

  /** The pause after a round, at least. */
  private static final long PAUSE_NANOS = 500_000;

  /**
   * The pause in times of the round before. Without it, the first training of a process on two
   * processors gave 2.5 seconds of one to this thread, now 1.3; the code is compiled no later.
   */
  private static final int PAUSE_ROUNDS = 2;

  /** Whether the log says why there are plain kernels. */
  private static final AtomicBoolean LOGGED = new AtomicBoolean();

  /** Whether it says that a part is plain. */
  private static final AtomicBoolean PART_LOGGED = new AtomicBoolean();

  private final Queue<Runnable> open = new ArrayDeque<>();

  /** What is not compiled yet; only the thread touches it. */
  private final List<Cold> cold = new ArrayList<>();

  private final long idleNanos;
  private final long stuckNanos;

  /** The time that rounds took so far, with the pauses after them. */
  private long clock;

  /** When the last round began. */
  private long lastRound = System.nanoTime();

  /** When something was compiled, began to be, or was given up, by {@link #clock}. */
  private long lastProgress;

  /** Whether HotSpot has compiled anything, as it does not where C2 is switched off. */
  private boolean compiledSome;

  /** Set where HotSpot compiles nothing: there is no use in trying the rest. */
  private volatile boolean givenUp;

  private boolean running;

  public WarmUpThread() {
    this(IDLE_NANOS, STUCK_NANOS);
  }

  /** Makes one with another patience, for tests. */
  WarmUpThread(long idleNanos, long stuckNanos) {
    this.idleNanos = idleNanos;
    this.stuckNanos = stuckNanos;
  }

  /** Code that is not compiled yet. */
  private static final class Cold {
    final Code code;
    final Runnable whenCompiled;

    /** When it first seemed compiled but for its allocations; negative before. */
    private long allocatingSince = -1;

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
    boolean isCompiled(long clock) {
      for (int call = 0; call < CALLS; call++) {
        code.run(-COUNTED_TURNS);
      }
      return seemsFast() && isFast(clock) && isFast(clock);
    }

    private boolean seemsFast() {
      long before = System.nanoTime();
      int operations = code.run(PROBED_ITERATIONS);
      return System.nanoTime() - before < operations * COMPILED_NANOS + CALL_NANOS;
    }

    /**
     * Time alone does not tell: C1's code passes where C2 has compiled the JDK's methods, and so
     * does code of C2 that keeps some vectors on the heap.
     */
    private boolean isFast(long clock) {
      long allocated = AllocatedBytes.ofThisThread();
      long before = System.nanoTime();
      int operations = code.run(MAX_ITERATIONS);
      if (System.nanoTime() - before >= operations * COMPILED_NANOS) {
        return false;
      }
      if (AllocatedBytes.ofThisThread() == allocated) {
        return true;
      }
      if (allocatingSince < 0) {
        allocatingSince = clock;
      }
      return false;
    }

    /** Returns whether C2 leaves vectors on the heap for good, as that of JDK 17 does at times. */
    boolean isStuck(long clock, long lastProgress, long stuckNanos) {
      return allocatingSince >= 0 && clock - Math.max(allocatingSince, lastProgress) > stuckNanos;
    }

    /** Begins with another class; returns whether there is one. */
    boolean beginAgain() {
      allocatingSince = -1;
      return code.replace();
    }
  }

  @Override
  public void compile(Code code, Runnable whenCompiled) {
    run(
        () -> {
          cold.add(new Cold(code, whenCompiled));
          lastProgress = clock;
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
    long now = System.nanoTime();
    clock += Math.min(now - lastRound, MAX_ROUND_NANOS);
    lastRound = now;
    for (Cold each : List.copyOf(cold)) {
      if (each.isCompiled(clock)) {
        cold.remove(each);
        each.whenCompiled.run();
        compiledSome = true;
        lastProgress = clock;
      } else if (each.isStuck(clock, lastProgress, stuckNanos)) {
        replace(each);
      }
    }
    if (cold.isEmpty()) {
      return;
    }
    if (clock - lastProgress > idleNanos) {
      if (compiledSome) {
        List.copyOf(cold).forEach(this::replace);
      } else {
        giveUp("this JVM does not compile vector code; is C2 switched off?", null);
      }
    }
    long round = Math.min(System.nanoTime() - now, MAX_ROUND_NANOS);
    LockSupport.parkNanos(Math.max(PAUSE_NANOS, PAUSE_ROUNDS * round));
  }

  /** Begins anew with code that HotSpot compiled badly, or leaves it. */
  private void replace(Cold badly) {
    if (!badly.beginAgain()) {
      cold.remove(badly);
      if (PART_LOGGED.compareAndSet(false, true)) {
        log(
            "A part of the networks runs on plain kernels: HotSpot compiles its vectors badly",
            null);
      }
    }
    lastProgress = clock;
  }

  /** Returns whether nothing is tried any more. */
  boolean hasGivenUp() {
    return givenUp;
  }

  private void giveUp(String reason, Throwable cause) {
    givenUp = true;
    logPlain(reason, cause);
  }

  /** Says once why networks run on plain kernels. */
  public static void logPlain(String reason, Throwable cause) {
    if (LOGGED.compareAndSet(false, true)) {
      log("Networks run on plain kernels: " + reason, cause);
    }
  }

  /** A logger is only looked for when there is something to log, as in {@code Backends}. */
  private static void log(String message, Throwable cause) {
    System.getLogger("dev.neurac").log(Level.INFO, message, cause);
  }
}
