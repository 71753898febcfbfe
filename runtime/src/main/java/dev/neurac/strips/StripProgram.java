package dev.neurac.strips;

/**
 * What a kernel does besides its matrix product, as a program over strips of floats: generated code
 * runs it in the place of its loops once its vector instructions are compiled, and gets the same
 * bits.
 *
 * <p>A row of the batch is some vectors along its last axis. The values of a block of rows are
 * computed together, one operation at a time, so that even rows of four elements fill vectors.
 * {@link StripReader} says what the text looks like.
 *
 * <p>Any number of threads may run a program at once. Nothing is allocated once a thread has run
 * it. A program is run only after {@link #isReady} has returned true.
 */
public final class StripProgram {

  private final String text;

  /** What the text was read as, for the library that was current then. */
  private volatile StripCode read;

  /** The same, once its primitives are compiled. */
  private volatile StripCode code;

  private volatile StripLibrary asked;
  private volatile StripCode wanted;

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
    StripCode known = read;
    if (known == null || known.library != library) {
      if (asked != library) {
        ask(library);
      }
      known = read;
    }
    if (known == null || known.library != library || rows < library.leastRows(known)) {
      return false;
    }
    if (code == known) {
      return true;
    }
    if (wanted != known && rows >= library.leastRowsToCompile(known)) {
      want(library, known);
    }
    if (library.areWarm(known.vectorPrimitives)) {
      code = known;
    }
    return code == known;
  }

  /** Has the text read, once for a library. */
  private synchronized void ask(StripLibrary library) {
    if (asked != library) {
      asked = library;
      library.request(() -> read = StripAssembler.assemble(text, library));
    }
  }

  /** Has the primitives compiled, once: only for programs that are run on enough rows. */
  private synchronized void want(StripLibrary library, StripCode known) {
    if (wanted != known) {
      wanted = known;
      library.request(() -> library.want(known.primitives));
    }
  }

  /** Runs the program on its buffer, the one that is written first. */
  public void run(int from, int to, float[] a, int aAt) {
    run(from, to, 0, 0, a, aAt);
  }

  /** Runs the program with random numbers. */
  public void run(int from, int to, int seed, int step, float[] a, int aAt) {
    run(from, to, seed, step, a, aAt, null, 0, null, 0, null, 0, null, 0, null, 0);
  }

  /** Runs the program on 2 buffers, the one that is written first. */
  public void run(int from, int to, float[] a, int aAt, float[] b, int bAt) {
    run(from, to, 0, 0, a, aAt, b, bAt);
  }

  /** Runs the program with random numbers. */
  public void run(int from, int to, int seed, int step, float[] a, int aAt, float[] b, int bAt) {
    run(from, to, seed, step, a, aAt, b, bAt, null, 0, null, 0, null, 0, null, 0);
  }

  /** Runs the program on 3 buffers, the one that is written first. */
  public void run(int from, int to, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
    run(from, to, 0, 0, a, aAt, b, bAt, c, cAt);
  }

  /** Runs the program with random numbers. */
  public void run(
      int from,
      int to,
      int seed,
      int step,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    run(from, to, seed, step, a, aAt, b, bAt, c, cAt, null, 0, null, 0, null, 0);
  }

  /** Runs the program on 4 buffers, the one that is written first. */
  public void run(
      int from,
      int to,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt) {
    run(from, to, 0, 0, a, aAt, b, bAt, c, cAt, d, dAt);
  }

  /** Runs the program with random numbers. */
  public void run(
      int from,
      int to,
      int seed,
      int step,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt) {
    run(from, to, seed, step, a, aAt, b, bAt, c, cAt, d, dAt, null, 0, null, 0);
  }

  /** Runs the program on 5 buffers, the one that is written first. */
  public void run(
      int from,
      int to,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt,
      float[] e,
      int eAt) {
    run(from, to, 0, 0, a, aAt, b, bAt, c, cAt, d, dAt, e, eAt);
  }

  /** Runs the program with random numbers. */
  public void run(
      int from,
      int to,
      int seed,
      int step,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt,
      float[] e,
      int eAt) {
    run(from, to, seed, step, a, aAt, b, bAt, c, cAt, d, dAt, e, eAt, null, 0);
  }

  /** Runs the program on 6 buffers, the one that is written first. */
  public void run(
      int from,
      int to,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt,
      float[] e,
      int eAt,
      float[] f,
      int fAt) {
    run(from, to, 0, 0, a, aAt, b, bAt, c, cAt, d, dAt, e, eAt, f, fAt);
  }

  /** Runs the program with random numbers. */
  public void run(
      int from,
      int to,
      int seed,
      int step,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      float[] d,
      int dAt,
      float[] e,
      int eAt,
      float[] f,
      int fAt) {
    StripCode code = this.code;
    Object[] frame = code.frames.get();
    float[][] strips = (float[][]) frame[0];
    int[] begins = (int[]) frame[1];
    int buffer = code.buffer(0);
    strips[buffer] = a;
    begins[buffer] = aAt;
    strips[buffer + 1] = b;
    begins[buffer + 1] = bAt;
    strips[buffer + 2] = c;
    begins[buffer + 2] = cAt;
    strips[buffer + 3] = d;
    begins[buffer + 3] = dAt;
    strips[buffer + 4] = e;
    begins[buffer + 4] = eAt;
    strips[buffer + 5] = f;
    begins[buffer + 5] = fAt;
    StripInterpreter.run(code, strips, begins, from, to, seed, step);
  }
}
