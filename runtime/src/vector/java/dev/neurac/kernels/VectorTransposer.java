package dev.neurac.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes blocks of 8×8 in registers: twice as fast as moving floats one by one.
 *
 * <p>Three rounds exchange the halves, the quarters and the eighths of pairs of rows: the upper
 * half of row {@code i} with the lower half of row {@code i + 4}, and so on.
 */
final class VectorTransposer implements Transposer {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

  /** See {@link VectorTiles}. */
  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  private static final VectorShuffle<Float> HALF = rotated(4);
  private static final VectorShuffle<Float> UP_2 = rotated(2);
  private static final VectorShuffle<Float> DOWN_2 = rotated(6);
  private static final VectorShuffle<Float> UP_1 = rotated(1);
  private static final VectorShuffle<Float> DOWN_1 = rotated(7);

  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(S, 0xF0);
  private static final VectorMask<Float> ODD_PAIRS = VectorMask.fromLong(S, 0xCC);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0xAA);

  /** Rearrangements and blends for a block. */
  private static final int OPERATIONS = 48;

  private static final float[] WARM_UP_INPUT = new float[64];
  private static final float[] WARM_UP_RESULT = new float[64];

  VectorTransposer() {}

  /** Lane {@code i} gets what lane {@code i + by} had. */
  private static VectorShuffle<Float> rotated(int by) {
    return VectorShuffle.fromOp(S, i -> (i + by) & 7);
  }

  @Override
  public void transpose(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toRow) {
    for (int i = 0; i < rows; i += 8) {
      for (int j = 0; j < columns; j += 8) {
        block(from, fromAt + i * fromRow + j, fromRow, to, toAt + j * toRow + i, toRow);
      }
    }
  }

  @Override
  public int warmUp(int iterations) {
    if (iterations < 0) {
      block(WARM_UP_INPUT, iterations, 0, WARM_UP_RESULT, 0, 0);
      return 0;
    }
    for (int i = 0; i < iterations; i += OPERATIONS) {
      block(WARM_UP_INPUT, 0, 8, WARM_UP_RESULT, 0, 8);
    }
    return (iterations + OPERATIONS - 1) / OPERATIONS * OPERATIONS;
  }

  /**
   * With all of it in one method: C2 gives up on calls of ours in so much code, and without {@code
   * EXACT} would not know the JDK's either.
   */
  private static void block(float[] from, int at, int fromRow, float[] to, int into, int toRow) {
    if (at < 0) { // As in VectorTiles.
      for (int iteration = at; iteration < 0; iteration++) {}
      return;
    }
    FloatVector a0 = EXACT.cast(FloatVector.fromArray(S, from, at));
    FloatVector a1 = EXACT.cast(FloatVector.fromArray(S, from, at + fromRow));
    FloatVector a2 = EXACT.cast(FloatVector.fromArray(S, from, at + 2 * fromRow));
    FloatVector a3 = EXACT.cast(FloatVector.fromArray(S, from, at + 3 * fromRow));
    FloatVector a4 = EXACT.cast(FloatVector.fromArray(S, from, at + 4 * fromRow));
    FloatVector a5 = EXACT.cast(FloatVector.fromArray(S, from, at + 5 * fromRow));
    FloatVector a6 = EXACT.cast(FloatVector.fromArray(S, from, at + 6 * fromRow));
    FloatVector a7 = EXACT.cast(FloatVector.fromArray(S, from, at + 7 * fromRow));

    FloatVector b0 = EXACT.cast(a0.blend(EXACT.cast(a4.rearrange(HALF)), UPPER_HALF));
    FloatVector b1 = EXACT.cast(a1.blend(EXACT.cast(a5.rearrange(HALF)), UPPER_HALF));
    FloatVector b2 = EXACT.cast(a2.blend(EXACT.cast(a6.rearrange(HALF)), UPPER_HALF));
    FloatVector b3 = EXACT.cast(a3.blend(EXACT.cast(a7.rearrange(HALF)), UPPER_HALF));
    FloatVector b4 = EXACT.cast(EXACT.cast(a0.rearrange(HALF)).blend(a4, UPPER_HALF));
    FloatVector b5 = EXACT.cast(EXACT.cast(a1.rearrange(HALF)).blend(a5, UPPER_HALF));
    FloatVector b6 = EXACT.cast(EXACT.cast(a2.rearrange(HALF)).blend(a6, UPPER_HALF));
    FloatVector b7 = EXACT.cast(EXACT.cast(a3.rearrange(HALF)).blend(a7, UPPER_HALF));

    a0 = EXACT.cast(b0.blend(EXACT.cast(b2.rearrange(DOWN_2)), ODD_PAIRS));
    a2 = EXACT.cast(EXACT.cast(b0.rearrange(UP_2)).blend(b2, ODD_PAIRS));
    a1 = EXACT.cast(b1.blend(EXACT.cast(b3.rearrange(DOWN_2)), ODD_PAIRS));
    a3 = EXACT.cast(EXACT.cast(b1.rearrange(UP_2)).blend(b3, ODD_PAIRS));
    a4 = EXACT.cast(b4.blend(EXACT.cast(b6.rearrange(DOWN_2)), ODD_PAIRS));
    a6 = EXACT.cast(EXACT.cast(b4.rearrange(UP_2)).blend(b6, ODD_PAIRS));
    a5 = EXACT.cast(b5.blend(EXACT.cast(b7.rearrange(DOWN_2)), ODD_PAIRS));
    a7 = EXACT.cast(EXACT.cast(b5.rearrange(UP_2)).blend(b7, ODD_PAIRS));

    EXACT.cast(a0.blend(EXACT.cast(a1.rearrange(DOWN_1)), ODD)).intoArray(to, into);
    EXACT.cast(EXACT.cast(a0.rearrange(UP_1)).blend(a1, ODD)).intoArray(to, into + toRow);
    EXACT.cast(a2.blend(EXACT.cast(a3.rearrange(DOWN_1)), ODD)).intoArray(to, into + 2 * toRow);
    EXACT.cast(EXACT.cast(a2.rearrange(UP_1)).blend(a3, ODD)).intoArray(to, into + 3 * toRow);
    EXACT.cast(a4.blend(EXACT.cast(a5.rearrange(DOWN_1)), ODD)).intoArray(to, into + 4 * toRow);
    EXACT.cast(EXACT.cast(a4.rearrange(UP_1)).blend(a5, ODD)).intoArray(to, into + 5 * toRow);
    EXACT.cast(a6.blend(EXACT.cast(a7.rearrange(DOWN_1)), ODD)).intoArray(to, into + 6 * toRow);
    EXACT.cast(EXACT.cast(a6.rearrange(UP_1)).blend(a7, ODD)).intoArray(to, into + 7 * toRow);
  }
}
