package dev.neurac.runtime;

/**
 * The threads that share the work of large batches. There are as many as the machine has
 * processors, or as {@code -Dneurac.threads} says; they are daemons and begin with the first work
 * that is worth splitting.
 */
public final class Workers {

  /** A piece of work that can be split. */
  public interface Task {
    /** Does one part of it. */
    void run(int part, int parts);
  }

  private static final int THREADS = configuredThreads();

  /** Multiply-adds below which handing a part to another thread costs more than it saves. */
  private static final long WORK_PER_PART = 100_000;

  private Workers() {}

  /** Returns the number of threads that share work, the calling one included. */
  public static int threads() {
    return THREADS;
  }

  /** Returns into how many parts so many multiply-adds are split: 1 if they are few. */
  public static int parts(long work) {
    return (int) Math.max(1, Math.min(THREADS, work / WORK_PER_PART));
  }

  /** Returns where part {@code part} of {@code parts} begins in {@code length} elements. */
  public static int begin(int length, int part, int parts) {
    return (int) ((long) length * part / parts);
  }

  /** Does all parts of a task, one of them on the calling thread; returns when all have ended. */
  public static void run(int parts, Task task) {
    throw new UnsupportedOperationException();
  }

  private static int configuredThreads() {
    return Integer.getInteger("neurac.threads", Runtime.getRuntime().availableProcessors());
  }
}
