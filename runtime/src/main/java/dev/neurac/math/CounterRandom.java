package dev.neurac.math;

/**
 * Random numbers without a state: each depends on nothing but the four ints it is asked for, so
 * that any thread, batch split and back end draws the same.
 *
 * <p>Each int is mixed by the finaliser of MurmurHash3 (Appleby, public domain), and so is the
 * state after taking it in. Only int arithmetic on locals, which Aparapi translates as it is.
 */
public final class CounterRandom {

  private CounterRandom() {}

  /**
   * Returns a number in [0, 1), a multiple of 2⁻²⁴.
   *
   * @param seed where the random numbers of a training start; 0 is as good as any
   * @param step the number of the training step
   * @param node tells the users of random numbers in one network apart
   * @param index the place of the element in its value
   */
  public static float uniform(int seed, int step, int node, int index) {
    int bits = absorb(state(seed, step, node), index);
    int mantissa = bits >>> 8;
    return mantissa * 0x1p-24f;
  }

  /** Returns the state that is the same for all elements of a value. */
  public static int state(int seed, int step, int node) {
    return absorb(absorb(absorb(0, seed), step), node);
  }

  // The word is mixed before it meets the state: otherwise two steps whose states differ in few
  // bits would draw the same numbers in another order.
  private static int absorb(int state, int word) {
    int mixed = mix(word + 0x9e3779b9);
    return mix((state ^ mixed) * 5 + 0xe6546b64);
  }

  /** Returns an int of which every bit depends on every bit of {@code x}; a bijection. */
  private static int mix(int x) {
    int a = (x ^ (x >>> 16)) * 0x85ebca6b;
    int b = (a ^ (a >>> 13)) * 0xc2b2ae35;
    return b ^ (b >>> 16);
  }
}
