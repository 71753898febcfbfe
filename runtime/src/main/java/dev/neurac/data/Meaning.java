package dev.neurac.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the numbers of a dataset mean.
 *
 * @param featureNames a name for each feature, or none at all
 * @param namedFeatures whether somebody gave those names, where they could also be indices
 * @param labels the names of the classes, or of the targets 0 and 1; else empty
 * @param namedLabels whether somebody gave those, where they could also be numbers
 * @param transforms what was done to the features, in order
 */
record Meaning(
    List<String> featureNames,
    boolean namedFeatures,
    List<String> labels,
    boolean namedLabels,
    List<FeatureTransform> transforms) {

  static final Meaning NONE = new Meaning(List.of(), false, List.of(), false, List.of());

  Meaning {
    featureNames = List.copyOf(featureNames);
    labels = List.copyOf(labels);
    transforms = List.copyOf(transforms);
  }

  /** Returns the labels of classes that nobody named: their numbers. */
  static List<String> numbered(int classCount) {
    return IntStream.range(0, classCount).mapToObj(Integer::toString).toList();
  }

  Meaning features(List<String> names, boolean named) {
    return new Meaning(names, named, labels, namedLabels, transforms);
  }

  Meaning labels(List<String> names, boolean named) {
    return new Meaning(featureNames, namedFeatures, names, named, transforms);
  }

  /** Returns the same, and what it does not know from another. */
  Meaning orElse(Meaning other) {
    boolean othersFeatures = !namedFeatures && !other.featureNames.isEmpty();
    boolean othersLabels = !namedLabels && !other.labels.isEmpty();
    return new Meaning(
        othersFeatures ? other.featureNames : featureNames,
        othersFeatures ? other.namedFeatures : namedFeatures,
        othersLabels ? other.labels : labels,
        othersLabels ? other.namedLabels : namedLabels,
        transforms);
  }

  Meaning after(FeatureTransform transform) {
    return new Meaning(
        featureNames,
        namedFeatures,
        labels,
        namedLabels,
        Stream.concat(transforms.stream(), Stream.of(transform)).toList());
  }
}
