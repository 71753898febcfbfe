package dev.neurac.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what the vector module does to the first training of a process, from short ones, for
 * which compiling vector code never pays, to long ones: each in a process of its own, with the
 * module and without, in turns.
 *
 * <pre>
 * java -cp target/classes:$(&lt;target/classpath) dev.neurac.benchmarks.FirstTraining
 * </pre>
 *
 * <p>{@code -Dlengths=0.1,1,10} says how many seconds the trainings take in plain code, about;
 * {@code -Drounds=5} how often each is measured, and {@code -Dworks=16-128-26/64} what is trained.
 */
final class FirstTraining {

  private static final int ROWS = 16_000;

  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  private static final double[] LENGTHS =
      Arrays.stream(System.getProperty("lengths", "0.1,0.3,1,2,4,8,20,60").split(","))
          .mapToDouble(Double::parseDouble)
          .toArray();

  private static final String[] WORKS =
      System.getProperty("works", "16-128-26/64,20-128-256-4/8").split(",");

  private FirstTraining() {}

  /** What a process took: seconds of the training, of all its threads, and the last loss. */
  private record Taken(double seconds, double processor, String loss) {}

  /** Prints, for each network and length, the medians of both kinds and their ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("-train")) {
      train(Work.parse(args[1]), Integer.parseInt(args[2]));
      return;
    }
    System.out.println("| Network | epochs | plain s | vectors s | time | processor | bits |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String work : WORKS) {
      double most = run(work, 120, false).seconds();
      double least = run(work, 20, false).seconds();
      double epoch = (most - least) / 100;
      for (double length : LENGTHS) {
        int epochs = Math.max(1, (int) Math.round(length / epoch));
        List<Taken> plain = new ArrayList<>();
        List<Taken> vectors = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          plain.add(run(work, epochs, false));
          vectors.add(run(work, epochs, true));
        }
        boolean same =
            plain.stream().map(Taken::loss).distinct().count() == 1
                && plain.get(0).loss().equals(vectors.get(0).loss());
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %.2f | %.2f | %.2f | %.2f | %s |%n",
            work,
            epochs,
            seconds(plain),
            seconds(vectors),
            seconds(vectors) / seconds(plain),
            processor(vectors) / processor(plain),
            same ? "same" : "differ");
      }
    }
  }

  private static double seconds(List<Taken> all) {
    return median(all.stream().mapToDouble(Taken::seconds).toArray());
  }

  private static double processor(List<Taken> all) {
    return median(all.stream().mapToDouble(Taken::processor).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static Taken run(String work, int epochs, boolean vectors)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (vectors) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstTraining.class.getName(), "-train", work, "" + epochs));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
    String[] parts = printed.split(" ");
    return new Taken(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), parts[2]);
  }

  private static void train(Work work, int epochs) {
    Work rows = new Work(work.sizes(), ROWS);
    Network network = rows.network();
    Dataset data =
        Dataset.ofClasses(rows.features(), rows.inputSize(), rows.classes(), rows.outputSize());
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processorBefore = system.getProcessCpuTime();
    long began = System.nanoTime();
    double loss =
        Trainer.of(network)
            .optimizer(Adam.of(0.001))
            .batchSize(work.batch())
            .epochs(epochs)
            .metrics()
            .fit(data)
            .last()
            .loss();
    double seconds = (System.nanoTime() - began) / 1e9;
    double processor = (system.getProcessCpuTime() - processorBefore) / 1e9;
    System.out.printf(Locale.ROOT, "%.4f %.4f %s%n", seconds, processor, loss);
  }
}
