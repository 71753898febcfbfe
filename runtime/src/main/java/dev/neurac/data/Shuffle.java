package dev.neurac.data;

import java.util.SplittableRandom;

/**
 * Puts rows in a random order that depends on the seed alone.
 *
 * <p>Only {@code nextLong} of the JDK is used, which is the published SplitMix64 (Steele, Lea and
 * Flood, 2014): how a JDK turns those bits into a bounded int is its own affair and may change.
 */
public final class Shuffle {

  private Shuffle() {}

  /**
   * Returns the numbers from 0 up to {@code size}, each once, every order equally likely.
   *
   * @param size at least 0
   * @param seed any number, 0 included; the same seed gives the same order on every JDK
   * @throws IllegalArgumentException if the size is negative
   */
  public static int[] permutation(int size, long seed) {
    if (size < 0) {
      throw new IllegalArgumentException("a size is at least 0, but it is " + size);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[size];
    // Fisher and Yates, inside out: position i takes a random one of those before it, or itself.
    for (int i = 0; i < size; i++) {
      int j = below(i + 1, random);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** A number from 0 up to the bound; draws in the last, incomplete run of 31 bits are rejected. */
  private static int below(int bound, SplittableRandom random) {
    while (true) {
      int bits = (int) (random.nextLong() >>> 33);
      int value = bits % bound;
      if (bits - value + (bound - 1) >= 0) {
        return value;
      }
    }
  }
}
