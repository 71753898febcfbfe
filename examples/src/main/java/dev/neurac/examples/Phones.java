package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Initializer.FAN_IN;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.CsvReader;
import dev.neurac.data.Dataset;
import dev.neurac.data.Split;
import dev.neurac.data.Standardizer;
import dev.neurac.metric.Evaluation;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** In which of four price ranges is a second-hand phone? */
@Model(loss = CROSS_ENTROPY, parameters = 36_740)
@Layer(in = 20, out = 128, act = RELU, init = FAN_IN)
@Layer(in = 128, out = 256, act = RELU, init = FAN_IN)
@Layer(in = 256, out = 4, init = FAN_IN)
public interface Phones extends Network {

  /** Trains the network on the features as they are, and then as they should be. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Phones", description = "Sorts phones by price; shows why features are scaled.")
  final class Story extends Example {

    @Mixin
    private final DataFile file =
        new DataFile(
            "mobile-price.csv",
            "20 features and the price_range (0 to 3) of 2000 phones, a header");

    @Override
    void run(PrintStream out) throws IOException {
      Split phones = CsvReader.of().readClasses(file.find(), "price_range").split(0.8, 1);
      out.println("Train on " + phones.train() + ";");
      out.println("test on " + phones.test() + ".\n");
      out.println(PhonesNet.create(1).summary());

      out.println("\nFirst the features as they are, gradient descent at rate 0.001:");
      double raw = train(out, phones.train(), phones.test(), Sgd.of(1e-3));

      Standardizer standardizer = Standardizer.fit(phones.train());
      out.println(explanation(standardizer, phones.train().featureNames()));

      out.println("Now each with mean 0 and deviation 1, as measured on the training rows; Adam:");
      double standardised =
          train(
              out,
              standardizer.apply(phones.train()),
              standardizer.apply(phones.test()),
              Adam.of(1e-3));

      out.printf(
          Locale.ROOT,
          "%nAccuracy on %d phones held out: raw %.4f, standardised %.4f%n",
          phones.test().size(),
          raw,
          standardised);
    }

    /** Returns the accuracy on the rows held out. */
    private static double train(PrintStream out, Dataset train, Dataset test, Optimizer optimizer) {
      Phones net = PhonesNet.create(1);
      Trainer.of(net)
          .optimizer(optimizer)
          .batchSize(8)
          .epochs(50)
          .seed(1)
          .onEpoch(
              (epoch, control) -> {
                if (epoch.number() % 10 == 0) {
                  out.printf("  epoch %d/50  %s%n", epoch.number(), epoch.training());
                }
              })
          .fit(train);
      Evaluation evaluation = Trainer.evaluate(net, test);
      out.println("  held out     " + evaluation);
      return evaluation.metric("accuracy");
    }

    private static String explanation(Standardizer features, List<String> names) {
      int small = 0;
      int large = 0;
      for (int i = 0; i < features.deviations().length; i++) {
        small = features.deviations()[i] < features.deviations()[small] ? i : small;
        large = features.deviations()[i] > features.deviations()[large] ? i : large;
      }
      return String.format(
          Locale.ROOT,
          """

          Why that fails: %s varies by %.0f around %.0f, %s by %.1f around %.1f.
          A layer adds all of them up, so the large ones drown the others, and its gradients are
          as large as they are: a few steps push many units to where ReLU is 0 for every row.
          There its slope is 0, too, and such a unit never learns again. Wider first weights make
          it worse: with He's initialiser, the usual one for ReLU, nearly all of them die at once.
          """,
          names.get(large),
          features.deviations()[large],
          features.means()[large],
          names.get(small),
          features.deviations()[small],
          features.means()[small]);
    }
  }
}
