package dev.neurac.data;

import static java.util.Objects.checkIndex;

/**
 * Rows of floats, one after the other in an array that never changes.
 *
 * @param size the number of rows
 * @param rowSize the number of values of a row
 * @param values {@code size * rowSize} of them: row {@code r} starts at {@code r * rowSize}
 */
record FlatRows(int size, int rowSize, float[] values) {

  /**
   * Takes an array as it is.
   *
   * @param what the values are called, in messages
   * @throws IllegalArgumentException if it is empty or no whole number of rows
   */
  static FlatRows of(String what, float[] values, int rowSize) {
    if (rowSize < 1) {
      throw new IllegalArgumentException(
          "a row of " + what + " has at least 1 value, but its size is " + rowSize);
    }
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "a dataset has at least one row, but there are 0 values of " + what);
    }
    if (values.length % rowSize != 0) {
      throw new IllegalArgumentException(
          values.length + " values of " + what + " are no whole number of rows of " + rowSize);
    }
    return new FlatRows(values.length / rowSize, rowSize, values);
  }

  /**
   * Returns the length of an array of rows.
   *
   * @param what the values are called, in messages
   * @throws IllegalArgumentException if no array is that long
   */
  static int length(String what, int rows, int rowSize) {
    long length = (long) rows * rowSize;
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + rowSize
              + " "
              + what
              + " are "
              + length
              + " values, but an array holds at most "
              + Integer.MAX_VALUE);
    }
    return (int) length;
  }

  /** Writes a row into an array, from {@code at} on. */
  void copy(int row, float[] into, int at) {
    System.arraycopy(values, checkIndex(row, size) * rowSize, into, at, rowSize);
  }

  /** Returns a copy of one value of every row. */
  float[] column(int column) {
    float[] copy = new float[size];
    for (int row = 0; row < size; row++) {
      copy[row] = values[row * rowSize + column];
    }
    return copy;
  }

  /**
   * Returns copies of some rows, in the given order.
   *
   * @param what the values are called, in messages
   * @throws IllegalArgumentException if they are more values than an array can hold
   */
  FlatRows select(String what, int[] rows) {
    float[] chosen = new float[length(what, rows.length, rowSize)];
    for (int i = 0; i < rows.length; i++) {
      copy(rows[i], chosen, i * rowSize);
    }
    return new FlatRows(rows.length, rowSize, chosen);
  }

  /** Returns as many rows with other values, taken as they are. */
  FlatRows with(float[] replaced) {
    return new FlatRows(size, rowSize, replaced);
  }

  /** Returns the same rows with -1 in the place of 0. */
  FlatRows withSigns() {
    float[] signs = values.clone();
    for (int i = 0; i < signs.length; i++) {
      signs[i] = signs[i] == 0 ? -1 : signs[i];
    }
    return with(signs);
  }
}
