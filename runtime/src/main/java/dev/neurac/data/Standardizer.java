package dev.neurac.data;

/**
 * Gives every feature mean 0 and standard deviation 1: {@code z = (x - mean) / deviation};
 * immutable.
 *
 * <p>Fit it on the rows to train on only, and apply it to everything the network sees: what is
 * learned from the rows held back makes their score look better than it is.
 *
 * <p>Means and deviations are sums in double, then rounded to floats, and {@code z} is computed in
 * double from those floats: a standardizer restored with {@link #of} gives the same bits.
 */
public final class Standardizer {

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
    int rows = train.size();
    int columns = train.featureSize();
    float[] row = new float[columns];
    double[] sums = new double[columns];
    for (int r = 0; r < rows; r++) {
      train.copyFeatures(r, row, 0);
      for (int c = 0; c < columns; c++) {
        if (!Float.isFinite(row[c])) {
          throw new IllegalArgumentException(
              "only finite numbers can be standardised, but row "
                  + r
                  + ", feature "
                  + c
                  + " (both counted from 0) is "
                  + row[c]
                  + ": leave the row or the feature out");
        }
        sums[c] += row[c];
      }
    }
    // The second pass subtracts first: Σx² - (Σx)² / n would cancel where the mean is large.
    double[] squares = new double[columns];
    boolean[] varies = new boolean[columns];
    float[] first = train.features(0);
    for (int r = 0; r < rows; r++) {
      train.copyFeatures(r, row, 0);
      for (int c = 0; c < columns; c++) {
        double distance = row[c] - sums[c] / rows;
        squares[c] += distance * distance;
        varies[c] |= row[c] != first[c];
      }
    }
    float[] means = new float[columns];
    float[] deviations = new float[columns];
    for (int c = 0; c < columns; c++) {
      float deviation = (float) Math.sqrt(squares[c] / rows);
      // Rounding may leave a constant feature a tiny deviation, or a tiny one none.
      deviations[c] = varies[c] && deviation > 0 ? deviation : 1;
      means[c] = varies[c] ? (float) (sums[c] / rows) : first[c];
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
    if (means.length == 0 || means.length != deviations.length) {
      throw new IllegalArgumentException(
          "every feature has a mean and a deviation, but there are "
              + means.length
              + " means and "
              + deviations.length
              + " deviations");
    }
    for (int c = 0; c < means.length; c++) {
      if (!Float.isFinite(means[c])) {
        throw new IllegalArgumentException(
            "a mean is finite, but that of feature " + c + " is " + means[c]);
      }
      if (!(deviations[c] > 0 && deviations[c] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a deviation is finite and more than 0, but that of feature "
                + c
                + " is "
                + deviations[c]);
      }
    }
    return new Standardizer(means.clone(), deviations.clone());
  }

  /**
   * Returns the same rows with standardised features; targets stay as they are.
   *
   * @throws IllegalArgumentException if the number of features differs
   */
  public Dataset apply(Dataset data) {
    if (data.featureSize() != means.length) {
      throw new IllegalArgumentException(
          "this standardizer was fitted to rows of "
              + means.length
              + " features, but these rows have "
              + data.featureSize());
    }
    float[] features = data.features();
    standardize(features);
    return data.withFeatures(features);
  }

  /**
   * Returns standardised features in a new array.
   *
   * @param row one or several rows, flat: a multiple of the number of features
   * @throws IllegalArgumentException if they are no whole number of rows
   */
  public float[] apply(float[] row) {
    if (row.length == 0 || row.length % means.length != 0) {
      throw new IllegalArgumentException(
          "this standardizer was fitted to rows of "
              + means.length
              + " features, but "
              + row.length
              + " values were given");
    }
    float[] features = row.clone();
    standardize(features);
    return features;
  }

  private void standardize(float[] features) {
    for (int from = 0; from < features.length; from += means.length) {
      for (int c = 0; c < means.length; c++) {
        features[from + c] = (float) (((double) features[from + c] - means[c]) / deviations[c]);
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
