package shop;

import dev.neurac.Tensor;
import dev.neurac.data.CsvReader;
import dev.neurac.data.Dataset;
import dev.neurac.data.Standardizer;
import dev.neurac.metric.Metric;
import dev.neurac.optim.AdamW;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.schedule.CosineSchedule;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

final class Main {

  private Main() {}

  /** Works in the folder that is given; where a log of loaded classes is, waits for vectors. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    Path csv = folder.resolve("prices.csv");
    StringBuilder table = new StringBuilder("width,height,price\n");
    for (int i = 0; i < 2000; i++) {
      table.append(i % 7).append(',').append(i % 5).append(i % 7 > i % 5 ? ",high\n" : ",low\n");
    }
    Files.writeString(csv, table);

    Dataset raw = CsvReader.of().readClasses(csv, "price");
    Dataset rows = Standardizer.fit(raw).apply(raw);
    System.out.println("read " + rows.size());

    Price net = PriceNet.create(1);
    History history =
        Trainer.of(net)
            .optimizer(AdamW.of(1e-2))
            .schedule(CosineSchedule.of(20))
            .metrics(Metric.ACCURACY)
            .epochs(20)
            .validation(rows)
            .checkpoints(folder.resolve("run"))
            .fit(rows);
    System.out.println("trained " + history.epochs().size());
    System.out.println("accurate " + (Trainer.evaluate(net, rows).metric("accuracy") > 0.9));

    Path weights = folder.resolve("price.safetensors");
    net.saveWeights(weights);
    Price loaded = PriceNet.create(2);
    loaded.loadWeights(weights);
    float[] predictions = loaded.predict(rows.features());
    System.out.println("loaded " + Arrays.equals(net.predict(rows.features()), predictions));
    System.out.println("a layer " + loaded.hidden(Tensor.of(new float[2], 1, 2)).size());

    System.out.println(Backends.describe());
    Backends.use(Backend.OPENCL);
    try {
      net.predict(1, 2);
    } catch (BackendException e) {
      System.out.println(e.getMessage());
    }
    if (args.length > 1) {
      waitForVectors(Path.of(args[1]));
    }
  }

  private static void waitForVectors(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < 600 && !Files.readString(log).contains("VectorTiles"); i++) {
      Thread.sleep(100);
    }
  }
}
