package dev.neurac.strips;

/**
 * A primitive operation over strips: arrays of floats so short that a few of them stay in the
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
   * @param begins where in its array each operand begins
   * @param code holds the numbers of the operands, the result last
   * @param at where in the code they stand
   * @param count a multiple of the vectors' length, except where the primitive says otherwise
   */
  void apply(float[][] strips, int[] begins, int[] code, int at, int count);
}
