package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.train.Adam;
import dev.neurac.train.Epoch;
import dev.neurac.train.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What training costs on an OpenCL device beside Java: epochs a second of four networks in both
 * schedules, and what becomes of a matrix product in local memory, in registers and by elements.
 *
 * <p>{@code java … dev.neurac.benchmarks.OpenClBenchmark [seconds for each figure] [all]}; with
 * {@code all}, what would take minutes on a CPU is not left out there.
 */
public final class OpenClBenchmark {

  private static final String SCHEDULE = "neurac.opencl.schedule";
  private static final String TILES = "neurac.opencl.tiles";

  /** Multiply-adds of a step above which a device that is no GPU, and Java, are left out. */
  private static final double MOST_FOR_CPU = 2e10;

  /** Multiply-adds of a step above which a single work group is left out. */
  private static final double MOST_FOR_SMALL = 1e9;

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 20, out = 128, act = RELU)
  @Layer(out = 256, act = RELU)
  @Layer(out = 4)
  interface Phone extends Network {}

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 784, out = 128, act = RELU)
  @Layer(out = 10)
  interface Picture extends Network {}

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 4096, out = 4096, act = RELU)
  @Layer(out = 4096, act = RELU)
  @Layer(out = 10)
  interface Wide extends Network {}

  /** A step is two products of the sizes of its batch: forward, and the gradient of the weights. */
  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 512, out = 512)
  interface Product512 extends Network {}

  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 1024, out = 1024)
  interface Product1024 extends Network {}

  @Model(loss = MEAN_SQUARED_ERROR)
  @Layer(in = 4096, out = 4096)
  interface Product4096 extends Network {}

  private final double seconds;
  private final boolean all;
  private final Accelerator device = Backends.openCl();

  private OpenClBenchmark(double seconds, boolean all) {
    this.seconds = seconds;
    this.all = all;
  }

  /** Measures and prints tables. */
  public static void main(String... args) {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 3;
    boolean all = args.length > 1 && args[1].equals("all");
    System.out.println(Backends.describe());
    new OpenClBenchmark(seconds, all).run();
  }

  private void run() {
    System.out.printf("%nEpochs a second%n%n");
    System.out.println("| network | rows | batch | java | opencl, wide | opencl, small |");
    System.out.println("|---|---|---|---|---|---|");
    training(OpenClBenchmark_PhoneNet.create(1), 1600, 8);
    training(OpenClBenchmark_PhoneNet.create(1), 1600, 256);
    training(OpenClBenchmark_PictureNet.create(1), 60_000, 512);
    training(OpenClBenchmark_WideNet.create(1), 8192, 4096);
    System.out.printf("%nMatrix products, TFLOP/s, transfers and update included%n%n");
    System.out.println("| size | java | local memory | registers | elements |");
    System.out.println("|---|---|---|---|---|");
    product(OpenClBenchmark_Product512Net.create(1), 512);
    product(OpenClBenchmark_Product1024Net.create(1), 1024);
    product(OpenClBenchmark_Product4096Net.create(1), 4096);
  }

  private void training(Network net, int rows, int batch) {
    Dataset data = data(net, rows);
    boolean cpu = isForCpu(net, batch);
    boolean small = work(net, batch) <= MOST_FOR_SMALL;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %s |%n",
        net.runtime().architecture().name(),
        rows,
        batch,
        cpu ? epochs(Backend.JAVA, net, data, batch) : "–",
        cpu || device.isGpu() ? with(SCHEDULE, "wide", net, data, batch) : "–",
        small ? with(SCHEDULE, "small", net, data, batch) : "–");
  }

  private static String epochs(Backend backend, Network net, Dataset data, int batch, double s) {
    return String.format(Locale.ROOT, "%.3g", 1 / epochSeconds(backend, net, data, batch, s));
  }

  private String epochs(Backend backend, Network net, Dataset data, int batch) {
    return epochs(backend, net, data, batch, seconds);
  }

  private String with(String property, String value, Network net, Dataset data, int batch) {
    System.setProperty(property, value);
    try {
      return epochs(Backend.OPENCL, net, data, batch);
    } finally {
      System.clearProperty(property);
    }
  }

  private void product(Network net, int size) {
    Dataset data = data(net, 4 * size);
    boolean cpu = isForCpu(net, size);
    StringBuilder line = new StringBuilder("| " + size + " | ");
    line.append(cpu ? teraflops(Backend.JAVA, net, data, size) : "–");
    for (String tiles : List.of("local", "blocks", "elements")) {
      System.setProperty(TILES, tiles);
      System.setProperty(SCHEDULE, "wide");
      line.append(" | ");
      line.append(cpu || device.isGpu() ? teraflops(Backend.OPENCL, net, data, size) : "–");
      System.clearProperty(TILES);
      System.clearProperty(SCHEDULE);
    }
    System.out.println(line.append(" |"));
  }

  private String teraflops(Backend backend, Network net, Dataset data, int size) {
    double steps = Math.ceil((double) data.size() / size);
    double flops = steps * 2 * 2.0 * size * size * size;
    double each = epochSeconds(backend, net, data, size, seconds);
    return String.format(Locale.ROOT, "%.4g", flops / each / 1e12);
  }

  /** Returns how long the fastest epoch took, in so much time that all of them had. */
  private static double epochSeconds(
      Backend backend, Network net, Dataset data, int batch, double seconds) {
    long began = System.nanoTime();
    return Trainer.of(net)
        .backend(backend)
        .optimizer(Adam.of(1e-3))
        .batchSize(batch)
        .epochs(Integer.MAX_VALUE)
        .metrics()
        .onEpoch(
            (epoch, control) -> {
              // The first ones try the schedules, and compile.
              if (epoch.number() > 3 && System.nanoTime() - began > seconds * 1e9) {
                control.stop();
              }
            })
        .fit(data)
        .epochs()
        .stream()
        .mapToDouble(Epoch::seconds)
        .min()
        .orElseThrow();
  }

  private boolean isForCpu(Network net, int batch) {
    return all || work(net, batch) <= MOST_FOR_CPU;
  }

  private static double work(Network net, int batch) {
    return 3.0 * net.runtime().program().predictionWork() * batch;
  }

  private static Dataset data(Network net, int rows) {
    Architecture architecture = net.runtime().architecture();
    SplittableRandom random = new SplittableRandom(1);
    float[] features = random(random, rows * architecture.inputSize());
    int out = architecture.outputSize();
    if (out > 16) {
      return Dataset.of(features, architecture.inputSize(), random(random, rows * out), out);
    }
    int[] classes = random.ints(rows, 0, out).toArray();
    return Dataset.ofClasses(features, architecture.inputSize(), classes, out);
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
