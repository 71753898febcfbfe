package dev.neurac.examples;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.CsvReader;
import dev.neurac.data.Dataset;
import dev.neurac.data.Standardizer;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How much is sold after advertising on television, on the radio and in newspapers? */
@Model(loss = MEAN_SQUARED_ERROR, parameters = 51)
@Layer(in = 3, out = 10, act = RELU)
@Layer(in = 10, out = 1)
public interface Advertising extends Network {

  /** Trains the network on all rows and compares it with the first ten. */
  static void main(String... args) {
    Example.main(new Story(), args);
  }

  /** What this example does. */
  @Command(name = "Advertising", description = "Predicts a number: sales after advertising.")
  final class Story extends Example {

    @Mixin
    private final DataFile file =
        new DataFile(
            "advertising.csv", "TV, Radio, Newspaper and Sales of 200 markets, after an index");

    @Override
    void run(PrintStream out) throws IOException {
      Dataset markets = CsvReader.of().ignore(0).readValues(file.find(), "Sales");
      Standardizer standardizer = Standardizer.fit(markets);
      out.println("Read " + markets + ".\n");

      Advertising net = AdvertisingNet.create(1);
      out.println(net.summary());
      out.println();
      Trainer.of(net)
          .optimizer(Adam.of(1e-2))
          .batchSize(10)
          .epochs(100)
          .onEpoch(
              (epoch, control) -> {
                if (epoch.number() % 20 == 0) {
                  out.printf("epoch %3d  %s%n", epoch.number(), epoch.training());
                }
              })
          .fit(standardizer.apply(markets));

      out.println("\n     TV   Radio  Newspaper   Sales  predicted");
      for (int row = 0; row < Math.min(10, markets.size()); row++) {
        float[] market = markets.features(row);
        out.printf(
            Locale.ROOT,
            "%7.1f %7.1f %10.1f %7.1f %10.1f%n",
            market[0],
            market[1],
            market[2],
            markets.targets(row)[0],
            net.predict(standardizer.apply(market))[0]);
      }
    }
  }
}
