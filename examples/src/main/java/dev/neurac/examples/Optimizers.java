package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.data.MinMaxScaler;
import dev.neurac.optim.Adadelta;
import dev.neurac.optim.Adagrad;
import dev.neurac.optim.Adam;
import dev.neurac.optim.AdamW;
import dev.neurac.optim.Adamax;
import dev.neurac.optim.Momentum;
import dev.neurac.optim.Nadam;
import dev.neurac.optim.Nesterov;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.RmsProp;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** One network, every optimiser: how fast does the loss fall? */
@Model(loss = CROSS_ENTROPY, parameters = 2_410)
@Layer(in = 64, out = 32, act = RELU)
@Layer(out = 10)
public interface Optimizers extends Network {

  /** Trains from the same weights with each optimiser. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Optimizers", description = "A table of the loss by epoch for every optimiser.")
  final class Story extends Example {

    private static final int EPOCHS = 10;

    /** At rates that suit this network. */
    private static Map<String, Optimizer> optimizers() {
      Map<String, Optimizer> all = new LinkedHashMap<>();
      all.put("SGD", Sgd.of(0.1));
      all.put("Momentum", Momentum.of(0.05, 0.9));
      all.put("Nesterov", Nesterov.of(0.05, 0.9));
      all.put("Adagrad", Adagrad.of(0.05));
      all.put("Adadelta", Adadelta.of());
      all.put("RMSprop", RmsProp.of(0.003));
      all.put("Adam", Adam.of(0.005));
      all.put("AMSGrad", Adam.of(0.005).amsgrad());
      all.put("AdamW", AdamW.of(0.005));
      all.put("Adamax", Adamax.of(0.005));
      all.put("NAdam", Nadam.of(0.005));
      return all;
    }

    @Override
    void run(PrintStream out) throws IOException {
      Dataset digits = Digits.Story.read();
      Dataset train = MinMaxScaler.fit(digits).apply(digits);
      out.println("The loss by epoch on " + train + ", from the same weights:\n");
      out.printf("%-9s", "epoch");
      IntStream.rangeClosed(1, EPOCHS).forEach(epoch -> out.printf("%8d", epoch));
      out.println("  accuracy");
      optimizers()
          .forEach(
              (name, optimizer) -> {
                Optimizers net = OptimizersNet.create(1);
                double[] losses =
                    Trainer.of(net).optimizer(optimizer).epochs(EPOCHS).fit(train).values("loss");
                out.printf("%-9s", name);
                Arrays.stream(losses).forEach(loss -> out.printf(Locale.ROOT, "%8.4f", loss));
                double accuracy = Trainer.evaluate(net, train).metric("accuracy");
                out.printf(Locale.ROOT, "%10.4f%n", accuracy);
              });
    }
  }
}
