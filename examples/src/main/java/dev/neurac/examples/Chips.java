package dev.neurac.examples;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.CsvReader;
import dev.neurac.data.Dataset;
import dev.neurac.data.Standardizer;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Does a microchip pass, given two test scores? The border between yes and no is a closed curve.
 */
@Model(loss = BINARY_CROSS_ENTROPY, parameters = 41)
@Layer(in = 2, out = 10, act = SIGMOID)
@Layer(in = 10, out = 1, act = SIGMOID)
public interface Chips extends Network {

  /** Trains the network without and with a penalty on large weights. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Chips", description = "Says yes or no, with and without a penalty on weights.")
  final class Story extends Example {

    @Mixin
    private final DataFile file =
        new DataFile("chip-tests.txt", "two test scores and 0 or 1 for each of 118 microchips");

    @Override
    void run(PrintStream out) throws IOException {
      Dataset chips = CsvReader.of().withoutHeader().readValues(file.find(), -1);
      out.println("Read " + chips + ".");
      Dataset standardised = Standardizer.fit(chips).apply(chips);

      out.println("5000 steps of gradient descent, all rows in each, without a penalty:");
      train(out, standardised, 0);
      out.println("The same with L2, lambda = 0.01, which keeps the weights small:");
      train(out, standardised, 0.01);
    }

    private static void train(PrintStream out, Dataset chips, double lambda) {
      Chips net = ChipsNet.create(1);
      Trainer.of(net)
          .optimizer(Sgd.of(0.5))
          .fullBatch()
          .epochs(5000)
          .l2(lambda)
          .metrics() // measured once, at the end, and not after each of the epochs
          .fit(chips);
      Evaluation evaluation = Trainer.evaluate(net, chips);
      double squares = 0;
      for (String weights : new String[] {"layer1.weight", "layer2.weight"}) {
        for (float weight : net.parameter(weights).values().toArray()) {
          squares += weight * weight;
        }
      }
      out.printf(Locale.ROOT, "  %s  sum of squared weights %.1f%n", evaluation, squares);
    }
  }
}
