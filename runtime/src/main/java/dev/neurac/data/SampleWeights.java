package dev.neurac.data;

import static java.util.Objects.checkIndex;

/**
 * How much each row of a dataset counts in the loss.
 *
 * @param size the number of rows
 * @param values one for each row, or none where each counts 1
 */
record SampleWeights(int size, float[] values) {

  /** Returns the weights of rows that all count the same. */
  static SampleWeights ones(int size) {
    return new SampleWeights(size, new float[0]);
  }

  /**
   * Takes a weight for each row.
   *
   * @throws IllegalArgumentException if there are not {@code size} of them, one is no finite number
   *     of at least 0, or all are 0
   */
  static SampleWeights of(int size, float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "every row needs its weight, but there are "
              + size
              + " rows and "
              + values.length
              + " weights");
    }
    boolean allZero = true;
    for (int row = 0; row < size; row++) {
      if (!(values[row] >= 0 && values[row] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a weight is a finite number of at least 0, but row " + row + " has " + values[row]);
      }
      allZero &= values[row] == 0;
    }
    if (allZero) {
      throw new IllegalArgumentException(
          "at least one row has a weight above 0, but all " + size + " are 0");
    }
    return new SampleWeights(size, values);
  }

  /** Returns whether rows have weights of their own. */
  boolean areGiven() {
    return values.length > 0;
  }

  float of(int row) {
    checkIndex(row, size);
    return areGiven() ? values[row] : 1;
  }

  /** Returns the weights of some of the rows, in the given order. */
  SampleWeights select(int[] rows) {
    if (!areGiven()) {
      return ones(rows.length);
    }
    float[] chosen = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return new SampleWeights(rows.length, chosen);
  }

  /** Returns the weights of these rows and then of others. */
  SampleWeights concat(SampleWeights next) {
    int both = size + next.size;
    if (!areGiven() && !next.areGiven()) {
      return ones(both);
    }
    float[] joined = new float[both];
    for (int row = 0; row < both; row++) {
      joined[row] = row < size ? of(row) : next.of(row - size);
    }
    return of(both, joined);
  }
}
