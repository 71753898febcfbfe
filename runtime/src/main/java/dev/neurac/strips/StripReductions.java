package dev.neurac.strips;

import java.util.Arrays;

/**
 * The primitives between a vector along the last axis and one number for it, in plain Java.
 *
 * <p>A reduction takes the elements of a vector one after the other, since rounding makes their
 * order part of the result. It works on four vectors at a time: four accumulators keep the adder
 * busy, where one would wait for each sum.
 */
final class StripReductions {

  private StripReductions() {}

  /** Returns a primitive that is plain Java. */
  static StripOperation of(Primitive primitive) {
    return switch (primitive) {
      case SUM -> StripReductions::sum;
      case MAXIMUM -> StripReductions::max;
      case DOT -> StripReductions::dot;
      case ELEMENT_AT -> StripReductions::elementAt;
      case SPREAD -> StripReductions::spread;
      case COPY -> StripReductions::copy;
      default -> throw new IllegalArgumentException(primitive + " is no plain Java");
    };
  }

  private static void elementAt(
      float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] b = strips[operands[at + 1]];
    int bAt = offsets[operands[at + 1]];
    float[] y = strips[operands[at + 2]];
    int yAt = offsets[operands[at + 2]];
    int n = operands[at + 3];
    for (int v = 0; v < count; v++, aAt += n) {
      y[yAt + v] = a[aAt + (int) b[bAt + v]];
    }
  }

  private static void spread(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] y = strips[operands[at + 1]];
    int yAt = offsets[operands[at + 1]];
    int n = operands[at + 2];
    for (int v = 0; v < count; v++, yAt += n) {
      Arrays.fill(y, yAt, yAt + n, a[aAt + v]);
    }
  }

  private static void copy(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    int from = operands[at];
    int to = operands[at + 1];
    System.arraycopy(strips[from], offsets[from], strips[to], offsets[to], count);
  }

  private static void sum(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] start = strips[operands[at]];
    int startAt = offsets[operands[at]];
    float[] x = strips[operands[at + 1]];
    int i = offsets[operands[at + 1]];
    float[] y = strips[operands[at + 2]];
    int yAt = offsets[operands[at + 2]];
    int n = operands[at + 3];
    int v = 0;
    for (; v + 4 <= count; v += 4, i += 4 * n) {
      float s0 = start[startAt + v];
      float s1 = start[startAt + v + 1];
      float s2 = start[startAt + v + 2];
      float s3 = start[startAt + v + 3];
      for (int q = i; q < i + n; q++) {
        s0 += x[q];
        s1 += x[q + n];
        s2 += x[q + 2 * n];
        s3 += x[q + 3 * n];
      }
      y[yAt + v] = s0;
      y[yAt + v + 1] = s1;
      y[yAt + v + 2] = s2;
      y[yAt + v + 3] = s3;
    }
    for (; v < count; v++, i += n) {
      float s = start[startAt + v];
      for (int q = i; q < i + n; q++) {
        s += x[q];
      }
      y[yAt + v] = s;
    }
  }

  private static void max(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] start = strips[operands[at]];
    int startAt = offsets[operands[at]];
    float[] x = strips[operands[at + 1]];
    int i = offsets[operands[at + 1]];
    float[] y = strips[operands[at + 2]];
    int yAt = offsets[operands[at + 2]];
    int n = operands[at + 3];
    int v = 0;
    for (; v + 4 <= count; v += 4, i += 4 * n) {
      float s0 = start[startAt + v];
      float s1 = start[startAt + v + 1];
      float s2 = start[startAt + v + 2];
      float s3 = start[startAt + v + 3];
      for (int q = i; q < i + n; q++) {
        s0 = Math.max(s0, x[q]);
        s1 = Math.max(s1, x[q + n]);
        s2 = Math.max(s2, x[q + 2 * n]);
        s3 = Math.max(s3, x[q + 3 * n]);
      }
      y[yAt + v] = s0;
      y[yAt + v + 1] = s1;
      y[yAt + v + 2] = s2;
      y[yAt + v + 3] = s3;
    }
    for (; v < count; v++, i += n) {
      float s = start[startAt + v];
      for (int q = i; q < i + n; q++) {
        s = Math.max(s, x[q]);
      }
      y[yAt + v] = s;
    }
  }

  private static void dot(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] start = strips[operands[at]];
    int startAt = offsets[operands[at]];
    float[] a = strips[operands[at + 1]];
    int aAt = offsets[operands[at + 1]];
    float[] b = strips[operands[at + 2]];
    int bAt = offsets[operands[at + 2]];
    float[] y = strips[operands[at + 3]];
    int yAt = offsets[operands[at + 3]];
    int n = operands[at + 4];
    int v = 0;
    for (; v + 4 <= count; v += 4, aAt += 4 * n, bAt += 4 * n) {
      float s0 = start[startAt + v];
      float s1 = start[startAt + v + 1];
      float s2 = start[startAt + v + 2];
      float s3 = start[startAt + v + 3];
      for (int q = 0; q < n; q++) {
        s0 = Math.fma(a[aAt + q], b[bAt + q], s0);
        s1 = Math.fma(a[aAt + q + n], b[bAt + q + n], s1);
        s2 = Math.fma(a[aAt + q + 2 * n], b[bAt + q + 2 * n], s2);
        s3 = Math.fma(a[aAt + q + 3 * n], b[bAt + q + 3 * n], s3);
      }
      y[yAt + v] = s0;
      y[yAt + v + 1] = s1;
      y[yAt + v + 2] = s2;
      y[yAt + v + 3] = s3;
    }
    for (; v < count; v++, aAt += n, bAt += n) {
      float s = start[startAt + v];
      for (int q = 0; q < n; q++) {
        s = Math.fma(a[aAt + q], b[bAt + q], s);
      }
      y[yAt + v] = s;
    }
  }
}
