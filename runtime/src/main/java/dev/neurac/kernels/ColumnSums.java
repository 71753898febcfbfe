package dev.neurac.kernels;

/**
 * The sum over rows of each column, {@code [rows, n] → [n]}: the gradient of a bias. From 0, and
 * from the first row to the last, as the printed loops add.
 */
public final class ColumnSums {

  /** What a thread gives the primitive: the arrays, then where in them and how long. */
  private static final ThreadLocal<Object[]> THREAD =
      ThreadLocal.withInitial(
          () -> new Object[] {new float[2][], new int[2], new int[] {0, 1, 0, 0}});

  /** Fewer additions than this are done before the primitive is begun. */
  private static final int LEAST_ADDITIONS = 64;

  private static StripLibrary asked;
  private static Ready ready = new Ready(null, null);

  private record Ready(StripLibrary library, Strip strip) {}

  private ColumnSums() {}

  /**
   * Returns whether the sums are faster here than in the printed loops.
   *
   * @param additions how many there are to do
   */
  public static boolean isReady(int additions) {
    StripLibrary library = StripLibrary.current;
    if (library == null || additions < LEAST_ADDITIONS) {
      return false;
    }
    if (ready.library() != library) {
      ask(library);
    }
    return ready.library() == library;
  }

  private static synchronized void ask(StripLibrary library) {
    if (asked != library) {
      asked = library;
      library.request(
          () -> {
            if (library.warm(Primitive.COLUMN_SUMS)) {
              ready = new Ready(library, library.strip(Primitive.COLUMN_SUMS));
            }
          });
    }
  }

  /**
   * Writes columns {@code from} to {@code to}, exclusive, of {@code y}.
   *
   * @param n how many columns there are
   */
  public static void run(
      int from, int to, float[] x, int xAt, int rows, int n, float[] y, int yAt) {
    Ready sums = ready;
    int whole = (to - from) / sums.library().lanes() * sums.library().lanes();
    if (whole > 0) {
      Object[] thread = THREAD.get();
      float[][] strips = (float[][]) thread[0];
      int[] begins = (int[]) thread[1];
      int[] code = (int[]) thread[2];
      strips[0] = x;
      strips[1] = y;
      begins[0] = xAt + from;
      begins[1] = yAt + from;
      code[2] = rows;
      code[3] = n;
      sums.strip().apply(strips, begins, code, 0, whole);
      strips[0] = null;
      strips[1] = null;
    }
    narrow(from + whole, to, x, xAt, rows, n, y, yAt);
  }

  /** The columns that make no vector, four at a time. */
  private static void narrow(
      int from, int to, float[] x, int xAt, int rows, int n, float[] y, int yAt) {
    int i = from;
    for (; i + 4 <= to; i += 4) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int p = 0, at = xAt + i; p < rows; p++, at += n) {
        s0 += x[at];
        s1 += x[at + 1];
        s2 += x[at + 2];
        s3 += x[at + 3];
      }
      y[yAt + i] = s0;
      y[yAt + i + 1] = s1;
      y[yAt + i + 2] = s2;
      y[yAt + i + 3] = s3;
    }
    for (; i < to; i++) {
      float s = 0;
      for (int p = 0, at = xAt + i; p < rows; p++, at += n) {
        s += x[at];
      }
      y[yAt + i] = s;
    }
  }
}
