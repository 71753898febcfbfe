package dev.neurac.benchmarks;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.opencl.ProductRate;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.train.Epoch;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What training costs on an OpenCL device, beside Java and beside PyTorch on the same GPU: epochs a
 * second of four networks in both schedules, and the rate of matrix products in every way that
 * there is.
 *
 * <p>{@code java … dev.neurac.benchmarks.OpenClBenchmark [seconds for each figure] [file]}; the
 * file is what {@code pytorch.py gpu} printed.
 */
public final class OpenClBenchmark {

  private static final String SCHEDULE = "neurac.opencl.schedule";

  /** Multiply-adds of a step above which a device that is no GPU, and Java, are left out. */
  private static final double MAX_FOR_CPU = 2e10;

  /** Multiply-adds of a step above which a single work group is left out. */
  private static final double MAX_FOR_SMALL = 1e9;

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

  /** PyTorch's figures by the names of the work; empty where there are none. */
  private final Map<String, String> pytorch;

  private final Accelerator device = Backends.openCl();
  private final Markdown table = new Markdown();

  private OpenClBenchmark(double seconds, Map<String, String> pytorch) {
    this.seconds = seconds;
    this.pytorch = pytorch;
  }

  /** Measures and prints tables. */
  public static void main(String... args) throws IOException {
    Backends.refusal()
        .ifPresent(
            reason -> {
              System.err.println("There is nothing to measure: " + reason);
              System.exit(1);
            });
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 3;
    new OpenClBenchmark(seconds, args.length > 1 ? figures(Path.of(args[1])) : Map.of()).run();
  }

  /** Reads lines of a name, a tab, and a figure. */
  private static Map<String, String> figures(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("\t", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private void run() {
    table.paragraph("* Device: %s", device.device().orElseThrow());
    table.paragraph(
        "* Java %s, %d processors", Runtime.version(), Runtime.getRuntime().availableProcessors());
    table.paragraph("* PyTorch, eager, float32, no TF32: %s", pytorch.getOrDefault("name", "none"));
    table.title("Training with Adam, epochs a second");
    table.header(
        "network",
        "rows",
        "batch",
        "Java",
        "OpenCL, wide",
        "OpenCL, small",
        "PyTorch",
        "OpenCL/PyTorch");
    training("20-128-256-4", OpenClBenchmark_PhoneNet.create(1), 1600, 8);
    training("20-128-256-4", OpenClBenchmark_PhoneNet.create(1), 1600, 256);
    training("784-128-10", OpenClBenchmark_PictureNet.create(1), 60_000, 512);
    training("4096-4096-4096-10", OpenClBenchmark_WideNet.create(1), 32_768, 4096);
    table.title("Matrix products, TFLOP/s, gathering the rows and keeping the results included");
    table.header(
        "size",
        "as chosen",
        "tiles",
        "large tiles",
        "registers",
        "elements",
        "PyTorch",
        "OpenCL/PyTorch");
    product(OpenClBenchmark_Product512Net.create(1), 512);
    product(OpenClBenchmark_Product1024Net.create(1), 1024);
    product(OpenClBenchmark_Product4096Net.create(1), 4096);
    System.out.print(table);
  }

  private void training(String name, Network net, int rows, int batch) {
    boolean cpu = isForCpu(net, batch);
    boolean small = work(net, batch) <= MAX_FOR_SMALL;
    OptionalDouble java = OptionalDouble.empty();
    OptionalDouble wide = OptionalDouble.empty();
    OptionalDouble narrow = OptionalDouble.empty();
    if (cpu || device.isGpu()) {
      Dataset data = data(net, rows);
      java = cpu ? epochs(Backend.JAVA, net, data, batch) : java;
      wide = with("wide", net, data, batch);
      narrow = small ? with("small", net, data, batch) : narrow;
    }
    OptionalDouble theirs = theirs(name + "/" + batch);
    double best = Math.max(wide.orElse(0), narrow.orElse(0));
    table.row(
        name,
        "" + rows,
        "" + batch,
        Markdown.number(java),
        Markdown.number(wide),
        Markdown.number(narrow),
        Markdown.number(theirs),
        Markdown.number(ratio(best, theirs)));
  }

  private void product(Network net, int size) {
    OptionalDouble theirs = theirs(size + "-" + size + "-" + size);
    OptionalDouble chosen = rate(net, size, "");
    table.row(
        size + "³",
        Markdown.number(chosen),
        Markdown.number(rate(net, size, "local")),
        Markdown.number(rate(net, size, "large")),
        Markdown.number(rate(net, size, "blocks")),
        Markdown.number(rate(net, size, "elements")),
        Markdown.number(theirs),
        Markdown.number(ratio(chosen.orElse(0), theirs)));
  }

  private OptionalDouble rate(Network net, int size, String way) {
    return device.isGpu() || isForCpu(net, size)
        ? OptionalDouble.of(ProductRate.of(net, size, way) / 1e12)
        : OptionalDouble.empty();
  }

  private OptionalDouble theirs(String name) {
    return pytorch.containsKey(name)
        ? OptionalDouble.of(Double.parseDouble(pytorch.get(name)))
        : OptionalDouble.empty();
  }

  private static OptionalDouble ratio(double ours, OptionalDouble theirs) {
    return ours == 0 || theirs.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours / theirs.getAsDouble());
  }

  private OptionalDouble epochs(Backend backend, Network net, Dataset data, int batch) {
    return OptionalDouble.of(1 / epochSeconds(backend, net, data, batch, seconds));
  }

  private OptionalDouble with(String schedule, Network net, Dataset data, int batch) {
    System.setProperty(SCHEDULE, schedule);
    try {
      return epochs(Backend.OPENCL, net, data, batch);
    } finally {
      System.clearProperty(SCHEDULE);
    }
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

  private static boolean isForCpu(Network net, int batch) {
    return work(net, batch) <= MAX_FOR_CPU;
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
