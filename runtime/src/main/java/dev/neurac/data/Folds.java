package dev.neurac.data;

import static java.util.Objects.checkIndex;

import java.util.AbstractList;
import java.util.Arrays;

/**
 * The splits of a cross-validation; each is copied out of the dataset when it is asked for, so that
 * not all need to be in memory at once.
 */
final class Folds extends AbstractList<Split> {

  private final Dataset data;

  /** All rows; every k-th from position {@code i} on is held back in split {@code i}. */
  private final int[] order;

  /** All rows in the order in which both parts have them. */
  private final int[] shuffled;

  private final int count;

  private Folds(Dataset data, int[] order, int[] shuffled, int count) {
    if (count < 2 || count > data.size()) {
      throw new IllegalArgumentException(
          "the number of folds is from 2 to the number of rows, "
              + data.size()
              + ", but it is "
              + count);
    }
    this.data = data;
    this.order = order;
    this.shuffled = shuffled;
    this.count = count;
  }

  static Folds of(Dataset data, int count, long seed) {
    int[] shuffled = Shuffle.permutation(data.size(), seed);
    return new Folds(data, shuffled, shuffled, count);
  }

  static Folds stratified(Dataset data, int count, long seed) {
    int[] shuffled = Shuffle.permutation(data.size(), seed);
    return new Folds(data, Strata.of(data).byClass(shuffled), shuffled, count);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Split get(int index) {
    checkIndex(index, count);
    boolean[] heldBack = new boolean[order.length];
    for (int i = index; i < order.length; i += count) {
      heldBack[order[i]] = true;
    }
    int[] test = Arrays.stream(shuffled).filter(row -> heldBack[row]).toArray();
    int[] train = Arrays.stream(shuffled).filter(row -> !heldBack[row]).toArray();
    return new Split(data.rows(train), data.rows(test));
  }
}
