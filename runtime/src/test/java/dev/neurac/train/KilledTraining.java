package dev.neurac.train;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.BatchRandom;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
import dev.neurac.schedule.PlateauSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A program that trains with checkpoints, and takes up again what it left behind. */
final class KilledTraining {

  /** What the program says when it waits to be killed. */
  static final String WAITING = "waiting";

  private KilledTraining() {}

  /**
   * Trains.
   *
   * @param arguments the folder for checkpoints, the file for the result, and which batch to wait
   *     at, counted over all epochs from 0; none at -1
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int waitsAt = Integer.parseInt(arguments[2]);
    DenseNetwork net = network();
    Trainer trainer = trainer(net, waitsAt).checkpoints(folder, 3).resumeIfPresent(folder);
    Files.write(Path.of(arguments[1]), result(net, trainer.fit(rows(1))));
  }

  static DenseNetwork network() {
    return DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 3, 2);
  }

  /** Eight batches an epoch, the last of 2 rows. */
  static Dataset rows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[30 * 3];
    float[] targets = new float[30 * 2];
    float[] weights = new float[30];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-1, 1);
    }
    for (int row = 0; row < 30; row++) {
      targets[2 * row] = features[3 * row] - features[3 * row + 1];
      targets[2 * row + 1] = features[3 * row + 2] * features[3 * row];
      weights[row] = 1 + row % 3;
    }
    return Dataset.of(features, 3, targets, 2).withWeights(weights);
  }

  /** Waits at a batch of an epoch, for ever. */
  static Trainer trainer(DenseNetwork net, int waitsAt) {
    Augmentation wait =
        (features, rows, rowSize, random) -> {
          // Its random numbers say which batch this is, in whichever process.
          if (random.uniform() == first(waitsAt)) {
            System.out.println(WAITING);
            sleep();
          }
        };
    return Trainer.of(net)
        .optimizer(Adam.of(0.01))
        .schedule(PlateauSchedule.of().patience(0).minChange(0.1).factor(0.5))
        .clipNorm(0.5)
        .batchSize(4)
        .epochs(5)
        .seed(11)
        .l2(0.01)
        .validation(rows(2))
        .augmentation(wait.then(Augmentation.noise(0.05)))
        .earlyStopping(EarlyStopping.of(4));
  }

  private static double first(int batch) {
    return batch < 0
        ? -1
        : new BatchRandom(Seeds.ofAugmentation(11, batch / 8 + 1, batch % 8)).uniform();
  }

  private static void sleep() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the parameters and the history to the bit, as lines; without seconds. */
  static List<String> result(DenseNetwork net, History history) {
    List<String> lines = new ArrayList<>();
    for (float value : net.runtime().parameterArray()) {
      lines.add(Integer.toHexString(Float.floatToRawIntBits(value)));
    }
    for (Epoch epoch : history.epochs()) {
      lines.add(epoch.number() + " " + EpochValues.of(epoch));
    }
    lines.add(history.best().number() + " " + history.ending());
    return lines;
  }
}
