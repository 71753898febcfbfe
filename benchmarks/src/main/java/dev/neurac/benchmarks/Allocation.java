package dev.neurac.benchmarks;

import dev.neurac.train.TrainingBenchmark;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Counts the bytes that predictions and training steps allocate once they are warm. JMH's own
 * allocation is measured along by its profiler, which hides zero; here nothing else runs.
 */
final class Allocation {

  static final List<String> PREDICTIONS =
      List.of("20-128-256-4/1", "784-128-10/1", "2-10-1/1", "20-128-256-4/400");
  static final List<String> STEPS = List.of("20-128-256-4/8", "20-128-256-4/256", "784-128-10/64");
  static final List<String> OPTIMIZERS = List.of("Sgd", "Adam");

  private static final int CALLS = 100;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Prints a line of {@code figures.tsv} for each work, the value in bytes for one call. */
  public static void main(String[] args) {
    for (String work : PREDICTIONS) {
      PredictionBenchmark benchmark = new PredictionBenchmark();
      benchmark.work = work;
      benchmark.prepare();
      print("Allocation.predict", "work=" + work, benchmark::predict);
    }
    for (String optimizer : OPTIMIZERS) {
      for (String work : STEPS) {
        TrainingBenchmark benchmark = new TrainingBenchmark();
        benchmark.work = work;
        benchmark.optimizer = optimizer;
        benchmark.prepare();
        print("Allocation.step", "optimizer=" + optimizer + ",work=" + work, benchmark::step);
      }
    }
  }

  private static void print(String name, String parameters, Runnable call) {
    System.out.printf(
        "%s\t%s\t%d\t%d\t%s%n",
        name, parameters, Runtime.version().feature(), Work.threads(), bytes(call));
  }

  /** Returns the least of some counts: now and then the JVM itself allocates something. */
  private static double bytes(Runnable call) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      least = Math.min(least, count(call));
    }
    return (double) least / CALLS;
  }

  private static long count(Runnable call) {
    long[] threads = THREADS.getAllThreadIds();
    long[] before = THREADS.getThreadAllocatedBytes(threads);
    long[] unchanged = THREADS.getThreadAllocatedBytes(threads);
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    long[] after = THREADS.getThreadAllocatedBytes(threads);
    // Reading the counts allocates, too: as much between the first two as between the last two.
    return sum(after) - sum(unchanged) - (sum(unchanged) - sum(before));
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
