package dev.neurac.data;

import java.util.List;

/**
 * Changes the features of rows, every row in the same way: what {@link Standardizer}, {@link
 * MinMaxScaler}, {@link RobustScaler} and {@link Imputer} have in common.
 *
 * <pre>{@code
 * FeatureTransform prepare = Imputer.fit(train, Imputation.median());
 * prepare = prepare.then(Standardizer.fit(prepare.apply(train)));
 * float[] price = net.predict(prepare.apply(row));
 * }</pre>
 *
 * <p>Fit it on the rows to train on only, and apply it to everything the network sees: what is
 * learned from the rows held back makes their score look better than it is.
 *
 * <p>Applications may write their own, which like those here should be immutable.
 */
public interface FeatureTransform {

  /** Returns the number of features of a row. */
  int featureSize();

  /**
   * Changes rows where they are; allocates nothing.
   *
   * @param rows one or several rows, flat: a multiple of {@link #featureSize()} values
   * @throws IllegalArgumentException if they are no whole number of rows
   */
  void applyInPlace(float[] rows);

  /**
   * Returns changed features in a new array.
   *
   * @param rows one or several rows, flat: a multiple of {@link #featureSize()} values
   * @throws IllegalArgumentException if they are no whole number of rows
   */
  default float[] apply(float... rows) {
    float[] changed = rows.clone();
    applyInPlace(changed);
    return changed;
  }

  /**
   * Returns the same rows with changed features; targets and weights stay as they are. The result
   * knows that it went through this transform ({@link Dataset#transforms()}).
   *
   * @throws IllegalArgumentException if the number of features differs, or the rows went through
   *     this very transform before: scaled twice, they would no longer be what the network sees
   *     elsewhere
   */
  default Dataset apply(Dataset data) {
    if (data.featureSize() != featureSize()) {
      throw new IllegalArgumentException(
          "this transform is for rows of "
              + featureSize()
              + " features, but these rows have "
              + data.featureSize());
    }
    if (TransformChain.steps(data.transforms()).stream()
        .anyMatch(step -> TransformChain.steps(List.of(this)).contains(step))) {
      throw new IllegalArgumentException(
          "these rows went through this "
              + getClass().getSimpleName()
              + " before; apply it once, to the rows as they were read");
    }
    return data.after(this);
  }

  /**
   * Returns this transform and then another.
   *
   * @throws IllegalArgumentException if the number of features differs
   */
  default FeatureTransform then(FeatureTransform next) {
    return new TransformChain(this, next);
  }
}
