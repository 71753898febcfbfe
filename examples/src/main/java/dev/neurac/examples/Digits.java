package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.CsvReader;
import dev.neurac.data.Dataset;
import dev.neurac.data.Split;
import dev.neurac.data.Standardizer;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Which digit did someone write? A network of 8 x 8 grey pixels. */
@Model(loss = CROSS_ENTROPY, parameters = 9_610)
@Layer(in = 64, out = 128, act = RELU)
@Layer(in = 128, out = 10)
public interface Digits extends Network {

  /** Trains the network, tests it, looks at some predictions, saves and loads it. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Digits", description = "Reads handwritten digits.")
  final class Story extends Example {

    @Override
    void run(PrintStream out) throws IOException {
      out.println(
          "Digits is an interface with annotations; javac and Neurac made DigitsNet of it:");
      out.println("examples/target/generated-sources/annotations/dev/neurac/examples\n");

      Split digits = read().split(0.8, 1);
      Standardizer standardizer = Standardizer.fit(digits.train());
      Dataset train = standardizer.apply(digits.train());
      Dataset test = standardizer.apply(digits.test());
      out.println("Handwritten digits: train on " + train + "; test on " + test + ".\n");

      Digits net = DigitsNet.create(1);
      out.println(net.summary());
      out.println();
      Trainer.of(net).optimizer(Adam.of(1e-3)).batchSize(32).epochs(20).progress(out).fit(train);

      double accuracy = Trainer.evaluate(net, test).metric("accuracy");
      out.printf(
          Locale.ROOT, "%nTest accuracy %.4f of %d digits never seen.%n", accuracy, test.size());
      show(out, net, digits.test(), test);
      saveAndLoad(out, net, test);
    }

    /** Returns all rows: 64 pixels from 0 to 16, and the digit. */
    static Dataset read() throws IOException {
      String name = "digits.csv.gz";
      return CsvReader.of()
          .withoutHeader()
          .readClasses(Digits.class.getResourceAsStream(name), name, -1);
    }

    /** Shows the first test digits, and as the last one the first that the network gets wrong. */
    private static void show(PrintStream out, Digits net, Dataset pixels, Dataset test) {
      int[] predicted =
          IntStream.range(0, test.size()).map(row -> net.classify(test.features(row))).toArray();
      int wrong =
          IntStream.range(0, test.size())
              .filter(row -> predicted[row] != test.classOf(row))
              .findFirst()
              .orElse(3);
      int[] rows = {0, 1, 2, wrong};
      for (int line = 0; line < 8; line++) {
        for (int row : rows) {
          out.print("   " + grey(pixels.features(row), 8 * line));
        }
        out.println();
      }
      for (int row : rows) {
        String verdict = "predicted " + predicted[row] + ", is " + test.classOf(row);
        out.printf("   %-16s", verdict);
      }
      out.println();
    }

    /** Two characters for each pixel, since a character is about twice as high as wide. */
    private static String grey(float[] pixels, int from) {
      StringBuilder line = new StringBuilder();
      for (int i = from; i < from + 8; i++) {
        char c = " .:-=+*#@".charAt((int) (pixels[i] / 2));
        line.append(c).append(c);
      }
      return line.toString();
    }

    private static void saveAndLoad(PrintStream out, Digits net, Dataset test) throws IOException {
      Path file = Files.createTempFile("digits", ".safetensors");
      try {
        net.saveWeights(file);
        Digits loaded = DigitsNet.create(2);
        loaded.loadWeights(file);
        boolean same = Arrays.equals(net.predict(test.features()), loaded.predict(test.features()));
        out.printf(
            Locale.ROOT,
            "%nSaved the weights (%,d bytes) and loaded them into another network: predictions are"
                + " %s.%n",
            Files.size(file),
            same ? "the same to the bit" : "different, which is a defect");
      } finally {
        Files.delete(file);
      }
    }
  }
}
