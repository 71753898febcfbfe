package dev.neurac.strips;

/**
 * What a {@link Primitive} does to strips: arrays of floats so short that a few of them stay in the
 * first-level cache.
 *
 * <p>Each primitive is a class of its own, so that the call from the interpreter is megamorphic and
 * C2 does not inline vector code into it.
 */
@FunctionalInterface
interface StripOperation {

  /**
   * Computes {@code count} elements.
   *
   * @param strips the arrays, by number
   * @param offsets the index in each array at which its elements start
   * @param operands holds the numbers of the strips that are read, then of the one that is written,
   *     then what else the primitive takes
   * @param at the index in {@code operands} of the first
   * @param count a multiple of the machine's lanes, except where the primitive says otherwise
   */
  void apply(float[][] strips, int[] offsets, int[] operands, int at, int count);
}
