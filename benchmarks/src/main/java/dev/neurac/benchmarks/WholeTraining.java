package dev.neurac.benchmarks;

import dev.neurac.data.Dataset;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;

/** A process that trains a network on 1600 rows for 50 epochs, in batches of 8, and ends. */
final class WholeTraining {

  private static final int EPOCHS = 50;
  private static final int BATCH = 8;

  private WholeTraining() {}

  /** Prints the last loss. */
  public static void main(String[] args) {
    Work rows = Work.parse("20-128-256-4/1600");
    Network network = rows.network();
    Dataset data =
        Dataset.ofClasses(rows.features(), rows.inputSize(), rows.classes(), rows.outputSize());
    System.out.println(
        Trainer.of(network)
            .optimizer(Sgd.of(0.01))
            .batchSize(BATCH)
            .epochs(EPOCHS)
            .metrics()
            .fit(data));
  }
}
