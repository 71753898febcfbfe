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
    return new Dataset(
        joined(first.source(), next.source()),
        first.weights().concat(next.weights()),
        first.meaning().orElse(next.meaning()));
  }

  private static RowSource joined(RowSource first, RowSource next) {
    int size = first.size() + next.size();
    float[] features = new float[size * first.featureSize()];
    first.copyFeatures(features, 0);
    next.copyFeatures(features, first.size() * first.featureSize());
    if (first.hasClasses()) {
      int[] classes = new int[size];
      Arrays.setAll(
          classes,
          row -> row < first.size() ? first.classOf(row) : next.classOf(row - first.size()));
      return ClassRows.of(features, first.featureSize(), classes, first.targetSize());
    }
    float[] targets = new float[size * first.targetSize()];
    first.copyTargets(targets, 0);
    next.copyTargets(targets, first.size() * first.targetSize());
    return ValueRows.of(features, first.featureSize(), targets, first.targetSize());
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
