package dev.neurac.data;

import java.util.Arrays;

/** What transforms share: reading a column, and checking values and sizes. */
final class FeatureColumns {

  private FeatureColumns() {}

  /**
   * Returns the values of a feature, in the order of the rows.
   *
   * @throws IllegalArgumentException if one is NaN or infinite
   */
  static float[] finite(Dataset data, int column) {
    float[] values = data.source().feature(column);
    for (int row = 0; row < values.length; row++) {
      if (!Float.isFinite(values[row])) {
        throw new IllegalArgumentException(
            "only finite numbers can be scaled, but "
                + place(row, column)
                + " is "
                + values[row]
                + (Float.isNaN(values[row]) ? ": fill it in with an Imputer, or" : ":")
                + " leave the row or the feature out");
      }
    }
    return values;
  }

  /**
   * Returns the values of a feature that are there, in the order of the rows.
   *
   * @throws IllegalArgumentException if one is infinite
   */
  static float[] present(Dataset data, int column) {
    float[] values = data.source().feature(column);
    int count = 0;
    for (int row = 0; row < values.length; row++) {
      if (Float.isInfinite(values[row])) {
        throw new IllegalArgumentException(
            "a value is a finite number, or NaN where it is missing, but "
                + place(row, column)
                + " is "
                + values[row]);
      }
      if (!Float.isNaN(values[row])) {
        values[count++] = values[row];
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static String place(int row, int column) {
    return "row " + row + ", feature " + column + " (both counted from 0)";
  }

  /** Checks that flat values are a whole number of rows, and at least one. */
  static void requireRows(float[] values, int featureSize) {
    if (values.length == 0 || values.length % featureSize != 0) {
      throw new IllegalArgumentException(
          "this transform is for rows of "
              + featureSize
              + " features, but "
              + values.length
              + " values were given");
    }
  }

  /** Checks that there is at least one feature, and as many of the one as of the other. */
  static void requirePairs(String one, double[] ones, String other, double[] others) {
    if (ones.length == 0 || ones.length != others.length) {
      throw new IllegalArgumentException(
          "every feature has a "
              + one
              + " and a "
              + other
              + ", but there are "
              + ones.length
              + " and "
              + others.length
              + " of them");
    }
  }

  static void requireFinite(String what, double[] values) {
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        throw new IllegalArgumentException(
            "a " + what + " is finite, but that of feature " + c + " is " + values[c]);
      }
    }
  }

  static void requirePositive(String what, double[] values) {
    for (int c = 0; c < values.length; c++) {
      if (!(values[c] > 0 && values[c] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a "
                + what
                + " is finite and more than 0, but that of feature "
                + c
                + " is "
                + values[c]);
      }
    }
  }

  /** Returns the same numbers as doubles. */
  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  /**
   * Returns a quantile of sorted values, between neighbours on a straight line, as NumPy computes
   * it by default: the value at {@code fraction · (n - 1)}.
   */
  static double quantile(float[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
  }
}
