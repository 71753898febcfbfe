package dev.neurac.runtime;

import java.time.Duration;

/**
 * The threads that share the work of large batches. There are as many as the machine has
 * processors, or as {@code -Dneurac.threads} says; they are daemons, begin with the first work that
 * is worth splitting and end when long idle.
 */
public final class Workers {

  /** A piece of work that can be split. */
  public interface Task {
    /**
     * Does one part of it.
     *
     * @param part from 0 up to {@code parts}
     */
    void run(int part, int parts);
  }

  private static final String SETTING = System.getProperty("neurac.threads");

  /** 0 where the setting is no number of threads: an error in here would name this class only. */
  private static final int THREADS = threadsOrNone(SETTING);

  private static final WorkerPool POOL =
      new WorkerPool(Math.max(1, THREADS), Duration.ofSeconds(10));

  /**
   * Multiply-adds below which handing a part to another thread costs more than it saves.
   *
   * <p>Measured on 2 cores with the vector kernels, in training steps of 20, 128, 256 and 4 values:
   * at 8 rows two parts of 280,000 took 31 µs where the whole took 26, since half of a few rows
   * fills vectors worse than all of them; at 256 rows two parts took 0.6 of the whole's time.
   */
  private static final long WORK_PER_PART = 500_000;

  private Workers() {}

  /**
   * Returns the number of threads that share work, the calling one included.
   *
   * @throws IllegalArgumentException if {@code -Dneurac.threads} is no whole number of at least 1
   */
  public static int threads() {
    return THREADS > 0 ? THREADS : threads(SETTING, 1);
  }

  /**
   * Returns into how many parts so many multiply-adds are split: 1 if they are few.
   *
   * @throws IllegalArgumentException as {@link #threads()}
   */
  public static int parts(long work) {
    return (int) Math.max(1, Math.min(threads(), work / WORK_PER_PART));
  }

  private static int threadsOrNone(String setting) {
    try {
      return threads(setting, Runtime.getRuntime().availableProcessors());
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** Returns where part {@code part} of {@code parts} begins in {@code length} elements. */
  public static int offset(int length, int part, int parts) {
    return (int) ((long) length * part / parts);
  }

  /**
   * Does all parts of a task, the first on the calling thread; returns when all have ended.
   *
   * <p>Any number of threads may call it at once, and a part may call it again. Whatever the caller
   * wrote before, every part sees; what the parts wrote, the caller sees. If parts throw, the rest
   * are done all the same, then one of the exceptions is thrown with the others as suppressed ones.
   * An interrupt of the caller stops nothing and stays pending.
   *
   * @param parts at least 1; there may be more than {@link #threads()}
   */
  public static void run(int parts, Task task) {
    POOL.run(parts, task);
  }

  /** Returns the number of threads that a setting asks for, or without one all processors. */
  static int threads(String setting, int processors) {
    if (setting == null) {
      return processors;
    }
    int threads = 0;
    try {
      threads = Integer.parseInt(setting.strip());
    } catch (NumberFormatException e) {
      // Said below.
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "-Dneurac.threads is a whole number of at least 1, but is \"" + setting + "\"");
    }
    return threads;
  }
}
