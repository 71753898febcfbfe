package dev.neurac.data;

import java.util.Arrays;
import java.util.List;

/** The rows of one dataset, then those of another. */
final class Concatenation {

  private static final String FIRST = "the first dataset";
  private static final String NEXT = "the next one";

  private Concatenation() {}

  static Dataset of(Dataset first, Dataset next) {
    requireSame("features a row", first.featureSize(), next.featureSize());
    requireSame(
        first.hasClasses() ? "classes" : "targets a row", first.targetSize(), next.targetSize());
    if (first.hasClasses() != next.hasClasses()) {
      throw new IllegalArgumentException(
          FIRST
              + " has "
              + (first.hasClasses() ? "classes" : "values for targets")
              + ", but "
              + NEXT
              + " has "
              + (next.hasClasses() ? "classes" : "values for targets")
              + "; read both with readClasses or both with readValues");
    }
    next.names().requireLike(NEXT, first.names(), FIRST);
    requireSameTransforms(first.transforms(), next.transforms());
    long size = (long) first.size() + next.size();
    if (size * Math.max(first.featureSize(), first.targetSize()) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          size
              + " rows of "
              + first.featureSize()
              + " features and "
              + first.targetSize()
              + " targets are more values than an array can hold; train on some of the rows");
    }
    Dataset joined = joined(first, next);
    return first.hasWeights() || next.hasWeights() ? weighted(joined, first, next) : joined;
  }

  /** What the next one knows and the first does not, the result knows too. */
  private static Dataset joined(Dataset first, Dataset next) {
    float[] features = joined(first.features(), next.features());
    Meaning meaning = first.meaning().orElse(next.meaning());
    if (!first.hasClasses()) {
      float[] targets = joined(first.targets(), next.targets());
      return Dataset.taking(features, first.featureSize(), targets, first.targetSize())
          .with(meaning);
    }
    int[] classes = new int[first.size() + next.size()];
    Arrays.setAll(
        classes, row -> row < first.size() ? first.classOf(row) : next.classOf(row - first.size()));
    return Dataset.takingClasses(
            features, first.featureSize(), classes, meaning.labels(), meaning.namedLabels())
        .with(meaning);
  }

  private static float[] joined(float[] first, float[] next) {
    float[] all = Arrays.copyOf(first, first.length + next.length);
    System.arraycopy(next, 0, all, first.length, next.length);
    return all;
  }

  private static Dataset weighted(Dataset joined, Dataset first, Dataset next) {
    float[] weights = new float[joined.size()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = row < first.size() ? first.weight(row) : next.weight(row - first.size());
    }
    return joined.withWeights(weights);
  }

  private static void requireSame(String what, int ofFirst, int ofNext) {
    if (ofFirst != ofNext) {
      throw new IllegalArgumentException(
          FIRST + " has " + ofFirst + " " + what + ", but " + NEXT + " has " + ofNext);
    }
  }

  /** Each instance is a scaler of its own: fitted on other rows, it gives other values. */
  private static void requireSameTransforms(
      List<FeatureTransform> first, List<FeatureTransform> next) {
    if (!first.equals(next)) {
      throw new IllegalArgumentException(
          FIRST
              + " went through the transforms "
              + first
              + ", but "
              + NEXT
              + " through "
              + next
              + "; join the rows first, or apply the same instances to both");
    }
  }
}
