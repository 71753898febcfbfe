package dev.neurac.data;

import java.util.stream.IntStream;

/**
 * Some rows of a dataset that lie side by side, at least one.
 *
 * @param from the first row
 * @param to the row after the last
 */
record RowRange(int from, int to) {

  /** Checks a range of so many rows. */
  static RowRange of(int from, int to, int size) {
    if (from < 0 || to > size || from >= to) {
      throw new IllegalArgumentException(
          "a range of rows begins at 0 to "
              + (size - 1)
              + " and ends behind that, at "
              + size
              + " at most, but from "
              + from
              + " to "
              + to
              + " was asked for");
    }
    return new RowRange(from, to);
  }

  static RowRange first(int count, int size) {
    return new RowRange(0, requireCount("first", count, size));
  }

  static RowRange last(int count, int size) {
    return new RowRange(size - requireCount("last", count, size), size);
  }

  /** Returns all rows but the first ones. */
  static RowRange skip(int count, int size) {
    if (count < 0 || count >= size) {
      throw new IllegalArgumentException(
          "of "
              + size
              + " rows 0 to "
              + (size - 1)
              + " can be skipped, so that one is left, but "
              + count
              + " were to be");
    }
    return new RowRange(count, size);
  }

  private static int requireCount(String which, int count, int size) {
    if (count < 1 || count > size) {
      throw new IllegalArgumentException(
          "the " + which + " rows are 1 to " + size + " of them, but " + count + " were asked for");
    }
    return count;
  }

  /** Returns the numbers of the rows. */
  int[] rows() {
    return IntStream.range(from, to).toArray();
  }
}
