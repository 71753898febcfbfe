package dev.neurac.data;

/**
 * Gives every feature mean 0 and standard deviation 1: {@code z = (x - mean) / deviation};
 * immutable.
 *
 * <p>Means and deviations are sums in double, then rounded to floats, and {@code z} is computed in
 * double from those floats: a standardizer restored with {@link #of} gives the same bits.
 */
public final class Standardizer implements FeatureTransform {

  private final float[] means;
  private final float[] deviations;

  private Standardizer(float[] means, float[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Returns the standardizer of these rows. The deviation is the population's, {@code sqrt(Σ(x -
   * mean)² / n)}; a feature that never varies is only centred.
   *
   * @throws IllegalArgumentException if a feature is NaN or infinite
   */
  public static Standardizer fit(Dataset train) {
    float[] means = new float[train.featureSize()];
    float[] deviations = new float[train.featureSize()];
    for (int c = 0; c < means.length; c++) {
      float[] values = FeatureColumns.finite(train, c);
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      // The second pass subtracts first: Σx² - (Σx)² / n would cancel where the mean is large.
      double mean = sum / values.length;
      double squares = 0;
      boolean varies = false;
      for (float value : values) {
        squares += (value - mean) * (value - mean);
        varies |= value != values[0];
      }
      float deviation = (float) Math.sqrt(squares / values.length);
      // Rounding may leave a constant feature a tiny deviation, or a tiny one none.
      deviations[c] = varies && deviation > 0 ? deviation : 1;
      means[c] = varies ? (float) mean : values[0];
    }
    return new Standardizer(means, deviations);
  }

  /**
   * Returns a standardizer of known means and deviations, such as saved ones.
   *
   * @param means one for each feature, finite
   * @param deviations one for each feature, finite and more than 0
   * @throws IllegalArgumentException if their numbers differ, or a value is outside its range
   */
  public static Standardizer of(float[] means, float[] deviations) {
    FeatureColumns.requirePairs("mean", means, "deviation", deviations);
    FeatureColumns.requireFinite("mean", means);
    FeatureColumns.requirePositive("deviation", deviations);
    return new Standardizer(means.clone(), deviations.clone());
  }

  @Override
  public int featureSize() {
    return means.length;
  }

  @Override
  public void applyInPlace(float[] rows) {
    FeatureColumns.requireRows(rows, means.length);
    for (int from = 0; from < rows.length; from += means.length) {
      for (int c = 0; c < means.length; c++) {
        rows[from + c] = (float) (((double) rows[from + c] - means[c]) / deviations[c]);
      }
    }
  }

  /** Returns a copy of the means, one for each feature. */
  public float[] means() {
    return means.clone();
  }

  /** Returns a copy of the deviations, one for each feature; 1 for a feature that never varies. */
  public float[] deviations() {
    return deviations.clone();
  }
}
