package dev.neurac.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few daemon threads that help a calling thread with the parts of one task at a time.
 *
 * <p>A caller that finds the pool busy (with another caller's task, or with the task that it is
 * itself a part of) does its parts alone; so nothing ever waits for the pool. Threads begin when
 * needed and end when long idle, and hold nothing of a task once it is done. Warm runs allocate
 * nothing.
 *
 * <p>Threads that wait for each other yield for a while before they park: on a machine with other
 * work to do, spinning would keep the very thread that is waited for from its processor (measured:
 * 34 µs for a split that otherwise takes 4).
 */
final class WorkerPool {

  /** How long a thread looks out for what it waits for before it parks: waking it takes longer. */
  private static final long YIELD_NANOS = 20_000;

  private final Thread[] workers;
  private final long keepAliveNanos;

  /** Held by the caller whose task runs. */
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The number of the run, then in the low 32 bits how many of its parts nobody has taken. While
   * that is not 0, the run cannot end; so whoever takes a part may rely on the fields below.
   */
  private final AtomicLong offer = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private Workers.Task task;
  private int parts;
  private Thread caller;

  /** Guarded by this. */
  private Throwable failure;

  /**
   * Makes a pool; no thread begins yet.
   *
   * @param threads how many threads share work, the caller's included, at least 1
   * @param keepAlive after how long without work a thread ends
   */
  WorkerPool(int threads, Duration keepAlive) {
    workers = new Thread[threads - 1];
    keepAliveNanos = keepAlive.toNanos();
  }

  /** Does all parts of a task; see {@link Workers#run}. */
  void run(int parts, Workers.Task task) {
    if (parts < 1) {
      throw new IllegalArgumentException("a task has at least 1 part, but was given " + parts);
    }
    if (parts == 1) {
      task.run(0, 1);
    } else if (workers.length > 0 && busy.compareAndSet(false, true)) {
      rethrow(runShared(parts, task));
    } else {
      rethrow(runAlone(parts, task));
    }
  }

  private static Throwable runAlone(int parts, Workers.Task task) {
    Throwable failure = null;
    for (int part = 0; part < parts; part++) {
      try {
        task.run(part, parts);
      } catch (Throwable e) {
        failure = join(failure, e);
      }
    }
    return failure;
  }

  private Throwable runShared(int parts, Workers.Task task) {
    int helpers = Math.min(parts - 1, workers.length);
    try {
      begin(helpers);
      this.task = task;
      this.parts = parts;
      caller = Thread.currentThread();
      unfinished.set(parts);
      long number = (offer.get() >>> 32) + 1;
      offer.set((number << 32) | (parts - 1));
      try {
        for (int i = 0; i < helpers; i++) {
          LockSupport.unpark(workers[i]);
        }
        runPart(0);
        while (runOfferedPart()) {}
      } finally {
        awaitOthers();
      }
      return takeFailure();
    } finally {
      this.task = null;
      caller = null;
      busy.set(false);
    }
  }

  /** Starts those of the first workers that have not begun yet, or have ended. */
  private void begin(int helpers) {
    for (int i = 0; i < helpers; i++) {
      if (workers[i] == null || !workers[i].isAlive()) {
        // Without the caller's thread locals and class loader, which it would keep alive.
        Thread worker = new Thread(null, this::work, "neurac-worker-" + (i + 1), 0, false);
        worker.setDaemon(true);
        worker.setContextClassLoader(WorkerPool.class.getClassLoader());
        worker.start();
        workers[i] = worker;
      }
    }
  }

  private void awaitOthers() {
    boolean interrupted = false;
    long start = System.nanoTime();
    while (unfinished.get() > 0) {
      if (System.nanoTime() - start < YIELD_NANOS) {
        Thread.yield();
      } else {
        LockSupport.park(this);
        // An interrupt would make every further park return at once; it is for the caller.
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a worker does until it has been idle for long. */
  private void work() {
    long idleSince = System.nanoTime();
    long idle = 0;
    while (idle < keepAliveNanos) {
      if (runOfferedPart()) {
        idleSince = System.nanoTime();
      } else if (idle < YIELD_NANOS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, keepAliveNanos);
        // A task may have left it behind, and park would not wait.
        Thread.interrupted();
      }
      idle = System.nanoTime() - idleSince;
    }
  }

  /** Takes a part and does it; returns false if none is on offer. */
  private boolean runOfferedPart() {
    long seen = offer.get();
    int untaken = (int) seen;
    while (untaken > 0) {
      if (offer.compareAndSet(seen, seen - 1)) {
        runPart(parts - untaken);
        return true;
      }
      seen = offer.get();
      untaken = (int) seen;
    }
    return false;
  }

  private void runPart(int part) {
    // Read first: after the last part the fields belong to the next run.
    Thread waiting = caller;
    try {
      task.run(part, parts);
    } catch (Throwable e) {
      addFailure(e);
    } finally {
      if (unfinished.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private synchronized void addFailure(Throwable e) {
    failure = join(failure, e);
  }

  private synchronized Throwable takeFailure() {
    Throwable taken = failure;
    failure = null;
    return taken;
  }

  private static Throwable join(Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }

  /** Throws what a task threw, be it checked or not: a task in another language may throw any. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    if (failure != null) {
      throw (T) failure;
    }
  }
}
