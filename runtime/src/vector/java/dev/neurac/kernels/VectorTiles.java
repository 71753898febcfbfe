// DO NOT EDIT: printed by TilesWriter (src/test). TilesAreAsWrittenTest prints it anew with
// -Dtiles.update=true.
package dev.neurac.kernels;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link MicroKernel}s on {@code jdk.incubator.vector}.
 *
 * <p>A tile of C stays in registers while the inner index runs: four rows by four vectors make 16
 * accumulators, and 4 loads of B and 4 of A feed 16 multiply-adds. The width of the vectors is a
 * constant of the class, since C2 compiles vectors of no other: {@link
 * dev.neurac.warmup.VectorWidth} defines the class once for each width.
 *
 * <p>What C2 asks of this code:
 *
 * <ul>
 *   <li>Each kernel starts with a way out where it does nothing but count: HotSpot counts calls and
 *       iterations of each method by itself, and {@link dev.neurac.warmup.WarmUp} has it compile
 *       them by that.
 *   <li>Each is longer than what C2 inlines into other methods, 325 bytes of code. What calls a
 *       kernel to have it compiled would get a copy, and the kernel itself would stay as it is.
 *   <li>The accumulators are local variables and not an array, and no kernel calls another method
 *       of ours: C2 inlines none into so much vector code.
 *   <li>The loops of the larger tiles are do-while, not for: with the test at the loop head, C2 of
 *       JDK 17 keeps two copies of the accumulators alive in about half of all processes; they no
 *       longer fit 16 registers, and the tile runs at half speed.
 *   <li>{@link #EXACT}.cast tells C2 the class of an accumulator again, which it loses where the
 *       paths of a loop meet. Without it JDK 17 allocates the vectors as soon as several widths are
 *       in use: 4 GFLOP/s in place of 95.
 * </ul>
 */
final class VectorTiles implements Tiles {

  private static final VectorSpecies<Float> S = Species.of(MethodHandles.lookup());
  private static final int LANES = S.length();

  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  // The kernels by their place in the table.
  private static final int TILE_4X4 = 0;
  private static final int TILE_4X3 = 1;
  private static final int TILE_4X2 = 2;
  private static final int TILE_8X1 = 3;
  private static final int TILE_4X1 = 4;
  private static final int TILE_1X4 = 5;
  private static final int TILE_1X1 = 6;
  private static final int ROW_1X16 = 7;
  private static final int ROW_1X8 = 8;
  private static final int PANEL_8X1 = 9;
  private static final int PANEL_4X1 = 10;
  private static final int PANEL_1X1 = 11;

  VectorTiles() {}

  @Override
  public void run(
      TileRange range,
      Layout layout,
      int inner,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    int aRow = layout.aRow();
    int aStep = layout.aStep();
    int bRow = layout.bRow();
    int cRow = layout.cRow();
    int firstRow = range.firstRow();
    int endRow = range.endRow();
    int endColumn = range.endColumn();
    switch (range.kernel().ordinal()) {
      case TILE_4X4 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 4 * LANES) {
          for (int r = firstRow; r < endRow; r += 4) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile4x4(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_4X3 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 3 * LANES) {
          for (int r = firstRow; r < endRow; r += 4) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile4x3(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_4X2 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 2 * LANES) {
          for (int r = firstRow; r < endRow; r += 4) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile4x2(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_8X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 8) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile8x1(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_4X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 4) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile4x1(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_1X4 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 4 * LANES) {
          for (int r = firstRow; r < endRow; r += 1) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile1x4(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case TILE_1X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 1) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            tile1x1(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
          }
        }
      }
      case ROW_1X16 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 16 * LANES) {
          for (int r = firstRow; r < endRow; r += 1) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            row1x16(a, at, b, bAt + j, bRow, c, into, inner);
          }
        }
      }
      case ROW_1X8 -> {
        for (int j = range.firstColumn(); j < endColumn; j += 8 * LANES) {
          for (int r = firstRow; r < endRow; r += 1) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            row1x8(a, at, b, bAt + j, bRow, c, into, inner);
          }
        }
      }
      case PANEL_8X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 8) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            panel8x1(a, at, aRow, b, bAt + j, c, into, inner);
          }
        }
      }
      case PANEL_4X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 4) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            panel4x1(a, at, aRow, b, bAt + j, c, into, inner);
          }
        }
      }
      case PANEL_1X1 -> {
        for (int j = range.firstColumn(); j < endColumn; j += LANES) {
          for (int r = firstRow; r < endRow; r += 1) {
            int at = aAt + r * aRow;
            int into = cAt + r * cRow + j;
            panel1x1(a, at, aRow, b, bAt + j, c, into, inner);
          }
        }
      }
      default -> throw new IllegalArgumentException(range.toString());
    }
  }

  /** 4 rows by 4 vectors. */
  private static void tile4x4(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c02 = FloatVector.zero(S);
    FloatVector c03 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c12 = FloatVector.zero(S);
    FloatVector c13 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c22 = FloatVector.zero(S);
    FloatVector c23 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c32 = FloatVector.zero(S);
    FloatVector c33 = FloatVector.zero(S);

    // Loop over the inner index.
    int end = bAt + inner * bRow;
    if (inner > 0) {
      do {
        FloatVector b0 = FloatVector.fromArray(S, b, bAt);
        FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
        FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * LANES);
        FloatVector x = FloatVector.broadcast(S, a[aAt]);
        c00 = x.fma(b0, EXACT.cast(c00));
        c01 = x.fma(b1, EXACT.cast(c01));
        c02 = x.fma(b2, EXACT.cast(c02));
        c03 = x.fma(b3, EXACT.cast(c03));
        x = FloatVector.broadcast(S, a[aAt + aRow]);
        c10 = x.fma(b0, EXACT.cast(c10));
        c11 = x.fma(b1, EXACT.cast(c11));
        c12 = x.fma(b2, EXACT.cast(c12));
        c13 = x.fma(b3, EXACT.cast(c13));
        x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
        c20 = x.fma(b0, EXACT.cast(c20));
        c21 = x.fma(b1, EXACT.cast(c21));
        c22 = x.fma(b2, EXACT.cast(c22));
        c23 = x.fma(b3, EXACT.cast(c23));
        x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
        c30 = x.fma(b0, EXACT.cast(c30));
        c31 = x.fma(b1, EXACT.cast(c31));
        c32 = x.fma(b2, EXACT.cast(c32));
        c33 = x.fma(b3, EXACT.cast(c33));
        aAt += aStep;
        bAt += bRow;
      } while (bAt != end);
    }

    // Stores.
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c02).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c03).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c10).intoArray(c, cAt + cRow);
    EXACT.cast(c11).intoArray(c, cAt + cRow + LANES);
    EXACT.cast(c12).intoArray(c, cAt + cRow + 2 * LANES);
    EXACT.cast(c13).intoArray(c, cAt + cRow + 3 * LANES);
    EXACT.cast(c20).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c21).intoArray(c, cAt + 2 * cRow + LANES);
    EXACT.cast(c22).intoArray(c, cAt + 2 * cRow + 2 * LANES);
    EXACT.cast(c23).intoArray(c, cAt + 2 * cRow + 3 * LANES);
    EXACT.cast(c30).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c31).intoArray(c, cAt + 3 * cRow + LANES);
    EXACT.cast(c32).intoArray(c, cAt + 3 * cRow + 2 * LANES);
    EXACT.cast(c33).intoArray(c, cAt + 3 * cRow + 3 * LANES);
  }

  /** 4 rows by 3 vectors. */
  private static void tile4x3(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c02 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c12 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c22 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c32 = FloatVector.zero(S);

    // Loop over the inner index.
    int end = bAt + inner * bRow;
    if (inner > 0) {
      do {
        FloatVector b0 = FloatVector.fromArray(S, b, bAt);
        FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
        FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
        FloatVector x = FloatVector.broadcast(S, a[aAt]);
        c00 = x.fma(b0, EXACT.cast(c00));
        c01 = x.fma(b1, EXACT.cast(c01));
        c02 = x.fma(b2, EXACT.cast(c02));
        x = FloatVector.broadcast(S, a[aAt + aRow]);
        c10 = x.fma(b0, EXACT.cast(c10));
        c11 = x.fma(b1, EXACT.cast(c11));
        c12 = x.fma(b2, EXACT.cast(c12));
        x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
        c20 = x.fma(b0, EXACT.cast(c20));
        c21 = x.fma(b1, EXACT.cast(c21));
        c22 = x.fma(b2, EXACT.cast(c22));
        x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
        c30 = x.fma(b0, EXACT.cast(c30));
        c31 = x.fma(b1, EXACT.cast(c31));
        c32 = x.fma(b2, EXACT.cast(c32));
        aAt += aStep;
        bAt += bRow;
      } while (bAt != end);
    }

    // Stores.
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c02).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c10).intoArray(c, cAt + cRow);
    EXACT.cast(c11).intoArray(c, cAt + cRow + LANES);
    EXACT.cast(c12).intoArray(c, cAt + cRow + 2 * LANES);
    EXACT.cast(c20).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c21).intoArray(c, cAt + 2 * cRow + LANES);
    EXACT.cast(c22).intoArray(c, cAt + 2 * cRow + 2 * LANES);
    EXACT.cast(c30).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c31).intoArray(c, cAt + 3 * cRow + LANES);
    EXACT.cast(c32).intoArray(c, cAt + 3 * cRow + 2 * LANES);
  }

  /** 4 rows by 2 vectors. */
  private static void tile4x2(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);

    // Loop over the inner index.
    int end = bAt + inner * bRow;
    if (inner > 0) {
      do {
        FloatVector b0 = FloatVector.fromArray(S, b, bAt);
        FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
        FloatVector x = FloatVector.broadcast(S, a[aAt]);
        c00 = x.fma(b0, EXACT.cast(c00));
        c01 = x.fma(b1, EXACT.cast(c01));
        x = FloatVector.broadcast(S, a[aAt + aRow]);
        c10 = x.fma(b0, EXACT.cast(c10));
        c11 = x.fma(b1, EXACT.cast(c11));
        x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
        c20 = x.fma(b0, EXACT.cast(c20));
        c21 = x.fma(b1, EXACT.cast(c21));
        x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
        c30 = x.fma(b0, EXACT.cast(c30));
        c31 = x.fma(b1, EXACT.cast(c31));
        aAt += aStep;
        bAt += bRow;
      } while (bAt != end);
    }

    // Stores.
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c10).intoArray(c, cAt + cRow);
    EXACT.cast(c11).intoArray(c, cAt + cRow + LANES);
    EXACT.cast(c20).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c21).intoArray(c, cAt + 2 * cRow + LANES);
    EXACT.cast(c30).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c31).intoArray(c, cAt + 3 * cRow + LANES);
  }

  /** 8 rows by A vector. */
  private static void tile8x1(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);

    // Loop over the inner index.
    int end = bAt + inner * bRow;
    if (inner > 0) {
      do {
        FloatVector b0 = FloatVector.fromArray(S, b, bAt);
        FloatVector x = FloatVector.broadcast(S, a[aAt]);
        c0 = x.fma(b0, EXACT.cast(c0));
        x = FloatVector.broadcast(S, a[aAt + aRow]);
        c1 = x.fma(b0, EXACT.cast(c1));
        x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
        c2 = x.fma(b0, EXACT.cast(c2));
        x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
        c3 = x.fma(b0, EXACT.cast(c3));
        x = FloatVector.broadcast(S, a[aAt + 4 * aRow]);
        c4 = x.fma(b0, EXACT.cast(c4));
        x = FloatVector.broadcast(S, a[aAt + 5 * aRow]);
        c5 = x.fma(b0, EXACT.cast(c5));
        x = FloatVector.broadcast(S, a[aAt + 6 * aRow]);
        c6 = x.fma(b0, EXACT.cast(c6));
        x = FloatVector.broadcast(S, a[aAt + 7 * aRow]);
        c7 = x.fma(b0, EXACT.cast(c7));
        aAt += aStep;
        bAt += bRow;
      } while (bAt != end);
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c4).intoArray(c, cAt + 4 * cRow);
    EXACT.cast(c5).intoArray(c, cAt + 5 * cRow);
    EXACT.cast(c6).intoArray(c, cAt + 6 * cRow);
    EXACT.cast(c7).intoArray(c, cAt + 7 * cRow);
  }

  /** 4 rows by A vector; 2 inner indices at a time. */
  private static void tile4x1(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);

    // Loop over the inner index, 2 at a time.
    int whole = bAt + (inner & ~1) * bRow;
    while (bAt != whole) {
      int next1 = aAt + aStep;
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[aAt + aRow]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[aAt + 2 * aRow]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[aAt + 3 * aRow]).fma(b0, EXACT.cast(c3));
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + bRow);
      c0 = FloatVector.broadcast(S, a[next1]).fma(b1, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[next1 + aRow]).fma(b1, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[next1 + 2 * aRow]).fma(b1, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[next1 + 3 * aRow]).fma(b1, EXACT.cast(c3));
      aAt += 2 * aStep;
      bAt += 2 * bRow;
    }

    // Tail.
    if ((inner & 1) != 0) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[aAt + aRow]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[aAt + 2 * aRow]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[aAt + 3 * aRow]).fma(b0, EXACT.cast(c3));
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
  }

  /** A row by 4 vectors. */
  private static void tile1x4(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);

    // Loop over the inner index.
    int end = bAt + inner * bRow;
    if (inner > 0) {
      do {
        FloatVector b0 = FloatVector.fromArray(S, b, bAt);
        FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
        FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * LANES);
        FloatVector x = FloatVector.broadcast(S, a[aAt]);
        c0 = x.fma(b0, EXACT.cast(c0));
        c1 = x.fma(b1, EXACT.cast(c1));
        c2 = x.fma(b2, EXACT.cast(c2));
        c3 = x.fma(b3, EXACT.cast(c3));
        aAt += aStep;
        bAt += bRow;
      } while (bAt != end);
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
  }

  /** A row by A vector; 8 inner indices at a time. */
  private static void tile1x1(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow,
      int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);

    // Loop over the inner index, 8 at a time.
    int whole = bAt + (inner & ~7) * bRow;
    while (bAt != whole) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + bRow);
      c0 = FloatVector.broadcast(S, a[aAt + aStep]).fma(b1, EXACT.cast(c0));
      FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 2 * aStep]).fma(b2, EXACT.cast(c0));
      FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 3 * aStep]).fma(b3, EXACT.cast(c0));
      FloatVector b4 = FloatVector.fromArray(S, b, bAt + 4 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 4 * aStep]).fma(b4, EXACT.cast(c0));
      FloatVector b5 = FloatVector.fromArray(S, b, bAt + 5 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 5 * aStep]).fma(b5, EXACT.cast(c0));
      FloatVector b6 = FloatVector.fromArray(S, b, bAt + 6 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 6 * aStep]).fma(b6, EXACT.cast(c0));
      FloatVector b7 = FloatVector.fromArray(S, b, bAt + 7 * bRow);
      c0 = FloatVector.broadcast(S, a[aAt + 7 * aStep]).fma(b7, EXACT.cast(c0));
      aAt += 8 * aStep;
      bAt += 8 * bRow;
    }

    // Tail.
    int end = bAt + (inner & 7) * bRow;
    while (bAt != end) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      aAt += aStep;
      bAt += bRow;
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
  }

  /** A row by 16 vectors, for an A without gaps. */
  private static void row1x16(
      float[] a, int aAt, float[] b, int bAt, int bRow, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);
    FloatVector c8 = FloatVector.zero(S);
    FloatVector c9 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c12 = FloatVector.zero(S);
    FloatVector c13 = FloatVector.zero(S);
    FloatVector c14 = FloatVector.zero(S);
    FloatVector c15 = FloatVector.zero(S);

    // Loop over the inner index.
    for (int p = 0; p < inner; p++) {
      FloatVector x = FloatVector.broadcast(S, a[aAt + p]);
      c0 = x.fma(FloatVector.fromArray(S, b, bAt), EXACT.cast(c0));
      c1 = x.fma(FloatVector.fromArray(S, b, bAt + LANES), EXACT.cast(c1));
      c2 = x.fma(FloatVector.fromArray(S, b, bAt + 2 * LANES), EXACT.cast(c2));
      c3 = x.fma(FloatVector.fromArray(S, b, bAt + 3 * LANES), EXACT.cast(c3));
      c4 = x.fma(FloatVector.fromArray(S, b, bAt + 4 * LANES), EXACT.cast(c4));
      c5 = x.fma(FloatVector.fromArray(S, b, bAt + 5 * LANES), EXACT.cast(c5));
      c6 = x.fma(FloatVector.fromArray(S, b, bAt + 6 * LANES), EXACT.cast(c6));
      c7 = x.fma(FloatVector.fromArray(S, b, bAt + 7 * LANES), EXACT.cast(c7));
      c8 = x.fma(FloatVector.fromArray(S, b, bAt + 8 * LANES), EXACT.cast(c8));
      c9 = x.fma(FloatVector.fromArray(S, b, bAt + 9 * LANES), EXACT.cast(c9));
      c10 = x.fma(FloatVector.fromArray(S, b, bAt + 10 * LANES), EXACT.cast(c10));
      c11 = x.fma(FloatVector.fromArray(S, b, bAt + 11 * LANES), EXACT.cast(c11));
      c12 = x.fma(FloatVector.fromArray(S, b, bAt + 12 * LANES), EXACT.cast(c12));
      c13 = x.fma(FloatVector.fromArray(S, b, bAt + 13 * LANES), EXACT.cast(c13));
      c14 = x.fma(FloatVector.fromArray(S, b, bAt + 14 * LANES), EXACT.cast(c14));
      c15 = x.fma(FloatVector.fromArray(S, b, bAt + 15 * LANES), EXACT.cast(c15));
      bAt += bRow;
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c4).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c5).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c6).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c7).intoArray(c, cAt + 7 * LANES);
    EXACT.cast(c8).intoArray(c, cAt + 8 * LANES);
    EXACT.cast(c9).intoArray(c, cAt + 9 * LANES);
    EXACT.cast(c10).intoArray(c, cAt + 10 * LANES);
    EXACT.cast(c11).intoArray(c, cAt + 11 * LANES);
    EXACT.cast(c12).intoArray(c, cAt + 12 * LANES);
    EXACT.cast(c13).intoArray(c, cAt + 13 * LANES);
    EXACT.cast(c14).intoArray(c, cAt + 14 * LANES);
    EXACT.cast(c15).intoArray(c, cAt + 15 * LANES);
  }

  /** A row by 8 vectors, for an A without gaps. */
  private static void row1x8(
      float[] a, int aAt, float[] b, int bAt, int bRow, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);

    // Loop over the inner index.
    for (int p = 0; p < inner; p++) {
      FloatVector x = FloatVector.broadcast(S, a[aAt + p]);
      c0 = x.fma(FloatVector.fromArray(S, b, bAt), EXACT.cast(c0));
      c1 = x.fma(FloatVector.fromArray(S, b, bAt + LANES), EXACT.cast(c1));
      c2 = x.fma(FloatVector.fromArray(S, b, bAt + 2 * LANES), EXACT.cast(c2));
      c3 = x.fma(FloatVector.fromArray(S, b, bAt + 3 * LANES), EXACT.cast(c3));
      c4 = x.fma(FloatVector.fromArray(S, b, bAt + 4 * LANES), EXACT.cast(c4));
      c5 = x.fma(FloatVector.fromArray(S, b, bAt + 5 * LANES), EXACT.cast(c5));
      c6 = x.fma(FloatVector.fromArray(S, b, bAt + 6 * LANES), EXACT.cast(c6));
      c7 = x.fma(FloatVector.fromArray(S, b, bAt + 7 * LANES), EXACT.cast(c7));
      bAt += bRow;
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c4).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c5).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c6).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c7).intoArray(c, cAt + 7 * LANES);
  }

  /** 8 rows by A vector, for panels; 2 inner indices at a time. */
  private static void panel8x1(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = aAt + 2 * aRow;
    int a3 = aAt + 3 * aRow;
    int a4 = aAt + 4 * aRow;
    int a5 = aAt + 5 * aRow;
    int a6 = aAt + 6 * aRow;
    int a7 = aAt + 7 * aRow;
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);

    // Loop over the inner index, 2 at a time.
    int p = 0;
    for (; p <= inner - 2; p += 2) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * LANES + LANES);
      c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[a1 + p]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[a2 + p]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[a3 + p]).fma(b0, EXACT.cast(c3));
      c4 = FloatVector.broadcast(S, a[a4 + p]).fma(b0, EXACT.cast(c4));
      c5 = FloatVector.broadcast(S, a[a5 + p]).fma(b0, EXACT.cast(c5));
      c6 = FloatVector.broadcast(S, a[a6 + p]).fma(b0, EXACT.cast(c6));
      c7 = FloatVector.broadcast(S, a[a7 + p]).fma(b0, EXACT.cast(c7));
      c0 = FloatVector.broadcast(S, a[a0 + p + 1]).fma(b1, c0);
      c1 = FloatVector.broadcast(S, a[a1 + p + 1]).fma(b1, c1);
      c2 = FloatVector.broadcast(S, a[a2 + p + 1]).fma(b1, c2);
      c3 = FloatVector.broadcast(S, a[a3 + p + 1]).fma(b1, c3);
      c4 = FloatVector.broadcast(S, a[a4 + p + 1]).fma(b1, c4);
      c5 = FloatVector.broadcast(S, a[a5 + p + 1]).fma(b1, c5);
      c6 = FloatVector.broadcast(S, a[a6 + p + 1]).fma(b1, c6);
      c7 = FloatVector.broadcast(S, a[a7 + p + 1]).fma(b1, c7);
    }

    // Tail.
    if (p < inner) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[a1 + p]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[a2 + p]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[a3 + p]).fma(b0, EXACT.cast(c3));
      c4 = FloatVector.broadcast(S, a[a4 + p]).fma(b0, EXACT.cast(c4));
      c5 = FloatVector.broadcast(S, a[a5 + p]).fma(b0, EXACT.cast(c5));
      c6 = FloatVector.broadcast(S, a[a6 + p]).fma(b0, EXACT.cast(c6));
      c7 = FloatVector.broadcast(S, a[a7 + p]).fma(b0, EXACT.cast(c7));
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c4).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c5).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c6).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c7).intoArray(c, cAt + 7 * LANES);
  }

  /** 4 rows by A vector, for panels; 2 inner indices at a time. */
  private static void panel4x1(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = aAt + 2 * aRow;
    int a3 = aAt + 3 * aRow;
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);

    // Loop over the inner index, 2 at a time.
    int p = 0;
    for (; p <= inner - 2; p += 2) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * LANES + LANES);
      c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[a1 + p]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[a2 + p]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[a3 + p]).fma(b0, EXACT.cast(c3));
      c0 = FloatVector.broadcast(S, a[a0 + p + 1]).fma(b1, c0);
      c1 = FloatVector.broadcast(S, a[a1 + p + 1]).fma(b1, c1);
      c2 = FloatVector.broadcast(S, a[a2 + p + 1]).fma(b1, c2);
      c3 = FloatVector.broadcast(S, a[a3 + p + 1]).fma(b1, c3);
    }

    // Tail.
    if (p < inner) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[a1 + p]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[a2 + p]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[a3 + p]).fma(b0, EXACT.cast(c3));
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
  }

  /** A row by A vector, for panels; 8 inner indices at a time. */
  private static void panel1x1(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int iteration = inner; iteration < 0; iteration++) {}
      return;
    }

    // Accumulators.
    FloatVector c0 = FloatVector.zero(S);

    // Loop over the inner index, 8 at a time.
    int p = 0;
    for (; p <= inner - 8; p += 8) {
      int at = bAt + p * LANES;
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      c0 = FloatVector.broadcast(S, a[aAt + p]).fma(b0, EXACT.cast(c0));
      FloatVector b1 = FloatVector.fromArray(S, b, at + LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 1]).fma(b1, EXACT.cast(c0));
      FloatVector b2 = FloatVector.fromArray(S, b, at + 2 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 2]).fma(b2, EXACT.cast(c0));
      FloatVector b3 = FloatVector.fromArray(S, b, at + 3 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 3]).fma(b3, EXACT.cast(c0));
      FloatVector b4 = FloatVector.fromArray(S, b, at + 4 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 4]).fma(b4, EXACT.cast(c0));
      FloatVector b5 = FloatVector.fromArray(S, b, at + 5 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 5]).fma(b5, EXACT.cast(c0));
      FloatVector b6 = FloatVector.fromArray(S, b, at + 6 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 6]).fma(b6, EXACT.cast(c0));
      FloatVector b7 = FloatVector.fromArray(S, b, at + 7 * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p + 7]).fma(b7, EXACT.cast(c0));
    }

    // Tail.
    for (; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p]).fma(b0, EXACT.cast(c0));
    }

    // Stores.
    EXACT.cast(c0).intoArray(c, cAt);
  }
}
