package dev.neurac.warmup;

/** Where vector code is run until HotSpot has compiled it. */
public interface WarmUp {

  /** The most iterations that are asked for. */
  int MAX_ITERATIONS = 64;

  /** Vector code to be compiled. */
  @FunctionalInterface
  interface Code {
    /**
     * Runs the code.
     *
     * @param iterations about how many its loop makes, at most {@link #MAX_ITERATIONS}; if
     *     negative, it does nothing but count up to 0, since HotSpot counts calls and iterations
     * @return how many operations on vectors that were at least
     */
    int run(int iterations);

    /**
     * Puts another class in the place of one that HotSpot compiled badly.
     *
     * @return whether there is another; if not, the code is not run any more
     */
    default boolean replace() {
      return false;
    }
  }

  /**
   * Adds code to compile.
   *
   * @param whenCompiled what to do then; it is never done if HotSpot does not compile the code
   */
  void compile(Code code, Runnable whenCompiled);

  /** Adds something else to do, soon. */
  void run(Runnable work);
}
