package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerPoolTest {

  private final WorkerPool pool = pool(4);

  private static WorkerPool pool(int threads) {
    return new WorkerPool(threads, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "2, 1", "2, 2", "2, 9", "4, 1", "4, 3", "4, 4", "4, 100"})
  void everyPartRunsOnce(int threads, int parts) {
    AtomicIntegerArray runs = new AtomicIntegerArray(parts);
    pool(threads)
        .run(
            parts,
            (part, all) -> {
              assertThat(all).isEqualTo(parts);
              runs.incrementAndGet(part);
            });
    for (int part = 0; part < parts; part++) {
      assertThat(runs.get(part)).as("runs of part %d", part).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aTaskWithoutPartsIsRefused(int parts) {
    assertThatThrownBy(() -> pool.run(parts, (part, all) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 part")
        .hasMessageContaining(String.valueOf(parts));
  }

  @Test
  void theFirstPartRunsOnTheCaller() {
    Thread[] ranOn = new Thread[3];
    for (int i = 0; i < 100; i++) {
      pool.run(3, (part, parts) -> ranOn[part] = Thread.currentThread());
      assertThat(ranOn[0]).isSameAs(Thread.currentThread());
    }
  }

  @Test
  void partsRunAtOnceOnNamedDaemons() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch allHere = new CountDownLatch(4);
    pool.run(
        4,
        (part, parts) -> {
          if (part > 0) {
            names.add(Thread.currentThread().getName());
            assertThat(Thread.currentThread().isDaemon()).isTrue();
          }
          allHere.countDown();
          await(allHere);
        });
    assertThat(names)
        .containsExactlyInAnyOrder("neurac-worker-1", "neurac-worker-2", "neurac-worker-3");
  }

  /** Plain arrays, so that it also shows that each side sees what the other wrote. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void twentyThousandRunsComputeTheRightResults(int threads) {
    WorkerPool stressed = pool(threads);
    int[] in = new int[64];
    int[] out = new int[64];
    int[] shift = new int[1];
    Workers.Task task =
        (part, parts) -> {
          for (int i = Workers.offset(64, part, parts);
              i < Workers.offset(64, part + 1, parts);
              i++) {
            out[i] = in[i] + shift[0];
          }
        };
    for (int run = 0; run < 20_000; run++) {
      shift[0] = 7 * run;
      for (int i = 0; i < 64; i++) {
        in[i] = run ^ i;
      }
      stressed.run(1 + run % 7, task);
      for (int i = 0; i < 64; i++) {
        if (out[i] != (run ^ i) + 7 * run) {
          throw new AssertionError("run " + run + " left element " + i + " at " + out[i]);
        }
      }
      if (run % 1000 == 0) {
        // Long enough for the workers to park.
        sleep(1);
      }
    }
  }

  @Test
  void severalCallersAtOnceEachGetTheirOwnResult() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      Runnable calls =
          () -> {
            int[] squares = new int[10];
            for (int run = 0; run < 5000; run++) {
              int base = run;
              pool.run(10, (part, parts) -> squares[part] = (base + part) * (base + part));
              for (int part = 0; part < 10; part++) {
                assertThat(squares[part] == (run + part) * (run + part)).isTrue();
              }
            }
          };
      var done = IntStream.range(0, 4).<Future<?>>mapToObj(i -> callers.submit(calls)).toList();
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      callers.shutdown();
      callers.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aPartMayRunATask() {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      pool.run(
          6,
          (outer, parts) ->
              pool.run(5, (middle, p) -> pool.run(2, (inner, q) -> runs.incrementAndGet())));
    }
    assertThat(runs).hasValue(100 * 6 * 5 * 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 4", "4, 0", "4, 1", "4, 4"})
  void anExceptionReachesTheCallerAfterAllPartsEnded(int threads, int failing) {
    WorkerPool failed = pool(threads);
    AtomicInteger runs = new AtomicInteger();
    IllegalStateException thrown = new IllegalStateException("part " + failing);
    assertThatThrownBy(
            () ->
                failed.run(
                    5,
                    (part, parts) -> {
                      if (part == failing) {
                        throw thrown;
                      }
                      sleep(5);
                      runs.incrementAndGet();
                    }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(runs).hasValue(4);
    failed.run(5, (part, parts) -> runs.incrementAndGet());
    assertThat(runs).hasValue(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void furtherExceptionsAreSuppressed(int threads) {
    assertThatThrownBy(
            () ->
                pool(threads)
                    .run(
                        5,
                        (part, parts) -> {
                          throw new IllegalStateException("part " + part);
                        }))
        .isInstanceOf(IllegalStateException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(4));
  }

  @Test
  void oneExceptionThrownByAllPartsAndErrorsAndCheckedExceptionsPassToo() {
    IllegalStateException shared = new IllegalStateException("shared");
    assertThatThrownBy(
            () ->
                pool.run(
                    5,
                    (part, parts) -> {
                      throw shared;
                    }))
        .isSameAs(shared);
    for (Throwable thrown :
        new Throwable[] {new AssertionError("error"), new Exception("checked")}) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      5,
                      (part, parts) -> {
                        if (part == 3) {
                          WorkerPoolTest.<RuntimeException>hide(thrown);
                        }
                      }))
          .isSameAs(thrown);
    }
  }

  @Test
  void anInterruptOfTheCallerLosesNoWorkAndStaysPending() {
    AtomicInteger runs = new AtomicInteger();
    Thread.currentThread().interrupt();
    pool.run(
        4,
        (part, parts) -> {
          if (part > 0) {
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
          }
          runs.incrementAndGet();
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(4);
  }

  @Test
  void anInterruptThatATaskLeavesOnAWorkerDoesNoHarm() {
    for (int i = 0; i < 10; i++) {
      Thread caller = Thread.currentThread();
      AtomicInteger runs = new AtomicInteger();
      pool.run(
          4,
          (part, parts) -> {
            if (Thread.currentThread() != caller) {
              Thread.currentThread().interrupt();
            }
            runs.incrementAndGet();
          });
      assertThat(runs).hasValue(4);
      sleep(1);
    }
  }

  @Test
  void aTaskIsForgottenOnceItIsDone() {
    WeakReference<Workers.Task> forgotten = runSomeTask();
    for (int i = 0; i < 100 && forgotten.get() != null; i++) {
      System.gc();
      sleep(10);
    }
    assertThat(forgotten.get()).isNull();
  }

  private WeakReference<Workers.Task> runSomeTask() {
    byte[] held = new byte[8];
    Workers.Task task = (part, parts) -> held[part] = 1;
    pool.run(8, task);
    return new WeakReference<>(task);
  }

  @Test
  void workersTakeNothingFromTheThreadThatStartedThem() {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("caller's");
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    Thread caller = Thread.currentThread();
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    caller.setContextClassLoader(new ClassLoader("caller's", own) {});
    try {
      CountDownLatch allHere = new CountDownLatch(4);
      pool.run(
          4,
          (part, parts) -> {
            allHere.countDown();
            await(allHere);
            if (Thread.currentThread() != caller) {
              seen.add(String.valueOf(inherited.get()));
              seen.add(Thread.currentThread().getContextClassLoader());
            }
          });
    } finally {
      caller.setContextClassLoader(own);
    }
    assertThat(seen).containsExactlyInAnyOrder("null", WorkerPool.class.getClassLoader());
  }

  @Test
  void idleWorkersEndAndBeginAgain() throws InterruptedException {
    WorkerPool brief = new WorkerPool(2, Duration.ofMillis(20));
    for (int i = 0; i < 3; i++) {
      Thread[] ranOn = new Thread[2];
      CountDownLatch bothHere = new CountDownLatch(2);
      brief.run(
          2,
          (part, parts) -> {
            ranOn[part] = Thread.currentThread();
            bothHere.countDown();
            await(bothHere);
          });
      assertThat(ranOn[1]).isNotSameAs(Thread.currentThread());
      ranOn[1].join(10_000);
      assertThat(ranOn[1].isAlive()).isFalse();
    }
  }

  @Test
  void warmRunsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    WorkerPool warm = new WorkerPool(3, Duration.ofSeconds(30));
    Map<Long, Boolean> seen = new ConcurrentHashMap<>();
    CountDownLatch allHere = new CountDownLatch(3);
    warm.run(
        3,
        (part, parts) -> {
          seen.put(Thread.currentThread().getId(), true);
          allHere.countDown();
          await(allHere);
        });
    int[] sums = new int[16];
    Workers.Task task = (part, parts) -> sums[part] += part;
    for (int i = 0; i < 1000; i++) {
      warm.run(6, task);
    }
    long[] ids = seen.keySet().stream().mapToLong(Long::longValue).toArray();
    assertThat(ids).hasSize(3);
    threads.getThreadAllocatedBytes(ids);
    long[] before = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < 10_000; i++) {
      warm.run(6, task);
    }
    long[] after = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      // Reading the counters allocates a little on this thread.
      assertThat(after[i] - before[i]).as("bytes of thread %d", ids[i]).isLessThan(1000);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void hide(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
