package dev.neurac.examples;

import static dev.neurac.Activation.LOG;
import static dev.neurac.Activation.SQRT;
import static dev.neurac.Activation.SQUARE;
import static dev.neurac.Loss.MEAN_ABSOLUTE_ERROR;

import dev.neurac.Apply;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;

/**
 * The chain rule without a network: {@code y = √(ln(x²))}, differentiated by the compiler.
 *
 * <p>The variable is the one weight of a layer whose input is 1. The loss {@code |y - 0|} is y
 * itself, since y is never negative.
 */
@Model(loss = MEAN_ABSOLUTE_ERROR, parameters = 1)
public interface Chain extends Network {

  @Layer(out = 1, bias = false)
  Tensor x(@Input(1) Tensor one);

  @Apply(SQUARE)
  Tensor square(Tensor x);

  @Apply(LOG)
  Tensor logarithm(Tensor square);

  @Apply(SQRT)
  Tensor y(Tensor logarithm);

  /** {@code y = x²}, to be made as small as it gets. */
  @Model(loss = MEAN_ABSOLUTE_ERROR, parameters = 1)
  interface Parabola extends Network {

    @Layer(out = 1, bias = false)
    Tensor x(@Input(1) Tensor one);

    @Apply(SQUARE)
    Tensor y(Tensor x);
  }

  /** Prints slopes, and the way down a parabola. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Chain", description = "Differentiates a formula, and goes down a parabola.")
  final class Story extends Example {

    private static final float[] ONE = {1};
    private static final float[] ZERO = {0};

    @Override
    void run(PrintStream out) {
      out.println("y = sqrt(ln(x^2)), so by the chain rule");
      out.println("dy/dx = 1 / (2 sqrt(ln(x^2))) * 1 / x^2 * 2x = 1 / (x y)\n");
      out.println("       x          y      dy/dx    by hand");
      Chain chain = ChainNet.create(0);
      for (float x : new float[] {1.5f, 2, 3, 10}) {
        chain.parameter("x.weight").set(x);
        float y = chain.predict(ONE)[0];
        float slope = chain.gradients(ONE, ZERO).get("x.weight").at(0, 0);
        double byHand = 1 / (x * Math.sqrt(Math.log(x * x)));
        out.printf(Locale.ROOT, "%8.4f %10.6f %10.6f %10.6f%n", x, y, slope, byHand);
      }

      out.println("\nGradient descent on y = x^2 from 1.2 at rate 0.3: each step leaves 0.4 of x");
      Parabola parabola = Chain_ParabolaNet.create(0);
      parabola.parameter("x.weight").set(1.2f);
      Dataset only = Dataset.of(ONE, 1, ZERO, 1);
      Trainer step = Trainer.of(parabola).optimizer(Sgd.of(0.3)).metrics();
      out.println("step          x        x^2");
      for (int number = 0; number <= 10; number++) {
        float x = parabola.parameter("x.weight").values().at(0, 0);
        out.printf(Locale.ROOT, "%4d %10.6f %10.6f%n", number, x, parabola.predict(ONE)[0]);
        step.fit(only);
      }
    }
  }
}
