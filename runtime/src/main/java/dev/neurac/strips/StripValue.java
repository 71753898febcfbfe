package dev.neurac.strips;

import java.util.List;

/**
 * A value of a strip program: computed, a constant, or loaded from a buffer.
 *
 * @param primitive what computes it, or null
 * @param view where it is loaded from, or null; without a primitive and a view it is a constant, or
 *     where it has elements the place of each in its vector
 * @param number the constant, or the salt of a draw of random numbers
 */
record StripValue(
    Extent extent, Primitive primitive, List<StripValue> operands, View view, float number) {

  /** How many numbers a value is. */
  enum Extent {
    /** One for the whole program. */
    CONSTANT,
    /** One for each vector along the last axis. */
    VECTOR,
    /** One for each element of each vector. */
    ELEMENT
  }

  /**
   * How a program reads or writes a buffer.
   *
   * @param buffer the index of the buffer
   * @param extent {@code CONSTANT} if all rows have the same elements
   * @param period after how many numbers a {@code CONSTANT} view repeats; how many vectors share a
   *     number of a {@code VECTOR} view; else 1
   */
  record View(int buffer, Extent extent, int period) {

    // Written out: the JDK's method handles behind those of records keep the classes for which
    // they were made last in memory, and with them an application that was undeployed.
    @Override
    public boolean equals(Object other) {
      return other instanceof View view
          && buffer == view.buffer
          && extent == view.extent
          && period == view.period;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * buffer + extent.ordinal()) + period;
    }
  }

  /** A value equals itself alone: the reader makes one object for whatever is computed alike. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
