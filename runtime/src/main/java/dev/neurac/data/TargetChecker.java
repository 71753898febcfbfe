package dev.neurac.data;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;

/**
 * Checks that targets are such as a loss is defined for. Outside of its range a loss still is a
 * number, and training makes it smaller: to a network that predicts nonsense.
 *
 * <pre>{@code
 * BINARY_CROSS_ENTROPY          0 to 1
 * HINGE, SQUARED_HINGE          -1 or 1
 * POISSON                       at least 0
 * CROSS_ENTROPY, KL_DIVERGENCE  along the last axis at least 0, with sum 1 to within 1e-3
 * all others                    finite
 * }</pre>
 */
final class TargetChecker {

  private static final double SUM_TOLERANCE = 1e-3;

  private final Architecture architecture;
  private final Loss loss;
  private final Dataset data;
  private final String role;

  private TargetChecker(Architecture architecture, Dataset data, String role) {
    this.architecture = architecture;
    this.loss = architecture.loss();
    this.data = data;
    this.role = role;
  }

  /**
   * Checks the targets of all rows that have a weight.
   *
   * @throws IllegalArgumentException that names row and value, and the range of the loss
   */
  static void check(Architecture architecture, Dataset data, String role) {
    if (!data.hasClasses()) { // Classes become what every loss takes.
      new TargetChecker(architecture, data, role).checkRows();
    }
  }

  private void checkRows() {
    float[] targets = new float[data.targetSize()];
    for (int row = 0; row < data.size(); row++) {
      if (data.weight(row) == 0) {
        continue;
      }
      data.copyTargets(row, targets, 0);
      for (int i = 0; i < targets.length; i++) {
        if (!isInRange(targets[i])) {
          throw refused(row, "has the target " + targets[i] + place(i));
        }
      }
      if (loss == Loss.CROSS_ENTROPY || loss == Loss.KL_DIVERGENCE) {
        checkSums(row, targets);
      }
    }
  }

  private boolean isInRange(float target) {
    return switch (loss) {
      case BINARY_CROSS_ENTROPY -> target >= 0 && target <= 1;
      case HINGE, SQUARED_HINGE -> target == -1 || target == 1;
      case POISSON, CROSS_ENTROPY, KL_DIVERGENCE -> target >= 0 && target <= Float.MAX_VALUE;
      case MEAN_SQUARED_ERROR, HALF_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, LOG_COSH ->
          Float.isFinite(target);
    };
  }

  private void checkSums(int row, float[] targets) {
    int size = architecture.output().classes();
    for (int at = 0; at < targets.length; at += size) {
      double sum = 0;
      for (int i = at; i < at + size; i++) {
        sum += targets[i];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw refused(row, "has targets whose sum is " + (float) sum + place(at));
      }
    }
  }

  private String place(int i) {
    return data.targetSize() == 1 ? "" : " at position " + i;
  }

  private IllegalArgumentException refused(int row, String found) {
    return new IllegalArgumentException(
        "row " + row + " of the " + role + " " + found + ", but " + loss + " takes " + range());
  }

  private String range() {
    return switch (loss) {
      case BINARY_CROSS_ENTROPY ->
          "targets from 0 (no) to 1 (yes); for numbers take MEAN_SQUARED_ERROR, for classes"
              + " CROSS_ENTROPY";
      case HINGE, SQUARED_HINGE ->
          "the targets -1 (no) and 1 (yes); classes, and the two labels(…) of a file, become those";
      case POISSON -> "counts of at least 0; for other numbers take MEAN_SQUARED_ERROR";
      case CROSS_ENTROPY, KL_DIVERGENCE ->
          "the probabilities of classes: each at least 0, with sum 1 along the last axis; for class"
              + " numbers take Dataset.ofClasses";
      case MEAN_SQUARED_ERROR, HALF_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, LOG_COSH ->
          "finite numbers; leave the row out, or give it the weight 0";
    };
  }
}
