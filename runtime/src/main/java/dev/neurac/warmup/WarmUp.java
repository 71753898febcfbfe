package dev.neurac.warmup;

/** Where vector code is run until HotSpot has compiled it. */
public interface WarmUp {

  /** The most turns that are asked for. */
  int MOST_TURNS = 64;

  /** Vector code to be compiled. */
  @FunctionalInterface
  interface Code {
    /**
     * Runs the code.
     *
     * @param turns about how often its loop turns, at most {@link #MOST_TURNS}; if negative, it
     *     does as little as it can but count up to 0, since HotSpot counts calls and turns
     * @return how many operations on vectors that were at least
     */
    int run(int turns);

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
