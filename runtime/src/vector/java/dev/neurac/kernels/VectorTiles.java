package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Tiles} on {@code jdk.incubator.vector}.
 *
 * <p>A tile of the result stays in registers while the inner index runs: four rows by four vectors
 * make 16 sums, 4 loads of B and 4 of A for 16 multiply-adds. The width of the vectors is a
 * constant of the class, since C2 compiles vectors of no other: {@link VectorWidth} defines the
 * class once for each width.
 *
 * <p>Each kernel begins with a way out where it does nothing but count: HotSpot counts calls and
 * turns of loops of each method by itself, and {@link WarmUp} has it compile them by that.
 *
 * <p>All are longer than what C2 inlines into other methods, 325 bytes of code: what calls them
 * here to have them compiled would get copies, and the kernels themselves would stay as they are.
 *
 * <p>The loops of the larger tiles ask at their end: asked at their begin, C2 of JDK 17 kept the
 * old sums beside the new ones in every other process, more than 16 registers hold, at half the
 * speed.
 *
 * <p>The tiles are alike, and written out all the same: sums stay in registers only as local
 * variables, and C2 does not inline calls of ours into so much vector code.
 */
final class VectorTiles implements Tiles {

  private static final VectorSpecies<Float> S = species();
  private static final int LANES = S.length();

  /**
   * Tells C2 the class of a sum again, which it loses where the paths of a loop meet. Without it
   * JDK 17 allocates the vectors as soon as several widths are in use: 4 GFLOP/s in place of 95.
   */
  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  @SuppressWarnings("unchecked")
  private static final Class<? extends VectorMask<Float>> EXACT_MASK =
      (Class<? extends VectorMask<Float>>) VectorMask.fromLong(S, 0).getClass();

  /**
   * With 16 registers instead of 32, four by four sums would not stay in them: by three they do.
   */
  private static final boolean WIDE_TILES = registers() == 32;

  /** The kernels by number, and how many vectors of sums each has. */
  private static final int TILE_4X4 = 0;

  private static final int TILE_4X3 = 1;
  private static final int TILE_4X2 = 2;
  private static final int TILE_8X1 = 3;
  private static final int TILE_4X1 = 4;
  private static final int ROW_16 = 5;
  private static final int ROW_8 = 6;
  private static final int TILE_1X4 = 7;
  private static final int TILE_1X1 = 8;
  private static final int PANEL_8 = 9;
  private static final int PANEL_4 = 10;
  private static final int PANEL_1 = 11;
  private static final int BIAS = 12;
  private static final int[] SUMS = {16, 12, 8, 8, 4, 16, 8, 4, 1, 8, 4, 1, 4};

  /** Inner indices that are left over by each of the loops that take several at a time. */
  private static final int LEFT_OVER = 7;

  private static final int WARM_UP_INNER = WarmUp.MOST_TURNS + LEFT_OVER;

  private static final float[] WARM_UP_INPUT = new float[(WARM_UP_INNER + 16) * LANES];
  private static final float[] WARM_UP_RESULT = new float[2 * WARM_UP_INNER * LANES];

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

