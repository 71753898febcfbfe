package dev.neurac.strips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.neurac.warmup.Widths;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How buffers are bound, and what stays of them. */
class StripFrameTest {

  @BeforeEach
  void on() {
    StripLibrary.current = StripLibrary.cold(Widths.widest());
  }

  @AfterEach
  void off() {
    StripLibrary.current = null;
  }

  private static StripProgram program(String text) {
    StripProgram program = StripProgram.of(text);
    if (!program.isReady(1)) {
      throw new AssertionError(text);
    }
    return program;
  }

  @Test
  void aProgramHasAsManyBuffersAsItNames() {
    StringBuilder text = new StringBuilder("1 5 store b1");
    for (int b = 2; b <= 20; b++) {
      text.insert("1 5 store ".length(), "+ ").append(" b").append(b);
    }
    float[] sums = new float[10];
    StripFrame frame = program(text.toString()).on(sums, 0);
    for (int b = 1; b <= 20; b++) {
      float[] tens = new float[11];
      Arrays.fill(tens, 10 * b);
      frame.and(tens, 1);
    }
    frame.run(0, 2);
    assertThat(sums).containsOnly(10 * 210);
  }

  @Test
  void buffersAreCounted() {
    StripProgram program = program("1 4 store + b1 b2");
    float[] some = new float[4];
    StripFrame frame = program.on(some, 0).and(some, 0);
    assertThatThrownBy(() -> frame.run(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the program works on 3 buffers, but 2 are bound");
    frame.and(some, 0);
    assertThatThrownBy(() -> frame.and(some, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the program works on 3 buffers, but 4 are bound");
    frame.run(0, 1);
    assertThatThrownBy(() -> frame.run(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bind its buffers again");
  }

  @Test
  void aProgramThatIsNotReadyIsNotRun() {
    assertThatThrownBy(() -> StripProgram.of("1 4 store b1").on(new float[4], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("isReady has not returned true");
  }

  /** More runs at once than a set of waiting frames has places. */
  @Test
  void aThreadBindsManyRunsBeforeItRunsThem() {
    StripProgram program = program("1 3 set $sum 0.0 sum $sum b1 store + b1 $sum");
    float[] x = {1, 2, 3};
    for (int repeat = 0; repeat < 2; repeat++) {
      List<float[]> results = new ArrayList<>();
      List<StripFrame> frames = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        results.add(new float[3]);
        frames.add(program.on(results.get(i), 0).and(x, 0));
      }
      frames.forEach(frame -> frame.run(0, 1));
      assertThat(results).allSatisfy(y -> assertThat(y).containsExactly(7, 8, 9));
    }
  }

  /** As where there are more threads than places for frames. */
  @Test
  void aThreadWhosePlaceIsTakenAllocatesNothingEither() throws Exception {
    StripProgram program = program("1 10 set $sum 0.0 sum $sum b1 storeVector $sum");
    float[] x = new float[330];
    Arrays.fill(x, 0.5f);
    Runnable runs =
        () -> {
          float[] y = new float[33];
          for (int i = 0; i < 100; i++) {
            program.on(y, 0).and(x, 0).run(0, 33);
          }
          assertThat(y).containsOnly(5);
        };
    runs.run();
    Thread owner = Thread.currentThread();
    long[] allocated = new long[2];
    List<Throwable> failures = new ArrayList<>();
    Runnable measured =
        () -> {
          ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          runs.run();
          StripFrame another = program.on(x.clone(), 0).and(x, 0);
          runs.run();
          another.run(0, 33);
          for (int i = 0; i < 2; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            runs.run();
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
          }
        };
    Thread second = new Thread(measured);
    while ((second.getId() - owner.getId()) % 256 != 0) {
      second = new Thread(measured);
    }
    second.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    second.start();
    second.join();
    assertThat(failures).isEmpty();
    assertThat(allocated[1]).as("its own array, no frame").isLessThan(4000);
  }

  /** A small program after a large one, and the other way round, on one frame. */
  @Test
  void programsOfAllSizesShareAFrame() {
    StripProgram small = program("1 1 store + b1 b1");
    StripProgram large = program("1 1500 set $sum 0.0 sum $sum b1 store exp - * b1 $sum tanh b1");
    float[] x = new float[1500];
    float[] first = new float[1500];
    large.on(first, 0).and(x, 0).run(0, 1);
    for (int i = 0; i < 3; i++) {
      float[] y = new float[1500];
      small.on(y, 7).and(new float[] {21}, 0).run(0, 1);
      assertThat(y[7]).isEqualTo(42);
      large.on(y, 0).and(x, 0).run(0, 1);
      assertThat(y).isEqualTo(first);
    }
  }

  @Test
  void nothingKeepsTheBuffersOfARun() throws Exception {
    StripProgram program = program("1 16 store + b1 f2:16");
    float[] y = new float[64];
    WeakReference<float[]> done = new WeakReference<>(new float[64]);
    program.on(y, 0).and(done.get(), 0).and(new float[16], 0).run(0, 4);
    assertIsCollected(done);
  }

  @Test
  void nothingKeepsTheBuffersOfARunThatFails() throws Exception {
    StripProgram program = program("1 16 store + b1 f2:16");
    float[] y = new float[64];
    WeakReference<float[]> failed = new WeakReference<>(new float[63]);
    assertThatThrownBy(() -> program.on(y, 0).and(failed.get(), 0).and(new float[16], 0).run(0, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertIsCollected(failed);
    program.on(y, 0).and(new float[64], 0).and(new float[16], 0).run(0, 4);
  }

  /** As where an application server takes an application down, but not its threads. */
  @Test
  void aThreadThatLivesOnKeepsNoClassInMemory() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      List<URL> path = new ArrayList<>();
      for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
        path.add(Path.of(each).toUri().toURL());
      }
      WeakReference<ClassLoader> undeployed = runInApplication(path, thread);
      assertIsCollected(undeployed);
    } finally {
      thread.shutdownNow();
    }
  }

  private static WeakReference<ClassLoader> runInApplication(List<URL> path, ExecutorService thread)
      throws Exception {
    try (URLClassLoader application =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Method run =
          application.loadClass(StripFrameTest.class.getName()).getDeclaredMethod("runOnce");
      run.setAccessible(true);
      thread.submit(() -> run.invoke(null)).get();
      return new WeakReference<>(application);
    }
  }

  /** Called in the application, where AssertJ would keep classes in memory. */
  private static void runOnce() {
    StripLibrary.current = StripLibrary.cold(128);
    StripProgram program = program("1 10 store + b0 b1");
    float[] y = new float[10];
    program.on(y, 0).and(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0).run(0, 1);
    if (y[9] != 10) {
      throw new AssertionError(Arrays.toString(y));
    }
  }

  private static void assertIsCollected(Reference<?> reference) throws InterruptedException {
    for (int attempt = 0; attempt < 100 && reference.get() != null; attempt++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(reference.get()).isNull();
  }
}
