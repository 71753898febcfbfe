package dev.neurac.data;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.NetworkRuntime;
import java.util.List;

/** Checks that a dataset is one for a network, and makes its targets those of the loss. */
public final class DatasetChecker {

  private DatasetChecker() {}

  /**
   * Checks the sizes and the targets.
   *
   * @param role what the dataset is called in messages
   * @return the same rows; under a hinge, classes and labels are -1 and 1
   * @throws IllegalArgumentException if the dataset has rows of other sizes, or targets outside the
   *     range of the loss in a row that has a weight
   */
  public static Dataset check(Architecture architecture, Dataset data, String role) {
    checkSizes(architecture, data, role);
    boolean signs = architecture.loss() == Loss.HINGE || architecture.loss() == Loss.SQUARED_HINGE;
    Dataset ofLoss = signs ? withSigns(data) : data;
    TargetChecker.check(architecture, ofLoss, role);
    return ofLoss;
  }

  /**
   * Checks the same, and that features and classes are called what they were called in the
   * training.
   *
   * @throws IllegalArgumentException if they are other ones, or come in another order
   */
  public static Dataset check(NetworkRuntime network, Dataset data, String role) {
    Dataset ofLoss = check(network.architecture(), data, role);
    data.names()
        .requireLike(
            "the " + role,
            network.dataNames(),
            "the training set of " + network.architecture().name());
    return ofLoss;
  }

  /** Makes 0 and 1 the targets -1 and 1 where they stand for classes or labels. */
  private static Dataset withSigns(Dataset data) {
    return data.labels().isEmpty()
        ? data
        : new Dataset(data.source().withSigns(), data.weights(), data.meaning());
  }

  private static void checkSizes(Architecture architecture, Dataset data, String role) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("the " + role + " has no rows");
    }
    if (data.featureSize() != architecture.inputSize()) {
      throw new IllegalArgumentException(
          architecture.name()
              + " takes rows of "
              + architecture.inputSize()
              + " features, but the "
              + role
              + " has rows of "
              + data.featureSize());
    }
    if (data.targetSize() != architecture.outputSize()) {
      throw new IllegalArgumentException(
          architecture.name()
              + " gives "
              + architecture.outputSize()
              + " outputs a row, but the "
              + role
              + " has "
              + data.targetSize()
              + (data.hasClasses() ? " classes" : " targets a row")
              + advice(architecture, data));
    }
    if (data.hasClasses() && architecture.output().classes() != architecture.outputSize()) {
      throw new IllegalArgumentException(
          architecture.name()
              + " gives outputs of shape "
              + architecture.output().shape()
              + ", classes along the last axis, but the "
              + role
              + " has a single class for each row; give it rows of "
              + architecture.outputSize()
              + " targets");
    }
  }

  /**
   * Checks that class weights can be applied.
   *
   * @throws IllegalArgumentException if the loss or the targets have no classes, or others
   */
  public static void checkClassWeights(
      Architecture architecture, Dataset data, List<Float> weights) {
    if (architecture.loss() != Loss.CROSS_ENTROPY || !data.hasClasses()) {
      throw new IllegalArgumentException(
          "class weights are for CROSS_ENTROPY and classes, but the loss is "
              + architecture.loss()
              + (data.hasClasses() ? "" : " and the training set has rows of targets")
              + "; give each row a weight with Dataset.withWeights");
    }
    if (weights.size() != data.targetSize()) {
      throw new IllegalArgumentException(
          "every class needs its weight, but there are "
              + data.targetSize()
              + " classes and "
              + weights.size()
              + " weights");
    }
  }

  private static String advice(Architecture architecture, Dataset data) {
    if (data.hasClasses() && data.targetSize() == 2 && architecture.outputSize() == 1) {
      return "; for a single output read them with labels(…) of two and readValues, or give it the"
          + " targets 0 and 1, as rows of one";
    }
    if (architecture.loss() == Loss.CROSS_ENTROPY && data.targetSize() == 1) {
      return "; if they are class indices, make it with Dataset.ofClasses";
    }
    return "";
  }
}
