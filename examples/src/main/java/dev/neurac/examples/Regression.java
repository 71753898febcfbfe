package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A network learns random numbers by heart: the shortest program that trains. */
@Model(loss = MEAN_SQUARED_ERROR, parameters = 4_225)
@Layer(in = 32, out = 64, act = RELU)
@Layer(out = 32, act = RELU)
@Layer(out = 1)
public interface Regression extends Network {

  /** Trains for a hundred steps on one batch of random rows. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Regression", description = "Fits random numbers in a hundred steps of Adam.")
  final class Story extends Example {

    private static final int ROWS = 64;

    @Option(names = "--seed", description = "of the numbers and the first weights; 1 if left out")
    private long seed = 1;

    @Override
    void run(PrintStream out) {
      SplittableRandom random = new SplittableRandom(seed);
      Dataset rows = Dataset.of(uniform(random, ROWS * 32), 32, uniform(random, ROWS), 1);
      Regression net = RegressionNet.create(seed);
      out.println(net.summary());
      out.println();
      // All rows are one batch, so that an epoch is a step.
      Trainer.of(net)
          .optimizer(Adam.of(1e-3))
          .fullBatch()
          .epochs(100)
          .onEpoch(
              (step, control) -> {
                if (step.number() % 20 == 0) {
                  out.printf(Locale.ROOT, "step %3d  loss %.6f%n", step.number(), step.loss());
                }
              })
          .fit(rows);
    }

    /** Numbers from -1 up to 1. */
    private static float[] uniform(SplittableRandom random, int count) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextDouble(-1, 1);
      }
      return numbers;
    }
  }
}
