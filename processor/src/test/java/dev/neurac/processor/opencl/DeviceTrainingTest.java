package dev.neurac.processor.opencl;

import static dev.neurac.processor.opencl.Device.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Network;
import dev.neurac.train.DivergedException;
import dev.neurac.train.EarlyStopping;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings on an OpenCL device, and what they must withstand. */
class DeviceTrainingTest {

  @BeforeAll
  static void needDevice() {
    Device.assume();
  }

  private static float[] trained(UnaryOperator<Trainer> settings, int rows) {
    Network net = DeviceNetworks_DroppedNet.create(1);
    Dataset data = rows(net, rows, true);
    settings.apply(Trainer.of(net).backend(Backend.OPENCL).batchSize(8)).fit(data);
    return net.runtime().parameterArray();
  }

  /** Arrays move in a full collection; what the device made of them must not be lost by it. */
  @Test
  void collectionsChangeNothing() throws InterruptedException {
    UnaryOperator<Trainer> settings = trainer -> trainer.epochs(12);
    float[] calm = trained(settings, 2000);

    AtomicBoolean ended = new AtomicBoolean();
    List<byte[]> kept = new ArrayList<>();
    Thread pressure =
        new Thread(
            () -> {
              while (!ended.get()) {
                for (int i = 0; i < 200; i++) {
                  kept.add(new byte[10_000]);
                }
                kept.subList(0, kept.size() / 2).clear();
                System.gc();
                try {
                  Thread.sleep(3);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    pressure.start();
    float[] pressed;
    try {
      pressed = trained(settings, 2000);
    } finally {
      ended.set(true);
      pressure.join();
    }
    assertThat(pressed).isEqualTo(calm);
  }

  @Test
  void twoNetworksTrainInTwoThreads() throws InterruptedException, ExecutionException {
    float[] alone = trained(trainer -> trainer.epochs(5), 400);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<float[]> training = () -> trained(trainer -> trainer.epochs(5), 400);
      List<Future<float[]>> both = threads.invokeAll(List.of(training, training));
      assertThat(both.get(0).get()).isEqualTo(alone);
      assertThat(both.get(1).get()).isEqualTo(alone);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aTrainingThatIsTakenUpAgainEndsWithTheSameBits(@TempDir Path folder) throws IOException {
    float[] expected = trained(trainer -> trainer.epochs(4), 100);

    Network net = DeviceNetworks_DroppedNet.create(1);
    Dataset data = rows(net, 100, true);
    Trainer trainer = Trainer.of(net).backend(Backend.OPENCL).batchSize(8).epochs(4);
    Path within = folder.resolve("within.safetensors");
    trainer
        .checkpoints(folder, 5)
        .onEpoch(
            (epoch, control) -> {
              if (epoch.number() == 2) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(() -> trainer.fit(data)).hasMessage("killed");
    Files.copy(folder.resolve("last.safetensors"), within);

    Network again = DeviceNetworks_DroppedNet.create(7);
    Trainer.of(again).backend(Backend.OPENCL).batchSize(8).epochs(4).resumeFrom(within).fit(data);
    assertThat(again.runtime().parameterArray()).isEqualTo(expected);
  }

  @Test
  void divergenceIsFoundAndUndone() {
    Network net = DeviceNetworks_SmoothNet.create(1);
    float[] before = net.runtime().parameterArray().clone();
    Dataset data = rows(net, 40, false);
    DivergedException diverged =
        catchThrowableOfType(
            DivergedException.class,
            () ->
                Trainer.of(net)
                    .backend(Backend.OPENCL)
                    .optimizer(Sgd.of(1e30))
                    .batchSize(4)
                    .fit(data));
    assertThat(diverged).hasMessageContaining("again what they were when the epoch began");
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  @Test
  void missingNumbersAreNotHiddenByAMaximum() {
    Network net = DeviceNetworks_AwkwardNet.create(1);
    Dataset data = rows(net, 20, true);
    float[] features = data.features().clone();
    features[3 * data.featureSize()] = Float.NaN;
    int[] labels = new int[20];
    Arrays.setAll(labels, i -> i % 7);
    DivergedException diverged =
        catchThrowableOfType(
            DivergedException.class,
            () ->
                Trainer.of(net)
                    .backend(Backend.OPENCL)
                    .batchSize(20)
                    .fit(Dataset.ofClasses(features, data.featureSize(), labels, 7)));
    assertThat(diverged.place()).isEqualTo("features");
  }

  @Test
  void whatACallbackSetsCounts() {
    Device.assertTrainsAlike(
        () -> DeviceNetworks_SmoothNet.create(1),
        trainer ->
            trainer
                .optimizer(Adam.of(0.01))
                .epochs(3)
                .onEpoch((epoch, control) -> control.network().parameter("layer2.bias").set(7, -7)),
        rows(DeviceNetworks_SmoothNet.create(1), 40, false),
        1e-4);
  }

  @Test
  void stopsEarlyAndMeasuresOnTheDevice() {
    Network net = DeviceNetworks_SmoothNet.create(1);
    Dataset data = rows(net, 40, false);
    int epochs =
        Trainer.of(net)
            .backend(Backend.OPENCL)
            .optimizer(Adam.of(0.5))
            .epochs(200)
            .validation(rows(net, 20, false))
            .earlyStopping(EarlyStopping.of(3))
            .fit(data)
            .epochs()
            .size();
    assertThat(epochs).isBetween(4, 199);
  }

  /**
   * Networks are made, used on the device and dropped, in rounds. What is not freed makes every
   * round grow; what the JVM, the driver and others on the machine take meanwhile does not come in
   * all of them.
   */
  @Test
  void whatIsDroppedIsFreed() throws IOException {
    Dataset data = rows(DeviceNetworks_SmoothNet.create(1), 8, false);
    int networks = 15;
    use(networks, data);
    long smallestGrowth = Long.MAX_VALUE;
    for (int round = 0; round < 6; round++) {
      long before = residentKilobytes();
      use(networks, data);
      smallestGrowth = Math.min(smallestGrowth, residentKilobytes() - before);
    }
    assertThat(smallestGrowth).as("KB in each round").isLessThan(networks * 100);
  }

  private static void use(int networks, Dataset data) {
    for (int i = 0; i < networks; i++) {
      Network net = DeviceNetworks_SmoothNet.create(i);
      Trainer.of(net).backend(Backend.OPENCL).batchSize(4).metrics().fit(data);
      Device.onOpenCl(() -> net.predict(data.features()));
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
