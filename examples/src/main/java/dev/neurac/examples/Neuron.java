package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.data.Standardizer;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;

/** A single neuron: logistic regression. Does a student who learns so many hours pass? */
@Model(loss = BINARY_CROSS_ENTROPY, parameters = 2)
@Layer(in = 1, out = 1, act = SIGMOID, name = "neuron")
public interface Neuron extends Network {

  /** A few neurons: is a T-shirt of this price, shipping cost, campaign and fabric sold? */
  @Model(loss = BINARY_CROSS_ENTROPY, parameters = 19)
  @Layer(in = 4, out = 3, act = RELU, name = "reasons")
  @Layer(out = 1, act = SIGMOID, name = "sold")
  interface TShirts extends Network {}

  /** Fits one neuron, then four. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Neuron", description = "From one neuron to a small network, on made-up tables.")
  final class Story extends Example {

    /** Hours of learning, and whether the student passed. */
    private static final float[] HOURS = {.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5};

    private static final float[] PASSED = {0, 0, 0, 0, 1, 0, 1, 1, 1, 1};

    /** Price, shipping, campaign in thousands, fabric from 1 to 5; four shirts to a line. */
    private static final float[] SHIRTS = {
      10, 4, 1, 2, 12, 0, 3, 4, 35, 5, 1, 3, 30, 0, 8, 5,
      18, 2, 4, 4, 40, 8, 2, 2, 15, 6, 0, 1, 25, 3, 6, 4,
      22, 7, 1, 3, 9, 1, 2, 3, 45, 0, 9, 5, 28, 6, 2, 2,
    };

    private static final float[] SOLD = {1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0};

    @Override
    void run(PrintStream out) {
      oneNeuron(out);
      out.println();
      fourNeurons(out);
    }

    private static void oneNeuron(PrintStream out) {
      Dataset students = Dataset.of(HOURS, 1, PASSED, 1);
      Neuron net = NeuronNet.create(1);
      Trainer.of(net).optimizer(Sgd.of(0.5)).fullBatch().epochs(2000).fit(students);
      float weight = net.parameter("neuron.weight").values().at(0, 0);
      float bias = net.parameter("neuron.bias").values().at(0);
      out.printf(Locale.ROOT, "p(pass) = sigmoid(%.3f * hours + %.3f)%n", weight, bias);
      out.printf(Locale.ROOT, "even chances at %.2f hours%n", -bias / weight);
      for (float hours : new float[] {1, 2.5f, 4}) {
        out.printf(Locale.ROOT, "%4.1f hours: %.2f%n", hours, net.predict(hours)[0]);
      }
    }

    private static void fourNeurons(PrintStream out) {
      Dataset shirts = Dataset.of(SHIRTS, 4, SOLD, 1);
      Standardizer standardizer = Standardizer.fit(shirts);
      TShirts net = Neuron_TShirtsNet.create(3);
      out.println(net.summary());
      Dataset standardised = standardizer.apply(shirts);
      Trainer.of(net).optimizer(Adam.of(0.02)).fullBatch().epochs(500).fit(standardised);
      Evaluation result = Trainer.evaluate(net, standardised);
      out.println("\nAfter 500 epochs: " + result);
      out.println("\n  price  shipping  campaign  fabric   sold  predicted");
      for (int row = 0; row < shirts.size(); row++) {
        float[] shirt = shirts.features(row);
        out.printf(
            Locale.ROOT,
            "%7.0f %9.0f %9.0f %7.0f %6.0f %10.2f%n",
            shirt[0],
            shirt[1],
            shirt[2],
            shirt[3],
            SOLD[row],
            net.predict(standardizer.apply(shirt))[0]);
      }
    }
  }
}
