package dev.neurac.runtime;

/** How long the arrays of many rows are, and that they cannot be. */
final class ArrayLength {

  /** The longest array that every Java machine can make. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private ArrayLength() {}

  /**
   * Returns the length of an array of rows.
   *
   * @param advice what to do where it is too long, for the message
   * @throws IllegalArgumentException if no array is that long
   */
  static int of(int rows, int floatsPerRow, String advice) {
    return of(rows, floatsPerRow, 0, advice);
  }

  /**
   * Returns the length of an array of rows, and of what they share behind them.
   *
   * @param shared how many floats they share
   * @param advice what to do where it is too long, for the message
   * @throws IllegalArgumentException if no array is that long
   */
  static int of(int rows, int floatsPerRow, int shared, String advice) {
    long length = (long) rows * floatsPerRow + shared;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + floatsPerRow
              + " floats"
              + (shared > 0 ? " and " + shared + " for all" : "")
              + " are "
              + length
              + " floats, but an array holds at most "
              + LONGEST
              + "; "
              + advice);
    }
    return (int) length;
  }
}
