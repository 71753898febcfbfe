package dev.neurac.examples;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Initializer.ZEROS;
import static dev.neurac.Loss.HALF_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;

/** One step of back-propagation, small enough to check with pencil and paper. */
@Model(loss = HALF_SQUARED_ERROR, parameters = 12)
@Layer(in = 2, out = 2, act = SIGMOID, init = ZEROS, name = "hidden")
@Layer(in = 2, out = 2, act = SIGMOID, init = ZEROS, name = "output")
public interface Backprop extends Network {

  /** Prints the outputs, the gradients, and the weights after a step. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Backprop", description = "One step of back-propagation, all numbers shown.")
  final class Story extends Example {

    @Override
    void run(PrintStream out) {
      Backprop net = BackpropNet.create(0);
      // A row of weights for each neuron, a weight for each of its inputs.
      net.parameter("hidden.weight").set(.15f, .20f, .25f, .30f);
      net.parameter("hidden.bias").set(.35f, .35f);
      net.parameter("output.weight").set(.40f, .45f, .50f, .55f);
      net.parameter("output.bias").set(.60f, .60f);
      float[] input = {.05f, .10f};
      float[] target = {.01f, .99f};

      out.println("Forward");
      print(out, "outputs", net.predict(input));
      print(out, "loss", net.loss(input, target));

      out.println("\nBackward: the loss by each weight and bias");
      net.gradients(input, target).forEach((name, gradient) -> print(out, name, gradient));

      out.println("\nAfter one step of gradient descent at rate 0.5");
      Trainer.of(net).optimizer(Sgd.of(0.5)).fit(Dataset.of(input, 2, target, 2));
      net.parameters().forEach(p -> print(out, p.name(), p.values()));
      print(out, "loss", net.loss(input, target));
    }

    /** A line for each neuron. */
    private static void print(PrintStream out, String name, Tensor values) {
      int columns = values.shape()[values.rank() - 1];
      float[] flat = values.toArray();
      for (int from = 0; from < flat.length; from += columns) {
        print(out, from == 0 ? name : "", Arrays.copyOfRange(flat, from, from + columns));
      }
    }

    private static void print(PrintStream out, String name, float... values) {
      StringBuilder line = new StringBuilder(String.format("  %-14s", name));
      for (float value : values) {
        line.append(String.format(Locale.ROOT, "%9.4f", value));
      }
      out.println(line);
    }
  }
}
