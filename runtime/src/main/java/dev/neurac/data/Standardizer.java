package dev.neurac.data;

/**
 * Gives every feature mean 0 and standard deviation 1: {@code z = (x - mean) / deviation};
 * immutable.
 *
 * <p>Means and deviations are doubles: rounded to a float, a mean of ten million would be off by up
 * to half a unit. {@code z} is computed in double and rounded once. A standardizer restored with
 * {@link #of(double[], double[])} gives the same bits.
 */
public final class Standardizer implements FeatureTransform {

  private final double[] means;
  private final double[] deviations;

  private Standardizer(double[] means, double[] deviations) {
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
    double[] means = new double[train.featureSize()];
    double[] deviations = new double[train.featureSize()];
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
      // Rounding may leave a constant feature a tiny deviation.
      deviations[c] = varies ? Math.sqrt(squares / values.length) : 1;
      means[c] = varies ? mean : values[0];
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
    return of(FeatureColumns.doubles(means), FeatureColumns.doubles(deviations));
  }

  /**
   * Returns a standardizer of known means and deviations, such as those of {@link #means()} and
   * {@link #deviations()}.
   *
   * @param means one for each feature, finite
   * @param deviations one for each feature, finite and more than 0
   * @throws IllegalArgumentException if their numbers differ, or a value is outside its range
   */
  public static Standardizer of(double[] means, double[] deviations) {
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
        rows[from + c] = (float) ((rows[from + c] - means[c]) / deviations[c]);
      }
    }
  }

  /** Returns a copy of the means, one for each feature. */
  public double[] means() {
    return means.clone();
  }

  /** Returns a copy of the deviations, one for each feature; 1 for a feature that never varies. */
  public double[] deviations() {
    return deviations.clone();
  }
}
