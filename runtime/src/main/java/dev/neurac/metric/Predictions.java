package dev.neurac.metric;

import dev.neurac.data.Dataset;
import dev.neurac.data.DatasetChecker;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;

/**
 * What a network makes of a dataset.
 *
 * @param architecture the network's
 * @param values the output of each row, one after the other
 * @param targets as many values
 */
record Predictions(Architecture architecture, float[] values, float[] targets) {

  /**
   * The floats of features that are predicted at once: 256 MiB. Where no back end is named, it is
   * chosen for the rows that are predicted at once, so only few datasets have several blocks.
   */
  private static final int BLOCK = 1 << 26;

  /**
   * Predicts all rows.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, its names not
   *     those of the training, or its targets outside the range of the loss
   */
  static Predictions of(Network network, Dataset data) {
    return of(network, data, BLOCK);
  }

  /** Predicts all rows, so many that they have at most {@code block} features at once. */
  static Predictions of(Network network, Dataset data, int block) {
    NetworkRuntime runtime = network.runtime();
    Dataset ofLoss = DatasetChecker.check(runtime, data, "dataset");
    int reading = runtime.beginReading(); // All blocks are of the same parameters.
    float[] values = values(network, data, Math.max(1, block / data.featureSize()));
    runtime.endReading(reading);
    return new Predictions(runtime.architecture(), values, targets(runtime, ofLoss));
  }

  private static float[] values(Network network, Dataset data, int blockRows) {
    int in = data.featureSize();
    int out = network.runtime().architecture().outputSize();
    float[] values = new float[network.runtime().outputLength(data.size())];
    float[] features = {};
    for (int from = 0; from < data.size(); from += blockRows) {
      int rows = Math.min(blockRows, data.size() - from);
      features = features.length == rows * in ? features : new float[rows * in];
      for (int row = 0; row < rows; row++) {
        data.copyFeatures(from + row, features, row * in);
      }
      System.arraycopy(network.predict(features), 0, values, from * out, rows * out);
    }
    return values;
  }

  /** Returns the targets of all rows, one after the other. */
  static float[] targets(NetworkRuntime runtime, Dataset data) {
    float[] targets = new float[runtime.outputLength(data.size())];
    for (int row = 0; row < data.size(); row++) {
      data.copyTargets(row, targets, row * data.targetSize());
    }
    return targets;
  }
}
