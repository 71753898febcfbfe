package dev.neurac.benchmarks;

import java.util.concurrent.TimeUnit;

/** Runs our work until HotSpot has compiled what it runs, vector instructions included. */
public final class Warm {

  private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  /** Vectors are compiled by this thread; it ends when nothing is left to compile. */
  private static final String COMPILING = "neurac-warm-up";

  /** How long it may take until compiling begins, which it does after so much work. */
  private static final long BEGUN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(40);

  private static boolean begun;

  private Warm() {}

  /** Runs some work again and again until it is warm. */
  public static void up(Runnable work) {
    long start = System.nanoTime();
    long now = start;
    long compiled = start;
    while (now - start < MAX_NANOS
        && (now - start < (begun ? MIN_NANOS : BEGUN_NANOS) || now - compiled < QUIET_NANOS)) {
      for (long until = now + QUIET_NANOS / 8; now < until; now = System.nanoTime()) {
        work.run();
      }
      if (isCompiling()) {
        compiled = now;
        begun = true;
      }
    }
  }

  private static boolean isCompiling() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(COMPILING));
  }
}
