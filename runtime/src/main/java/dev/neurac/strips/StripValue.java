package dev.neurac.strips;

import java.util.List;

/**
 * A value of a strip program: computed, a constant, or what a buffer holds.
 *
 * @param primitive what computes it, or null
 * @param view where it is read, or null
 * @param number the constant, or what tells the draws of random numbers apart
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
   * Numbers of a buffer.
   *
   * @param buffer the number of the buffer
   * @param extent {@code CONSTANT} if all rows have the same elements
   * @param period how many numbers there are until they repeat where the extent is {@code
   *     CONSTANT}; how many vectors share a number where it is {@code VECTOR}
   */
  record View(int buffer, Extent extent, int period) {}

  /** A node is itself, whatever others look alike: the reader makes no two for one value. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
