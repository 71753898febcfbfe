package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Activation.SOFTMAX;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;

/** A batch on its way through a network, layer by layer. The parameters' names are the wiring. */
@Model(loss = CROSS_ENTROPY, parameters = 26)
public interface Shapes extends Network {

  /** Three neurons, each of which sees all three features. */
  @Layer(out = 3, act = SIGMOID)
  Tensor first(@Input(3) Tensor features);

  /** Two neurons on top of the first layer. */
  @Layer(out = 2, act = RELU)
  Tensor second(Tensor first);

  /** The probabilities of two classes. */
  @Layer(out = 2, act = SOFTMAX)
  Tensor classes(Tensor second);

  /** Prints the network and the shapes of a batch in it. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Shapes", description = "A batch on its way through a network of three layers.")
  final class Story extends Example {

    @Override
    void run(PrintStream out) {
      Shapes net = ShapesNet.create(7);
      out.println(net.summary());

      Tensor features = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 0, -1, 0, 1}, 5, 3);
      Tensor first = net.first(features);
      Tensor second = net.second(first);
      Tensor classes = net.classes(second);
      out.println();
      print(out, "features", features);
      print(out, "first", first);
      print(out, "second", second);
      print(out, "classes", classes);

      out.println("\nSoftmax makes probabilities; each row sums to 1:");
      for (int row = 0; row < 5; row++) {
        float a = classes.at(row, 0);
        float b = classes.at(row, 1);
        out.printf(Locale.ROOT, "  %.4f + %.4f = %.4f%n", a, b, a + b);
      }

      float[] predicted = net.predict(features.toArray());
      out.println(
          Arrays.equals(predicted, classes.toArray())
              ? "predict(...) gives the same, all layers in one go."
              : "predict(...) gives something else, which is a defect: please report it.");
    }

    private static void print(PrintStream out, String name, Tensor values) {
      out.printf("%-8s  (%d, %d)%n", name, values.shape()[0], values.shape()[1]);
    }
  }
}
