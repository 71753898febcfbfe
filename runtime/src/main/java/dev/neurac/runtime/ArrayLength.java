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
    long length = (long) rows * floatsPerRow;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + floatsPerRow
              + " floats are "
              + length
              + " floats, but an array holds at most "
              + LONGEST
              + "; "
              + advice);
    }
    return (int) length;
  }
}
