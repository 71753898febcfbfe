package dev.neurac.kernels;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Tiles} on {@code jdk.incubator.vector}.
 *
 * <p>A tile of the result stays in registers while the inner index runs: four rows by four vectors
 * make 16 sums, 4 loads of B and 4 of A for 16 multiply-adds. The width of the vectors is a
 * constant of the class, since C2 compiles vectors of no other: {@link VectorWidth} defines the
 * class once for each width.
 */
final class VectorTiles implements Tiles {

  private static final VectorSpecies<Float> S = species();
  private static final int LANES = S.length();

  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  /** With 16 registers instead of 32, four by four sums would not stay in them. */
  private static final boolean WIDE_TILES = VectorWidth.registers() >= 32;

  VectorTiles() {}

  private static VectorSpecies<Float> species() {
    try {
      int bits =
          MethodHandles.classData(
              MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Integer.class);
      return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void multiply(
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
      int rows,
      int inner,
      int columns) {
    int whole = rows & ~3;
    int j = 0;
    if (WIDE_TILES) {
      for (; j + 4 * LANES <= columns; j += 4 * LANES) {
        for (int r = 0; r < whole; r += 4) {
          tile4x4(
              a, aAt + r * aRow, aRow, aStep, b, bAt + j, bRow, c, cAt + r * cRow + j, cRow, inner);
        }
      }
    }
    for (; j + 2 * LANES <= columns; j += 2 * LANES) {
      for (int r = 0; r < whole; r += 4) {
        tile4x2(
            a, aAt + r * aRow, aRow, aStep, b, bAt + j, bRow, c, cAt + r * cRow + j, cRow, inner);
      }
    }
    for (; j + LANES <= columns; j += LANES) {
      int r = 0;
      for (; r + 8 <= whole; r += 8) {
        tile8x1(
            a, aAt + r * aRow, aRow, aStep, b, bAt + j, bRow, c, cAt + r * cRow + j, cRow, inner);
      }
      if (r < whole) {
        tile4x1(
            a, aAt + r * aRow, aRow, aStep, b, bAt + j, bRow, c, cAt + r * cRow + j, cRow, inner);
      }
    }
    for (int r = whole; r < rows; r++) {
      row(a, aAt + r * aRow, aStep, b, bAt, bRow, c, cAt + r * cRow, inner, columns);
    }
  }

  private static void row(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int inner,
      int columns) {
    int j = 0;
    for (; j + 8 * LANES <= columns; j += 8 * LANES) {
      tile1x8(a, aAt, 0, aStep, b, bAt + j, bRow, c, cAt + j, 0, inner);
    }
    if (j + 4 * LANES <= columns) {
      tile1x4(a, aAt, 0, aStep, b, bAt + j, bRow, c, cAt + j, 0, inner);
      j += 4 * LANES;
    }
    for (; j < columns; j += LANES) {
      tile1x1(a, aAt, 0, aStep, b, bAt + j, bRow, c, cAt + j, 0, inner);
    }
  }

  /** 4 rows by 4 vectors of the result. */
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
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * LANES);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = FloatVector.broadcast(S, a[aAt + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      aAt += aStep;
      bAt += bRow;
    }
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

  /** 4 rows by 2 vectors of the result. */
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
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(S, a[aAt + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c10).intoArray(c, cAt + cRow);
    EXACT.cast(c11).intoArray(c, cAt + cRow + LANES);
    EXACT.cast(c20).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c21).intoArray(c, cAt + 2 * cRow + LANES);
    EXACT.cast(c30).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c31).intoArray(c, cAt + 3 * cRow + LANES);
  }

  /** 8 rows by 1 vector of the result. */
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
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c0 = x.fma(b0, c0);
      x = FloatVector.broadcast(S, a[aAt + aRow]);
      c1 = x.fma(b0, c1);
      x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
      c2 = x.fma(b0, c2);
      x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
      c3 = x.fma(b0, c3);
      x = FloatVector.broadcast(S, a[aAt + 4 * aRow]);
      c4 = x.fma(b0, c4);
      x = FloatVector.broadcast(S, a[aAt + 5 * aRow]);
      c5 = x.fma(b0, c5);
      x = FloatVector.broadcast(S, a[aAt + 6 * aRow]);
      c6 = x.fma(b0, c6);
      x = FloatVector.broadcast(S, a[aAt + 7 * aRow]);
      c7 = x.fma(b0, c7);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c4).intoArray(c, cAt + 4 * cRow);
    EXACT.cast(c5).intoArray(c, cAt + 5 * cRow);
    EXACT.cast(c6).intoArray(c, cAt + 6 * cRow);
    EXACT.cast(c7).intoArray(c, cAt + 7 * cRow);
  }

  /** 4 rows by 1 vector of the result. */
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
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c0 = x.fma(b0, c0);
      x = FloatVector.broadcast(S, a[aAt + aRow]);
      c1 = x.fma(b0, c1);
      x = FloatVector.broadcast(S, a[aAt + 2 * aRow]);
      c2 = x.fma(b0, c2);
      x = FloatVector.broadcast(S, a[aAt + 3 * aRow]);
      c3 = x.fma(b0, c3);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
  }

  /** 1 rows by 8 vectors of the result. */
  private static void tile1x8(
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
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c02 = FloatVector.zero(S);
    FloatVector c03 = FloatVector.zero(S);
    FloatVector c04 = FloatVector.zero(S);
    FloatVector c05 = FloatVector.zero(S);
    FloatVector c06 = FloatVector.zero(S);
    FloatVector c07 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * LANES);
      FloatVector b4 = FloatVector.fromArray(S, b, bAt + 4 * LANES);
      FloatVector b5 = FloatVector.fromArray(S, b, bAt + 5 * LANES);
      FloatVector b6 = FloatVector.fromArray(S, b, bAt + 6 * LANES);
      FloatVector b7 = FloatVector.fromArray(S, b, bAt + 7 * LANES);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      c04 = x.fma(b4, c04);
      c05 = x.fma(b5, c05);
      c06 = x.fma(b6, c06);
      c07 = x.fma(b7, c07);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c02).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c03).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c04).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c05).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c06).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c07).intoArray(c, cAt + 7 * LANES);
  }

  /** 1 rows by 4 vectors of the result. */
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
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c02 = FloatVector.zero(S);
    FloatVector c03 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, bAt + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, bAt + 3 * LANES);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c00).intoArray(c, cAt);
    EXACT.cast(c01).intoArray(c, cAt + LANES);
    EXACT.cast(c02).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c03).intoArray(c, cAt + 3 * LANES);
  }

  /** 1 rows by 1 vector of the result. */
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
    FloatVector c0 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      FloatVector x = FloatVector.broadcast(S, a[aAt]);
      c0 = x.fma(b0, c0);
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c0).intoArray(c, cAt);
  }
}
