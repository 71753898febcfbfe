package dev.neurac.data;

import java.util.Arrays;

/**
 * Gives every feature median 0 and interquartile range 1, which outliers hardly move: {@code z = (x
 * - median) / (third quartile - first quartile)}; immutable.
 *
 * <p>A quartile between two values lies on the straight line between them, at {@code q · (n - 1)},
 * as in NumPy and scikit-learn. Medians and ranges are doubles, and {@code z} is computed in double
 * and rounded once. A scaler restored with {@link #of(double[], double[])} gives the same bits.
 */
public final class RobustScaler implements FeatureTransform {

  private final double[] medians;
  private final double[] ranges;

  private RobustScaler(double[] medians, double[] ranges) {
    this.medians = medians;
    this.ranges = ranges;
  }

  /**
   * Returns the scaler of these rows. A feature whose quartiles are equal is only centred.
   *
   * @throws IllegalArgumentException if a feature is NaN or infinite
   */
  public static RobustScaler fit(Dataset train) {
    double[] medians = new double[train.featureSize()];
    double[] ranges = new double[train.featureSize()];
    for (int c = 0; c < medians.length; c++) {
      float[] values = FeatureColumns.finite(train, c);
      Arrays.sort(values);
      medians[c] = FeatureColumns.quantile(values, 0.5);
      double range = FeatureColumns.quantile(values, 0.75) - FeatureColumns.quantile(values, 0.25);
      ranges[c] = range > 0 ? range : 1;
    }
    return new RobustScaler(medians, ranges);
  }

  /**
   * Returns a scaler of known medians and ranges, such as saved ones.
   *
   * @param medians one for each feature, finite
   * @param ranges one for each feature, finite and more than 0
   * @throws IllegalArgumentException if their numbers differ, or a value is outside its range
   */
  public static RobustScaler of(float[] medians, float[] ranges) {
    return of(FeatureColumns.doubles(medians), FeatureColumns.doubles(ranges));
  }

  /**
   * Returns a scaler of known medians and ranges, such as those of {@link #medians()} and {@link
   * #ranges()}.
   *
   * @param medians one for each feature, finite
   * @param ranges one for each feature, finite and more than 0
   * @throws IllegalArgumentException if their numbers differ, or a value is outside its range
   */
  public static RobustScaler of(double[] medians, double[] ranges) {
    FeatureColumns.requirePairs("median", medians, "range", ranges);
    FeatureColumns.requireFinite("median", medians);
    FeatureColumns.requirePositive("range", ranges);
    return new RobustScaler(medians.clone(), ranges.clone());
  }

  @Override
  public int featureSize() {
    return medians.length;
  }

  @Override
  public void applyInPlace(float[] rows) {
    FeatureColumns.requireRows(rows, medians.length);
    for (int from = 0; from < rows.length; from += medians.length) {
      for (int c = 0; c < medians.length; c++) {
        rows[from + c] = (float) ((rows[from + c] - medians[c]) / ranges[c]);
      }
    }
  }

  /** Returns a copy of the medians, one for each feature. */
  public double[] medians() {
    return medians.clone();
  }

  /** Returns a copy of the ranges, one for each feature; 1 where the quartiles are equal. */
  public double[] ranges() {
    return ranges.clone();
  }
}
