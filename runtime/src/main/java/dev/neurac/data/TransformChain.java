package dev.neurac.data;

import java.util.List;
import java.util.stream.Stream;

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

  /** Returns the transforms that chains are made of, in order. */
  static List<FeatureTransform> steps(List<FeatureTransform> transforms) {
    return transforms.stream()
        .flatMap(
            transform ->
                transform instanceof TransformChain chain
                    ? steps(List.of(chain.first, chain.next)).stream()
                    : Stream.of(transform))
        .toList();
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
