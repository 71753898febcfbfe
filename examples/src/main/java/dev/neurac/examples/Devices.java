package dev.neurac.examples;

import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.train.Epoch;
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

    /**
     * Before the device computes anything, its results of a small batch are compared with Java's.
     */
    private static void train(PrintStream out) throws IOException {
      double device = millisecondsPerEpoch(Backend.OPENCL);
      double java = millisecondsPerEpoch(Backend.JAVA);
      out.printf(
          Locale.ROOT,
          "OpenCL computes what Java does. An epoch of the digits' network, in batches of 32, takes"
              + " %.0f ms on OpenCL and %.0f ms in Java.%n",
          device,
          java);
    }

    private static double millisecondsPerEpoch(Backend backend) throws IOException {
      return Trainer.of(DigitsNet.create(1))
              .backend(backend)
              .metrics()
              .epochs(5)
              .fit(Digits.Story.read())
              .epochs()
              .stream()
              .mapToDouble(Epoch::seconds)
              .min()
              .orElseThrow()
          * 1e3;
    }
  }
}
