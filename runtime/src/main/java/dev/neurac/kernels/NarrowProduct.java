package dev.neurac.kernels;

/**
 * A product of {@link PlainKernels} and of plans where it has so few columns that vectors do not
 * pay: four sums at a time in registers, since a single chain would wait for each multiply-add to
 * end.
 */
final class NarrowProduct {

  private NarrowProduct() {}

  /**
   * Computes C: four columns of a row at a time, then four rows of a column, then what is left,
   * singly.
   */
  static void multiply(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int bColumn,
      float[] c,
      int cAt,
      int cRow,
      int rows,
      int inner,
      int columns) {
    int wide = columns & ~3;
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < wide; j += 4) {
        four(
            a,
            aAt + r * aRow,
            0,
            aStep,
            b,
            bAt + j * bColumn,
            bColumn,
            bStep,
            c,
            cAt + r * cRow + j,
            1,
            inner);
      }
    }
    for (int j = wide; j < columns; j++) {
      int r = 0;
      for (; r + 4 <= rows; r += 4) {
        four(
            a,
            aAt + r * aRow,
            aRow,
            aStep,
            b,
            bAt + j * bColumn,
            0,
            bStep,
            c,
            cAt + r * cRow + j,
            cRow,
            inner);
      }
      for (; r < rows; r++) {
        one(a, aAt + r * aRow, aStep, b, bAt + j * bColumn, bStep, c, cAt + r * cRow + j, inner);
      }
    }
  }

  /** {@code c[cAt + q·cNext] = Σᵢ a[aAt + q·aNext + i·aStep]·b[bAt + q·bNext + i·bStep]}, q < 4. */
  private static void four(
      float[] a,
      int aAt,
      int aNext,
      int aStep,
      float[] b,
      int bAt,
      int bNext,
      int bStep,
      float[] c,
      int cAt,
      int cNext,
      int inner) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < inner; i++, aAt += aStep, bAt += bStep) {
      s0 = Math.fma(a[aAt], b[bAt], s0);
      s1 = Math.fma(a[aAt + aNext], b[bAt + bNext], s1);
      s2 = Math.fma(a[aAt + 2 * aNext], b[bAt + 2 * bNext], s2);
      s3 = Math.fma(a[aAt + 3 * aNext], b[bAt + 3 * bNext], s3);
    }
    c[cAt] = s0;
    c[cAt + cNext] = s1;
    c[cAt + 2 * cNext] = s2;
    c[cAt + 3 * cNext] = s3;
  }

  private static void one(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] c, int cAt, int inner) {
    float sum = 0;
    for (int i = 0; i < inner; i++, aAt += aStep, bAt += bStep) {
      sum = Math.fma(a[aAt], b[bAt], sum);
    }
    c[cAt] = sum;
  }
}
