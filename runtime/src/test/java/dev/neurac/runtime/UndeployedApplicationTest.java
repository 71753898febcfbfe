package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Metric;
import dev.neurac.train.DenseNetwork;
import dev.neurac.train.Trainer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** An application server's thread outlives an application; it must not keep it in memory. */
class UndeployedApplicationTest {

  private static final int ROWS = 2000;
  private static final int WIDTH = 100;

  /** What an application does in a request: predicts in one part and in several, and trains. */
  public static final class Request implements Runnable {
    @Override
    public void run() {
      Network linear = LinearProgram.network(WIDTH, WIDTH, 1);
      linear.predict(new float[WIDTH]);
      linear.predict(new float[WIDTH * ROWS]);
      DenseNetwork network = DenseNetwork.of(Loss.CROSS_ENTROPY, WIDTH, 2);
      Dataset rows = Dataset.ofClasses(new float[WIDTH * ROWS], WIDTH, new int[ROWS], 2);
      Trainer.of(network).metrics(Metric.F1_MACRO).fit(rows);
    }
  }

  /** Workers end ten seconds after their last work; they are the application's own. */
  @Test
  void nothingIsLeftBehind() throws Exception {
    assertThat(isCollected(Request.class, 30)).isTrue();
  }

  /** Holds the application in a thread local of its own, to see that the test would notice. */
  public static final class Leaking implements Runnable {
    private static final ThreadLocal<Leaking> SELF = new ThreadLocal<>();

    @Override
    public void run() {
      SELF.set(this);
    }
  }

  @Test
  void anApplicationThatIsHeldIsNoticed() throws Exception {
    assertThat(isCollected(Leaking.class, 1)).isFalse();
  }

  private static boolean isCollected(Class<? extends Runnable> request, int seconds)
      throws Exception {
    ExecutorService server = Executors.newFixedThreadPool(1);
    try {
      WeakReference<ClassLoader> application = deployed(server, request.getName());
      for (int round = 0; round < 10 * seconds && application.get() != null; round++) {
        System.gc();
        Thread.sleep(100);
      }
      return application.get() == null;
    } finally {
      server.shutdown();
    }
  }

  private static WeakReference<ClassLoader> deployed(ExecutorService server, String request)
      throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(path).toUri().toURL());
    }
    try (URLClassLoader application =
        new URLClassLoader(
            "application", urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Runnable task =
          (Runnable) application.loadClass(request).getDeclaredConstructor().newInstance();
      for (int i = 0; i < 3; i++) {
        server.submit(task).get();
      }
      return new WeakReference<>(application);
    } finally {
      server.submit(() -> {}).get(); // The worker forgets its last task with the next one.
    }
  }
}
