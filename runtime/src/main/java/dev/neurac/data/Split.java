package dev.neurac.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Two parts of a dataset that share no row.
 *
 * @param train the rows to learn from
 * @param test the rows held back
 */
public record Split(Dataset train, Dataset test) {

  public Split {
    requireNonNull(train, "train");
    requireNonNull(test, "test");
  }

  /** Shuffles the rows and parts them in two. */
  static Split of(Dataset data, double trainFraction, long seed) {
    int trainSize = trainSize(data.size(), trainFraction);
    return parted(data, Shuffle.permutation(data.size(), seed), trainSize);
  }

  /** The same, so that both parts have their share of every class. */
  static Split stratified(Dataset data, double trainFraction, long seed) {
    int trainSize = trainSize(data.size(), trainFraction);
    int[] order = Shuffle.permutation(data.size(), seed);
    return parted(data, Strata.of(data).sharedOut(order, trainSize), trainSize);
  }

  private static int trainSize(int size, double trainFraction) {
    if (!(trainFraction > 0 && trainFraction < 1)) {
      throw new IllegalArgumentException(
          "a train fraction is more than 0 and less than 1, but it is " + trainFraction);
    }
    int trainSize = (int) Math.round(size * trainFraction);
    if (trainSize == 0 || trainSize == size) {
      throw new IllegalArgumentException(
          "a train fraction of "
              + trainFraction
              + " parts "
              + size
              + (size == 1 ? " row" : " rows")
              + " into "
              + trainSize
              + " to train and "
              + (size - trainSize)
              + " to test on; each part needs at least one row");
    }
    return trainSize;
  }

  private static Split parted(Dataset data, int[] order, int trainSize) {
    return new Split(
        data.rows(Arrays.copyOf(order, trainSize)),
        data.rows(Arrays.copyOfRange(order, trainSize, order.length)));
  }
}