  /** AVX-512 has 32, for its narrower vectors too, and so has AArch64; AVX2 has 16. */
  private static int registers() {
    boolean many =
        VectorShape.preferredShape() == VectorShape.S_512_BIT
            || System.getProperty("os.arch").equals("aarch64");
    return many ? 32 : 16;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int tileColumns() {
    return (WIDE_TILES ? 4 : 3) * LANES;
  }

  @Override
  public int kernels(int rows, int columns, int aStep) {
    int needed = 0;
    if (rows >= 4) {
      int left = columns;
      if (WIDE_TILES && left >= 4 * LANES) {
        needed |= 1 << TILE_4X4;
        left %= 4 * LANES;
      }
      if (left >= 3 * LANES) {
        needed |= 1 << TILE_4X3;
        left %= 3 * LANES;
      }
      if (left >= 2 * LANES) {
        needed |= 1 << TILE_4X2;
        left %= 2 * LANES;
      }
      if (left > 0) {
        needed |= (rows >= 8 ? 1 << TILE_8X1 : 0) | (rows % 8 >= 4 ? 1 << TILE_4X1 : 0);
      }
    }
    if (rows % 4 > 0) {
      int left = columns;
      if (aStep == 1) {
        needed |= left >= 16 * LANES ? 1 << ROW_16 : 0;
        left %= 16 * LANES;
        needed |= left >= 8 * LANES ? 1 << ROW_8 : 0;
        left %= 8 * LANES;
      }
      needed |= left >= 4 * LANES ? 1 << TILE_1X4 : 0;
      needed |= left % (4 * LANES) > 0 ? 1 << TILE_1X1 : 0;
    }
    return needed;
  }

  @Override
  public int panelKernels(int rows) {
    return (rows >= 8 ? 1 << PANEL_8 : 0)
        | (rows % 8 >= 4 ? 1 << PANEL_4 : 0)
        | (rows % 4 > 0 ? 1 << PANEL_1 : 0);
  }

  /** Runs with and without inner indices that are left over. */
  @Override
  public int warmUp(int kernel, int turns) {
    if (turns < 0) {
      run(kernel, turns);
      return 0;
    }
    int inner = turns;
    run(kernel, inner);
    run(kernel, inner + LEFT_OVER);
    return SUMS[kernel] * (2 * inner + LEFT_OVER);
  }

  private static void run(int kernel, int inner) {
    float[] a = WARM_UP_INPUT;
    float[] b = WARM_UP_INPUT;
    float[] c = WARM_UP_RESULT;
    switch (kernel) {
      case TILE_4X4 -> tile4x4(a, 0, 0, 1, b, 0, 1, c, 0, 4 * LANES, inner);
      case TILE_4X3 -> tile4x3(a, 0, 0, 1, b, 0, 1, c, 0, 3 * LANES, inner);
      case TILE_4X2 -> tile4x2(a, 0, 0, 1, b, 0, 1, c, 0, 2 * LANES, inner);
      case TILE_8X1 -> tile8x1(a, 0, 0, 1, b, 0, 1, c, 0, LANES, inner);
      case TILE_4X1 -> tile4x1(a, 0, 0, 1, b, 0, 1, c, 0, LANES, inner);
      case ROW_16 -> row16(a, 0, b, 0, 1, c, 0, inner);
      case ROW_8 -> row8(a, 0, b, 0, 1, c, 0, inner);
      case TILE_1X4 -> tile1x4(a, 0, 0, 1, b, 0, 1, c, 0, 0, inner);
      case TILE_1X1 -> tile1x1(a, 0, 0, 1, b, 0, 1, c, 0, 0, inner);
      case PANEL_8 -> panel8(a, 0, 0, b, 0, c, 0, inner);
      case PANEL_4 -> panel4(a, 0, 0, b, 0, c, 0, inner);
      case PANEL_1 -> panel1(a, 0, b, 0, c, 0, inner);
      case BIAS -> bias(c, 0, inner < 0 ? inner : inner * 2 * LANES, a, 0, 3 * LANES, 0);
      default -> throw new IllegalArgumentException("no kernel " + kernel);
    }
  }

  @Override
  public int biasKernel() {
    return 1 << BIAS;
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
    for (; j + 3 * LANES <= columns; j += 3 * LANES) {
      for (int r = 0; r < whole; r += 4) {
        tile4x3(
            a, aAt + r * aRow, aRow, aStep, b, bAt + j, bRow, c, cAt + r * cRow + j, cRow, inner);
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

  @Override
  public void multiplyPanel(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int rows, int inner) {
    int r = 0;
    for (; r + 8 <= rows; r += 8) {
      panel8(a, aAt + r * aRow, aRow, b, bAt, c, cAt + r * LANES, inner);
    }
    for (; r + 4 <= rows; r += 4) {
      panel4(a, aAt + r * aRow, aRow, b, bAt, c, cAt + r * LANES, inner);
    }
    for (; r < rows; r++) {
      panel1(a, aAt + r * aRow, b, bAt, c, cAt + r * LANES, inner);
    }
  }

  @Override
  public void addBias(
      float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor) {
    bias(c, cAt, count, bias, biasAt, period, floor);
  }

  /**
   * Two periods at a time. A comparison and a blend are exact where the floor is 0, and half of
   * what max takes.
   */
  private static void bias(
      float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor) {
    if (count < 0) {
      for (int turn = count; turn < 0; turn++) {}
      return;
    }
    FloatVector least = EXACT.cast(FloatVector.broadcast(S, floor));
    int end = cAt + count;
    int whole = end - 2 * period;
    for (; cAt <= whole; cAt += 2 * period) {
      int next = cAt + period;
      for (int i = 0; i < period; i += LANES) {
        FloatVector added = FloatVector.fromArray(S, bias, biasAt + i);
        FloatVector sum0 = EXACT.cast(FloatVector.fromArray(S, c, cAt + i).add(added));
        VectorMask<Float> below0 = EXACT_MASK.cast(sum0.compare(VectorOperators.LE, least));
        FloatVector sum1 = EXACT.cast(FloatVector.fromArray(S, c, next + i).add(added));
        VectorMask<Float> below1 = EXACT_MASK.cast(sum1.compare(VectorOperators.LE, least));
        EXACT.cast(sum0.blend(least, below0)).intoArray(c, cAt + i);
        EXACT.cast(sum1.blend(least, below1)).intoArray(c, next + i);
      }
    }
    while (cAt < end) {
      int most = Math.min(period, end - cAt);
      for (int i = 0; i < most; i += LANES) {
        FloatVector added = FloatVector.fromArray(S, bias, biasAt + i);
        FloatVector sum = EXACT.cast(FloatVector.fromArray(S, c, cAt + i).add(added));
        VectorMask<Float> below = EXACT_MASK.cast(sum.compare(VectorOperators.LE, least));
        EXACT.cast(sum.blend(least, below)).intoArray(c, cAt + i);
      }
      cAt += most;
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
    if (aStep == 1) {
      for (; j + 16 * LANES <= columns; j += 16 * LANES) {
        row16(a, aAt, b, bAt + j, bRow, c, cAt + j, inner);
      }
      if (j + 8 * LANES <= columns) {
        row8(a, aAt, b, bAt + j, bRow, c, cAt + j, inner);
        j += 8 * LANES;
      }
    }
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      tile1x4(a, aAt, 0, aStep, b, bAt + j, bRow, c, cAt + j, 0, inner);
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
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
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

  /** 4 rows by 3 vectors of the result. */
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
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
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
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
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
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);
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
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
    EXACT.cast(c4).intoArray(c, cAt + 4 * cRow);
    EXACT.cast(c5).intoArray(c, cAt + 5 * cRow);
    EXACT.cast(c6).intoArray(c, cAt + 6 * cRow);
    EXACT.cast(c7).intoArray(c, cAt + 7 * cRow);
  }

  /** 4 rows by 1 vector of the result, two inner indices at a time to be long enough. */
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
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    int whole = bAt + (inner & ~1) * bRow;
    while (bAt != whole) {
      int next = aAt + aStep;
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[aAt + aRow]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[aAt + 2 * aRow]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[aAt + 3 * aRow]).fma(b0, EXACT.cast(c3));
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + bRow);
      c0 = FloatVector.broadcast(S, a[next]).fma(b1, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[next + aRow]).fma(b1, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[next + 2 * aRow]).fma(b1, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[next + 3 * aRow]).fma(b1, EXACT.cast(c3));
      aAt += 2 * aStep;
      bAt += 2 * bRow;
    }
    if ((inner & 1) != 0) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[aAt + aRow]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[aAt + 2 * aRow]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[aAt + 3 * aRow]).fma(b0, EXACT.cast(c3));
    }
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + cRow);
    EXACT.cast(c2).intoArray(c, cAt + 2 * cRow);
    EXACT.cast(c3).intoArray(c, cAt + 3 * cRow);
  }

  /** A row by 16 vectors, for an A without gaps. */
  private static void row16(
      float[] a, int aAt, float[] b, int bAt, int bRow, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
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
  private static void row8(
      float[] a, int aAt, float[] b, int bAt, int bRow, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector c4 = FloatVector.zero(S);
    FloatVector c5 = FloatVector.zero(S);
    FloatVector c6 = FloatVector.zero(S);
    FloatVector c7 = FloatVector.zero(S);
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
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c4).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c5).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c6).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c7).intoArray(c, cAt + 7 * LANES);
  }

  /** A row by 4 vectors of the result. */
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
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
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
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
  }

  /** A row by a vector of the result, eight inner indices at a time to be long enough. */
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
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
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
    int end = bAt + (inner & 7) * bRow;
    while (bAt != end) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt);
      c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
      aAt += aStep;
      bAt += bRow;
    }
    EXACT.cast(c0).intoArray(c, cAt);
  }

  /**
   * 8 rows by a vector. Two inner indices at a time share what the addresses cost, or the loop
   * would wait for those.
   */
  private static void panel8(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
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
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
    EXACT.cast(c4).intoArray(c, cAt + 4 * LANES);
    EXACT.cast(c5).intoArray(c, cAt + 5 * LANES);
    EXACT.cast(c6).intoArray(c, cAt + 6 * LANES);
    EXACT.cast(c7).intoArray(c, cAt + 7 * LANES);
  }

  /** 4 rows by a vector. */
  private static void panel4(
      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    int a0 = aAt;
    int a1 = aAt + aRow;
    int a2 = aAt + 2 * aRow;
    int a3 = aAt + 3 * aRow;
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
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
    if (p < inner) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
      c1 = FloatVector.broadcast(S, a[a1 + p]).fma(b0, EXACT.cast(c1));
      c2 = FloatVector.broadcast(S, a[a2 + p]).fma(b0, EXACT.cast(c2));
      c3 = FloatVector.broadcast(S, a[a3 + p]).fma(b0, EXACT.cast(c3));
    }
    EXACT.cast(c0).intoArray(c, cAt);
    EXACT.cast(c1).intoArray(c, cAt + LANES);
    EXACT.cast(c2).intoArray(c, cAt + 2 * LANES);
    EXACT.cast(c3).intoArray(c, cAt + 3 * LANES);
  }

  /** A row by a vector, eight inner indices at a time to be long enough. */
  private static void panel1(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int inner) {
    if (inner < 0) {
      for (int turn = inner; turn < 0; turn++) {}
      return;
    }
    FloatVector c0 = FloatVector.zero(S);
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
    for (; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
      c0 = FloatVector.broadcast(S, a[aAt + p]).fma(b0, EXACT.cast(c0));
    }
    EXACT.cast(c0).intoArray(c, cAt);
  }
}
