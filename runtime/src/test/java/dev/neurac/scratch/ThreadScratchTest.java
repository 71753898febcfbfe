package dev.neurac.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadScratchTest {

  /** As a prediction does with whatever the predictions before it have left. */
  @ParameterizedTest
  @CsvSource({"10, 1000", "1000, 10", "1000, 1000", "0, 5", "5, 0", "4194304, 7"})
  void copiesDoNotTouchTheValuesOfThePredictionThatMakesThem(int values, int copies)
      throws Exception {
    inFreshThread(
        () -> {
          for (int[] sizes : new int[][] {{100, 1000}, {1000, 100}, {values, copies}}) {
            float[] array = ThreadScratch.forValues(sizes[0]);
            Arrays.fill(array, 0, sizes[0], 7);
            for (int product = 1; product <= 3; product++) {
              int size = sizes[1] * product / 3;
              float[] right = ThreadScratch.forCopies(size);
              int at = ThreadScratch.startOfCopies(right);
              Arrays.fill(right, at, at + size, 8);
            }
            float[] untouched = new float[sizes[0]];
            Arrays.fill(untouched, 7);
            assertThat(Arrays.equals(untouched, Arrays.copyOf(array, sizes[0]))).isTrue();
          }
        });
  }

  @Test
  void oneArrayServesBothOnceItIsLargeEnough() throws Exception {
    inFreshThread(
        () -> {
          ThreadScratch.forValues(300);
          float[] array = ThreadScratch.forCopies(200);
          assertThat(array).hasSize(501);
          assertThat(ThreadScratch.startOfCopies(array)).isEqualTo(300);
          ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          long thread = Thread.currentThread().getId();
          long least = Long.MAX_VALUE;
          for (int i = 0; i < 20; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            boolean same =
                ThreadScratch.forValues(300 - i) == array & ThreadScratch.forCopies(200) == array;
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            assertThat(same).isTrue();
          }
          assertThat(least).isZero();
        });
  }

  @Test
  void threadsHaveArraysOfTheirOwn() throws Exception {
    float[] here = ThreadScratch.forValues(10);
    inFreshThread(() -> assertThat(ThreadScratch.forValues(10)).isNotSameAs(here));
  }

  private static void inFreshThread(Runnable test) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture.runAsync(test, thread).get();
    } finally {
      thread.shutdown();
    }
  }
}
