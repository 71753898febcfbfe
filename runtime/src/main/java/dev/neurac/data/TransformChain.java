package dev.neurac.data;

/** One transform and then another. */
record TransformChain(FeatureTransform first, FeatureTransform next) implements FeatureTransform {

  TransformChain {
    if (first.featureSize() != next.featureSize()) {
      throw new IllegalArgumentException(
          "a transform for rows of "
              + first.featureSize()
              + " features is followed by one for rows of "
              + next.featureSize());
    }
  }

  @Override
  public int featureSize() {
    return first.featureSize();
  }

  @Override
  public void applyInPlace(float[] rows) {
    first.applyInPlace(rows);
    next.applyInPlace(rows);
  }
}
