package dev.neurac.kernels;

/** Where vector code is run until HotSpot has compiled it. */
interface WarmUp {

  /** Vector code to be compiled. */
  @FunctionalInterface
  interface Code {
    /**
     * Runs the code.
     *
     * @param turns about how often its loop turns; if negative, it does nothing but count up to 0,
     *     since HotSpot counts calls and turns
     * @return how many operations on vectors that were
     */
    int run(int turns);
  }

  /**
   * Adds code to compile.
   *
   * @param whenCompiled what to do then; it is never done if HotSpot does not compile the code
   */
  void compile(Code code, Runnable whenCompiled);

  /** Adds something else to do, soon and not on this thread. */
  void run(Runnable work);
}
