package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.data.IdxReader;
import dev.neurac.optim.Adam;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The 70,000 handwritten digits that everybody has tried: 28 x 28 pixels. */
@Model(loss = CROSS_ENTROPY, parameters = 101_770)
@Layer(in = 784, out = 128, act = RELU)
@Layer(out = 10)
public interface Mnist extends Network {

  /** Shows that gradient descent over all rows does not get far, trains with Adam, and draws. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Mnist", description = "Trains on MNIST and draws what it reads.")
  final class Story extends Example {

    @Option(
        names = "--data",
        paramLabel = "FOLDER",
        description = {
          "The folder of the four IDX files, gzipped or not.",
          "Without it, data/mnist here and one folder up are tried."
        })
    private Path folder;

    @Option(
        names = "--image",
        paramLabel = "FILE",
        description = "Where the picture of predictions goes; target/mnist.png if left out.")
    private Path image = Path.of("target", "mnist.png");

    @Option(names = "--epochs", description = "Epochs of Adam; 10 if left out.")
    private int epochs = 10;

    @Override
    void run(PrintStream out) throws IOException {
      Path data = find();
      Dataset train = read(data, "train");
      Dataset test = read(data, "t10k");
      out.println("Train on " + train + "; test on " + test + ".\n");

      out.println("Gradient descent, one step for each pass over all rows, rate 0.01:");
      Mnist slow = MnistNet.create(1);
      Trainer.of(slow).optimizer(Sgd.of(0.01)).fullBatch().epochs(10).progress(out).fit(train);
      accuracy(out, slow, test);

      out.println("\nAdam, a step for every 128 rows:");
      Mnist net = MnistNet.create(1);
      Trainer.of(net)
          .optimizer(Adam.of(2e-3))
          .batchSize(128)
          .epochs(epochs)
          .progress(out)
          .fit(train);
      accuracy(out, net, test);

      int wrong = DigitGrid.of(net, test).write(image);
      out.printf("%nDrew 100 test images to %s, %d of them misread.%n", image, wrong);
    }

    private static void accuracy(PrintStream out, Mnist net, Dataset test) {
      double accuracy = Trainer.evaluate(net, test).metric("accuracy");
      out.printf(
          Locale.ROOT, "Test accuracy %.4f of %d digits never seen.%n", accuracy, test.size());
    }

    private Path find() throws FileNotFoundException {
      Path[] places =
          folder != null
              ? new Path[] {folder}
              : new Path[] {Path.of("data", "mnist"), Path.of("..", "data", "mnist")};
      StringBuilder looked = new StringBuilder();
      for (Path place : places) {
        if (idx(place, "t10k-labels-idx1-ubyte") != null) {
          return place;
        }
        looked.append("  ").append(place.toAbsolutePath().normalize()).append('\n');
      }
      throw new FileNotFoundException(
          "This example reads MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte,\n"
              + "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each with .gz or without.\n"
              + "They were looked for, and are not there:\n"
              + looked
              + "Say where you have them: --data FOLDER.");
    }

    private static Dataset read(Path folder, String part) throws IOException {
      Path images = idx(folder, part + "-images-idx3-ubyte");
      Path labels = idx(folder, part + "-labels-idx1-ubyte");
      if (images == null || labels == null) {
        throw new FileNotFoundException(
            folder + " has no " + part + "-images-idx3-ubyte and " + part + "-labels-idx1-ubyte");
      }
      return IdxReader.of().dividedBy(255).classes(10).readClasses(images, labels);
    }

    private static Path idx(Path folder, String name) {
      for (String file : new String[] {name, name + ".gz"}) {
        if (Files.isRegularFile(folder.resolve(file))) {
          return folder.resolve(file);
        }
      }
      return null;
    }
  }
}
