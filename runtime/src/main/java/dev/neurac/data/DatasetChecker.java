package dev.neurac.data;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.List;

/** Checks that a dataset is one for a network. */
public final class DatasetChecker {

  private DatasetChecker() {}

  /**
   * Checks the sizes.
   *
   * @param role what the dataset is called in messages
   * @throws IllegalArgumentException if the dataset is empty or has rows of other sizes
   */
  public static void check(Architecture architecture, Dataset data, String role) {
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
    if (data.hasClasses() && architecture.classes() != architecture.outputSize()) {
      throw new IllegalArgumentException(
          architecture.name()
              + " gives outputs of shape "
              + architecture.outputShape()
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
      return "; give a single output the targets 0 and 1, as rows of one";
    }
    if (architecture.loss() == Loss.CROSS_ENTROPY && data.targetSize() == 1) {
      return "; if they are class indices, make it with Dataset.ofClasses";
    }
    return "";
  }
}
