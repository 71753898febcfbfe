package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;

/** Transposes by vectors where HotSpot has compiled them, else float by float. */
final class WarmTransposer implements WarmCode {

  /** Columns that are transposed at once: what they become stays in the cache meanwhile. */
  private static final int STRIP = 32;

  private final Transposer blocks;
  private final WarmUp warmUp;
  private volatile boolean ready;

  /** Whether it stays with floats. */
  private volatile boolean hopeless;

  private volatile boolean wanted;

  private WarmTransposer(Transposer blocks, WarmUp warmUp) {
    this.blocks = blocks;
    this.warmUp = warmUp;
  }

  /** Returns what vectors of so many bits can do. */
  static WarmTransposer of(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    if (bits < 256) {
      return new WarmTransposer(null, warmUp);
    }
    return new WarmTransposer(
        (Transposer) VectorWidth.instance(MethodHandles.lookup(), "VectorTransposer"), warmUp);
  }

  @Override
  public boolean isReady() {
    if (!wanted) {
      want();
    }
    return ready || hopeless || blocks == null;
  }

  /** {@code to[toAt + j·toRow + i] = from[fromAt + i·fromRow + j]}, for i < rows, j < columns. */
  void transpose(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toRow) {
    int wholeRows = ready ? rows - rows % Transposer.BLOCK : 0;
    int wholeColumns = columns - columns % Transposer.BLOCK;
    if (wholeRows > 0 && wholeColumns > 0) {
      blocks.transpose(from, fromAt, fromRow, wholeRows, wholeColumns, to, toAt, toRow);
      if (wholeColumns < columns) {
        floats(
            from,
            fromAt + wholeColumns,
            fromRow,
            wholeRows,
            columns - wholeColumns,
            to,
            toAt + wholeColumns * toRow,
            toRow);
      }
    } else {
      wholeRows = 0;
    }
    if (wholeRows < rows) {
      int at = fromAt + wholeRows * fromRow;
      floats(from, at, fromRow, rows - wholeRows, columns, to, toAt + wholeRows, toRow);
    }
  }

  private final class Blocks implements WarmUp.Code {
    @Override
    public int run(int iterations) {
      return blocks.warmUp(iterations);
    }

    @Override
    public boolean replace() {
      hopeless = true;
      return false;
    }
  }

  private synchronized void want() {
    if (!wanted) {
      wanted = true;
      if (blocks != null) {
        warmUp.compile(new Blocks(), () -> ready = true);
      }
    }
  }

  private static void floats(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toRow) {
    for (int j = 0; j < columns; j += STRIP) {
      int end = Math.min(columns, j + STRIP);
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        int from0 = fromAt + i * fromRow;
        int from1 = from0 + fromRow;
        int from2 = from1 + fromRow;
        int from3 = from2 + fromRow;
        int into = toAt + j * toRow + i;
        for (int q = j; q < end; q++) {
          to[into] = from[from0 + q];
          to[into + 1] = from[from1 + q];
          to[into + 2] = from[from2 + q];
          to[into + 3] = from[from3 + q];
          into += toRow;
        }
      }
      for (; i < rows; i++) {
        int at = fromAt + i * fromRow;
        int into = toAt + j * toRow + i;
        for (int q = j; q < end; q++) {
          to[into] = from[at + q];
          into += toRow;
        }
      }
    }
  }
}
