package dev.neurac.strips;

import java.util.Arrays;

/**
 * The primitives between a vector along the last axis and one value of it, in plain Java. Those
 * that reduce take the elements one after the other, since their order is part of the result, and
 * four vectors at a time, since a single chain would wait for each step.
 */
final class StripReductions {

  private StripReductions() {}

  /** Returns a primitive that needs no vectors. */
  static StripOperation of(Primitive primitive) {
    return switch (primitive) {
      case SUM -> StripReductions::sum;
      case MAXIMUM -> StripReductions::max;
      case DOT -> StripReductions::dot;
      case SPREAD -> StripReductions::spread;
      case COPY -> StripReductions::copy;
      default -> throw new IllegalArgumentException(primitive + " runs on vectors");
    };
  }

  private static void spread(float[][] strips, int[] begins, int[] code, int at, int count) {
    float[] a = strips[code[at]];
    int aAt = begins[code[at]];
    float[] y = strips[code[at + 1]];
    int yAt = begins[code[at + 1]];
    int n = code[at + 2];
    for (int v = 0; v < count; v++, yAt += n) {
      Arrays.fill(y, yAt, yAt + n, a[aAt + v]);
    }
  }

  private static void copy(float[][] strips, int[] begins, int[] code, int at, int count) {
    int from = code[at];
    int to = code[at + 1];
    System.arraycopy(strips[from], begins[from], strips[to], begins[to], count);
  }

  private static void sum(float[][] strips, int[] begins, int[] code, int at, int count) {
    float[] start = strips[code[at]];
    int startAt = begins[code[at]];
    float[] x = strips[code[at + 1]];
    int i = begins[code[at + 1]];
    float[] y = strips[code[at + 2]];
    int yAt = begins[code[at + 2]];
    int n = code[at + 3];
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

  private static void max(float[][] strips, int[] begins, int[] code, int at, int count) {
    float[] start = strips[code[at]];
    int startAt = begins[code[at]];
    float[] x = strips[code[at + 1]];
    int i = begins[code[at + 1]];
    float[] y = strips[code[at + 2]];
    int yAt = begins[code[at + 2]];
    int n = code[at + 3];
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

  private static void dot(float[][] strips, int[] begins, int[] code, int at, int count) {
    float[] start = strips[code[at]];
    int startAt = begins[code[at]];
    float[] a = strips[code[at + 1]];
    int aAt = begins[code[at + 1]];
    float[] b = strips[code[at + 2]];
    int bAt = begins[code[at + 2]];
    float[] y = strips[code[at + 3]];
    int yAt = begins[code[at + 3]];
    int n = code[at + 4];
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
