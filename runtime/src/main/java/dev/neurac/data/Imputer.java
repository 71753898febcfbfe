package dev.neurac.data;

/**
 * Fills in missing features, which are NaN: {@link CsvReader#allowMissing} reads them; immutable.
 *
 * <pre>{@code
 * Split split = CsvReader.of().allowMissing("NA", "").readValues(file, "price").split(0.8, seed);
 * Imputer imputer = Imputer.fit(split.train(), Imputation.median());
 * Dataset train = imputer.apply(split.train());
 * Dataset test = imputer.apply(split.test());
 * }</pre>
 *
 * <p>It fills in every feature that is missing in any row, whether or not one was when it was
 * fitted.
 */
public final class Imputer implements FeatureTransform {

  private final float[] values;

  private Imputer(float[] values) {
    this.values = values;
  }

  /**
   * Returns the imputer of these rows.
   *
   * @param imputations one for all features, or one for each
   * @throws IllegalArgumentException if their number is another, a feature is infinite, or one is
   *     missing in every row, so that nothing can be learned from it
   */
  public static Imputer fit(Dataset train, Imputation... imputations) {
    int features = train.featureSize();
    if (imputations.length != 1 && imputations.length != features) {
      throw new IllegalArgumentException(
          "there is one imputation for all features, or one for each of the "
              + features
              + ", but "
              + imputations.length
              + " were given");
    }
    float[] values = new float[features];
    for (int c = 0; c < features; c++) {
      Imputation imputation = imputations[imputations.length == 1 ? 0 : c];
      float[] present = FeatureColumns.present(train, c);
      if (present.length == 0 && imputation.learns()) {
        throw new IllegalArgumentException(
            "feature "
                + c
                + " (counted from 0) is missing in every row: leave it out, or take"
                + " Imputation.constant");
      }
      values[c] = imputation.of(present);
    }
    return new Imputer(values);
  }

  /**
   * Returns an imputer of known values, such as saved ones.
   *
   * @param values one for each feature, finite
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public static Imputer of(float... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a row has at least 1 feature, but there is no value");
    }
    FeatureColumns.requireFinite("value", FeatureColumns.doubles(values));
    return new Imputer(values.clone());
  }

  @Override
  public int featureSize() {
    return values.length;
  }

  @Override
  public void applyInPlace(float[] rows) {
    FeatureColumns.requireRows(rows, values.length);
    for (int from = 0; from < rows.length; from += values.length) {
      for (int c = 0; c < values.length; c++) {
        if (Float.isNaN(rows[from + c])) {
          rows[from + c] = values[c];
        }
      }
    }
  }

  /** Returns a copy of what stands in for missing values, one for each feature. */
  public float[] values() {
    return values.clone();
  }
}
