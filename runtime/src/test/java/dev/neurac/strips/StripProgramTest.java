package dev.neurac.strips;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.neurac.warmup.WarmUp;
import dev.neurac.warmup.WarmUpThread;
import dev.neurac.warmup.Widths;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When programs run, and what a run leaves behind. */
class StripProgramTest {

  private static final String SOFTMAX =
      " set $max -Infinity max $max b1 set $sum 0.0 store exp - b1 $max sum $sum b0"
          + " store / b0 $sum";

  /** What waits to be done, and what to do once code is compiled. */
  private static final class Deferred implements WarmUp {
    final Queue<Runnable> works = new ArrayDeque<>();
    final Queue<Runnable> compiled = new ArrayDeque<>();

    @Override
    public void compile(Code code, Runnable whenCompiled) {
      compiled.add(whenCompiled);
    }

    @Override
    public void run(Runnable work) {
      works.add(work);
    }
  }

  @AfterEach
  void off() {
    StripLibrary.current = null;
  }

  @Test
  void programsWaitForTheirPrimitivesToBeCompiled() {
    StripProgram program = StripProgram.of("1 8 store * b0 f1:8");
    assertThat(program.isReady(1000)).as("while nothing is switched on").isFalse();
    Deferred warmUp = new Deferred();
    StripLibrary.current = new StripLibrary(Widths.widest(), warmUp);
    assertThat(warmUp.works).as("nothing is requested").isEmpty();
    assertThat(program.isReady(1000)).as("before it is read").isFalse();
    assertThat(program.isReady(1000)).isFalse();
    assertThat(warmUp.works).as("it is requested once").hasSize(1);
    warmUp.works.remove().run();
    assertThat(program.isReady(1)).as("for a row that does not pay").isFalse();
    assertThat(warmUp.works).as("nothing is compiled for that").isEmpty();
    assertThat(program.isReady(1000)).as("before its primitives are warm").isFalse();
    assertThat(program.isReady(1000)).isFalse();
    assertThat(warmUp.works).as("they are requested once").hasSize(1);
    warmUp.works.remove().run();
    assertThat(warmUp.compiled).as("one primitive").hasSize(1);
    assertThat(program.isReady(1000)).as("while it is compiled").isFalse();
    warmUp.compiled.remove().run();
    assertThat(program.isReady(1000)).as("warm").isTrue();
    assertThat(program.isReady(1)).as("for a row that does not pay").isFalse();
    float[] y = {1, 2, 3, 4, 5, 6, 7, 8};
    program.on(y, 0).and(new float[] {2, 2, 2, 2, 3, 3, 3, 3}, 0).run(0, 1);
    assertThat(y).containsExactly(2, 4, 6, 8, 15, 18, 21, 24);
    StripLibrary.current = null;
    assertThat(program.isReady(1000)).as("switched off").isFalse();
  }

  /** The place of an element in its vector, and the element of a vector at a place. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 10, 207, 2000})
  void vectorsHavePlaces(int n) {
    StripLibrary.current = StripLibrary.cold(Widths.widest());
    StripProgram ones = StripProgram.of("1 " + n + " store == i r1:1 1.0 0.0");
    StripProgram chosen = StripProgram.of("1 " + n + " storeVector + at b1 r2:1 0.5");
    assertThat(ones.isReady(1) && chosen.isReady(1)).isTrue();
    Random random = new Random(n);
    int rows = 33;
    float[] x = values(random, rows * n);
    float[] places = new float[rows];
    float[] expectedOnes = new float[rows * n];
    float[] expectedChosen = new float[rows];
    for (int row = 0; row < rows; row++) {
      int place = random.nextInt(n);
      places[row] = place;
      expectedOnes[row * n + place] = 1;
      expectedChosen[row] = x[row * n + place] + 0.5f;
    }
    float[] y = new float[rows * n];
    float[] z = new float[rows];
    for (int[] part : new int[][] {{0, 1}, {1, 6}, {6, rows}}) {
      ones.on(y, 0).and(places, 0).run(part[0], part[1]);
      chosen.on(z, 0).and(x, 0).and(places, 0).run(part[0], part[1]);
    }
    assertThat(y).containsExactly(expectedOnes);
    assertThat(z).containsExactly(expectedChosen);
  }

  /** Once warm, whether a block is worked on in place, copied to strips, or one of many. */
  @ParameterizedTest
  @ValueSource(ints = {3, 10, 64, 207, 2000})
  void nothingIsAllocated(int n) {
    StripLibrary.current = new StripLibrary(Widths.widest(), new WarmUpThread());
    StripProgram program = StripProgram.of("1 " + n + SOFTMAX);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!program.isReady(1000)) {
      assertThat(System.nanoTime()).as("primitives are compiled").isLessThan(deadline);
      Thread.onSpinWait();
    }
    float[] x = values(new Random(1), 33 * n);
    float[] y = new float[33 * n];
    Runnable runs =
        () -> {
          program.on(y, 0).and(x, 0).run(0, 33);
          program.on(y, 0).and(x, 0).run(5, 6);
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    runs.run();
    long allocated = 1;
    for (int attempt = 0; attempt < 200 && allocated > 0; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        runs.run();
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // A vector in each run would be thousands of bytes; now and then HotSpot has some for itself.
      assertThat(allocated).isLessThan(1000);
    }
    assertThat(allocated).isZero();
  }

  @Test
  void threadsRunAProgramAtOnce() throws Exception {
    StripLibrary.current = StripLibrary.cold(Widths.widest());
    StripProgram program = StripProgram.of("1 10" + SOFTMAX);
    StripProgram wider = StripProgram.of("1 300" + SOFTMAX);
    assertThat(program.isReady(1) && wider.isReady(1)).isTrue();
    float[] x = values(new Random(1), 40 * 300);
    float[] expected = new float[40 * 10];
    float[] expectedWider = new float[40 * 300];
    program.on(expected, 0).and(x, 0).run(0, 40);
    wider.on(expectedWider, 0).and(x, 0).run(0, 40);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        tasks.add(
            () -> {
              for (int i = 0; i < 20; i++) {
                float[] y = new float[40 * 10];
                program.on(y, 0).and(x, 0).run(0, 40);
                assertThat(y).isEqualTo(expected);
                float[] w = new float[40 * 300];
                wider.on(w, 0).and(x, 0).run(0, 40);
                assertThat(w).isEqualTo(expectedWider);
              }
              return null;
            });
      }
      for (Future<Void> result : pool.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void costlyProgramsPaySooner() {
    StripLibrary library = StripLibrary.cold(128);
    int bias = StripAssembler.assemble("1 4 store + b0 f1:4", library).minRows;
    int tanh = StripAssembler.assemble("1 4 store tanh b1", library).minRows;
    int wide = StripAssembler.assemble("1 256 store + b0 f1:256", library).minRows;
    assertThat(bias).isGreaterThan(tanh);
    assertThat(tanh).isGreaterThan(wide);
    assertThat(wide).isBetween(1, 3);
  }

  private static float[] values(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt(9) == 0 ? -0f : (float) random.nextGaussian();
    }
    Arrays.fill(values, 0, Math.min(2, length), -0f);
    return values;
  }
}
