package dev.neurac.metric;

import dev.neurac.data.Dataset;
import dev.neurac.data.DatasetChecker;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Network;

/**
 * What a network makes of a dataset.
 *
 * @param architecture the network's
 * @param values the output of each row, one after the other
 * @param targets as many values
 */
record Predictions(Architecture architecture, float[] values, float[] targets) {

  /**
   * Predicts all rows.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, its names not
   *     those of the training, or its targets outside the range of the loss
   */
  static Predictions of(Network network, Dataset data) {
    Architecture architecture = network.runtime().architecture();
    Dataset ofLoss = DatasetChecker.check(network.runtime(), data, "dataset");
    return new Predictions(architecture, network.predict(data.features()), ofLoss.targets());
  }
}
