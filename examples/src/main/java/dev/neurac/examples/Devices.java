package dev.neurac.examples;

import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Which devices there are for OpenCL, and whether one of them really computes what Java does. */
final class Devices {

  private Devices() {}

  /** Prints what was found, and tries it. */
  public static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(
      name = "Devices",
      description = "Says which OpenCL devices there are, and trains the digits on the best.")
  static final class Story extends Example {

    @Override
    void run(PrintStream out) throws IOException {
      if (Backends.refusal().isEmpty()) {
        train(out);
      }
      out.println(Backends.describe());
    }

    /** An epoch on the device; before the first, the device is compared with Java. */
    private static void train(PrintStream out) throws IOException {
      Network net = DigitsNet.create(1);
      double seconds =
          Trainer.of(net)
              .backend(Backend.OPENCL)
              .metrics()
              .epochs(10)
              .fit(Digits.Story.read())
              .epochs()
              .get(9)
              .seconds();
      out.printf(
          Locale.ROOT,
          "The digits' network trains on OpenCL, %.0f ms an epoch, and computes what Java does.%n",
          seconds * 1e3);
    }
  }
}
