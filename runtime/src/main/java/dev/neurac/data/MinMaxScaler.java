package dev.neurac.data;

/**
 * Moves every feature into a range, 0 to 1 unless told otherwise: {@code z = low + (x - min) / (max
 * - min) · (high - low)}; immutable.
 *
 * <p>Rows that it was not fitted to may lie outside the range: nothing is cut. {@code z} is
 * computed in double: a scaler restored with {@link #of} gives the same bits.
 */
public final class MinMaxScaler implements FeatureTransform {

  private final float[] minima;
  private final float[] maxima;
  private final float low;
  private final float high;

  private MinMaxScaler(float[] minima, float[] maxima, float low, float high) {
    if (!(Float.isFinite(low) && Float.isFinite(high) && low < high)) {
      throw new IllegalArgumentException(
          "a range goes from a finite number up to a greater one, but it is "
              + low
              + " to "
              + high);
    }
    this.minima = minima;
    this.maxima = maxima;
    this.low = low;
    this.high = high;
  }

  /**
   * Returns the scaler that moves these rows into 0 to 1. A feature that never varies becomes 0.
   *
   * @throws IllegalArgumentException if a feature is NaN or infinite
   */
  public static MinMaxScaler fit(Dataset train) {
    return fit(train, 0, 1);
  }

  /**
   * Returns the scaler that moves these rows into a range. A feature that never varies becomes
   * {@code low}.
   *
   * @param low finite
   * @param high finite and more than {@code low}
   * @throws IllegalArgumentException if a feature is NaN or infinite, or the range is none
   */
  public static MinMaxScaler fit(Dataset train, float low, float high) {
    float[] minima = new float[train.featureSize()];
    float[] maxima = new float[train.featureSize()];
    for (int c = 0; c < minima.length; c++) {
      float[] values = FeatureColumns.finite(train, c);
      minima[c] = values[0];
      maxima[c] = values[0];
      for (float value : values) {
        minima[c] = Math.min(minima[c], value);
        maxima[c] = Math.max(maxima[c], value);
      }
    }
    return new MinMaxScaler(minima, maxima, low, high);
  }

  /**
   * Returns a scaler of known minima and maxima, such as saved ones.
   *
   * @param minima one for each feature, finite
   * @param maxima one for each feature, finite and at least the minimum
   * @param low finite
   * @param high finite and more than {@code low}
   * @throws IllegalArgumentException if their numbers differ, or a value is outside its range
   */
  public static MinMaxScaler of(float[] minima, float[] maxima, float low, float high) {
    double[] lows = FeatureColumns.doubles(minima);
    double[] highs = FeatureColumns.doubles(maxima);
    FeatureColumns.requirePairs("minimum", lows, "maximum", highs);
    FeatureColumns.requireFinite("minimum", lows);
    FeatureColumns.requireFinite("maximum", highs);
    for (int c = 0; c < minima.length; c++) {
      if (maxima[c] < minima[c]) {
        throw new IllegalArgumentException(
            "a maximum is at least the minimum, but those of feature "
                + c
                + " are "
                + maxima[c]
                + " and "
                + minima[c]);
      }
    }
    return new MinMaxScaler(minima.clone(), maxima.clone(), low, high);
  }

  @Override
  public int featureSize() {
    return minima.length;
  }

  @Override
  public void applyInPlace(float[] rows) {
    FeatureColumns.requireRows(rows, minima.length);
    double range = (double) high - low;
    for (int from = 0; from < rows.length; from += minima.length) {
      for (int c = 0; c < minima.length; c++) {
        double width = maxima[c] > minima[c] ? (double) maxima[c] - minima[c] : 1;
        double share = ((double) rows[from + c] - minima[c]) / width;
        rows[from + c] = (float) (low + share * range);
      }
    }
  }

  /** Returns a copy of the least values, one for each feature. */
  public float[] minima() {
    return minima.clone();
  }

  /** Returns a copy of the greatest values, one for each feature. */
  public float[] maxima() {
    return maxima.clone();
  }

  /** Returns what the least values become. */
  public float low() {
    return low;
  }

  /** Returns what the greatest values become. */
  public float high() {
    return high;
  }
}
