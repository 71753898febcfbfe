package dev.neurac.strips;

/**
 * What a kernel does besides its matrix product, as a program over strips of floats: generated code
 * runs it in the place of its loops once its vector instructions are compiled, and gets the same
 * bits.
 *
 * <p>A row of the batch is some vectors along its last axis. The values of a block of rows are
 * computed together, one operation at a time, so that even rows of four elements fill vectors.
 * {@link StripReader} says what the text looks like, and the package's page follows one program
 * from its text to what runs.
 *
 * <pre>{@code
 * if (LOSS.isReady(to - from)) {
 *   LOSS.on(losses, lossesAt).and(layer2, layer2At).and(targets, targetsAt).run(from, to);
 *   return;
 * }
 * }</pre>
 *
 * <p>Any number of threads may run a program at once. Nothing is allocated once a thread has run
 * it. A program is run only after {@link #isReady} has returned true.
 */
public final class StripProgram {

  private final String text;

  /** What the text was assembled to, for the library that was current then. */
  private volatile StripCode assembled;

  /** The same, once its primitives are compiled. */
  private volatile StripCode code;

  /** For which library the text was last given to be assembled. */
  private volatile StripLibrary requested;

  /** Whose primitives were last given to be compiled. */
  private volatile StripCode compiling;

  private StripProgram(String text) {
    this.text = text;
  }

  /** Returns a program, which is not read before it is first needed. */
  public static StripProgram of(String text) {
    return new StripProgram(text);
  }

  /**
   * Returns whether the program can run and is faster than the printed loops.
   *
   * @param rows how many rows there are to compute
   */
  public boolean isReady(int rows) {
    StripLibrary library = StripLibrary.current;
    if (library == null) {
      return false;
    }
    StripCode known = assembled;
    if (known == null || known.library != library) {
      if (requested != library) {
        assemble(library);
      }
      known = assembled;
    }
    if (known == null || known.library != library || rows < library.minRows(known)) {
      return false;
    }
    if (code == known) {
      return true;
    }
    if (compiling != known && rows >= library.minRowsToCompile(known)) {
      compile(library, known);
    }
    if (library.areCompiled(known.vectorPrimitives)) {
      code = known;
    }
    return code == known;
  }

  /** Has the text assembled, once for a library. */
  private synchronized void assemble(StripLibrary library) {
    if (requested != library) {
      requested = library;
      library.request(() -> assembled = StripAssembler.assemble(text, library));
    }
  }

  /** Has the primitives compiled, once: only for programs that are run on enough rows. */
  private synchronized void compile(StripLibrary library, StripCode known) {
    if (compiling != known) {
      compiling = known;
      library.request(() -> library.compile(known.primitives));
    }
  }

  /**
   * Begins a run: binds the first buffer, the one that is written. The others follow with {@link
   * StripFrame#and} in the order of their numbers, then {@link StripFrame#run}.
   *
   * @param array holds the values of all rows
   * @param offset the index of the first row's first value
   */
  public StripFrame on(float[] array, int offset) {
    StripCode code = this.code;
    if (code == null) {
      throw new IllegalStateException("isReady has not returned true");
    }
    return StripFrame.take().prepare(code).and(array, offset);
  }
}
