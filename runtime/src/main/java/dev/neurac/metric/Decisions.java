package dev.neurac.metric;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.List;

/**
 * What the outputs of a network decide, and what was right; {@link Metric#ACCURACY} tells the rule,
 * and this is its only place.
 *
 * @param outputs 1, or the number of yes/no decisions that each row makes for different things:
 *     decision {@code i} is for thing {@code i % outputs}
 * @param classes the number of classes that a decision chooses from; 2 for no and yes
 * @param predicted the class of each decision, or {@link #NONE}
 * @param actual the class that is right, or {@link #NONE}
 */
record Decisions(int outputs, int classes, int[] predicted, int[] actual) {

  /** Where a value is NaN, nothing is decided. */
  static final int NONE = -1;

  static Decisions of(Architecture architecture, float[] predictions, float[] targets) {
    requireClasses("a decision", architecture, targets);
    int outputs = outputs(architecture);
    int classes = classes(architecture);
    if (isYesNo(architecture)) {
      boolean signs =
          architecture.loss() == Loss.HINGE || architecture.loss() == Loss.SQUARED_HINGE;
      float threshold = architecture.logits() || signs ? 0 : 0.5f;
      return new Decisions(
          outputs, classes, above(predictions, threshold), above(targets, signs ? 0 : 0.5f));
    }
    return new Decisions(
        outputs, classes, largest(predictions, classes), largest(targets, classes));
  }

  /**
   * Checks that there are classes to decide for: that the loss is one of classification, or that
   * all targets are 0 or 1, one-hot where there are several.
   *
   * @param what that needs them
   * @throws IllegalArgumentException if not: numbers would be taken for yes or no
   */
  static void requireClasses(String what, Architecture architecture, float[] targets) {
    if (isClassification(architecture.loss())) {
      return;
    }
    int classes = lastAxis(architecture);
    for (int at = 0; at < targets.length; at += classes) {
      int ones = 0;
      for (int i = at; i < at + classes; i++) {
        if (targets[i] != 0 && targets[i] != 1) {
          throw noClasses(what, architecture, "a target is " + targets[i]);
        }
        ones += targets[i] == 1 ? 1 : 0;
      }
      if (classes > 1 && ones != 1) {
        throw noClasses(what, architecture, "a row of targets has " + ones + " ones");
      }
    }
  }

  private static IllegalArgumentException noClasses(
      String what, Architecture architecture, String found) {
    return new IllegalArgumentException(
        what
            + " needs classes: a loss of classification, or targets of 0 and 1, one-hot where there"
            + " are several; but the loss of "
            + architecture.name()
            + " is "
            + architecture.loss()
            + ", and "
            + found
            + ". Measure an error such as MEAN_ABSOLUTE_ERROR, or R_SQUARED");
  }

  /** Returns whether a loss is made for classes, whatever the targets are. */
  static boolean isClassification(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HINGE, SQUARED_HINGE -> true;
      case MEAN_SQUARED_ERROR,
          HALF_SQUARED_ERROR,
          MEAN_ABSOLUTE_ERROR,
          HUBER,
          LOG_COSH,
          KL_DIVERGENCE,
          POISSON ->
          false;
    };
  }

  /** Returns whether each value is a decision of its own. */
  static boolean isYesNo(Architecture architecture) {
    return lastAxis(architecture) == 1 || architecture.loss() == Loss.BINARY_CROSS_ENTROPY;
  }

  /** Returns how many classes a decision chooses from. */
  static int classes(Architecture architecture) {
    return isYesNo(architecture) ? 2 : lastAxis(architecture);
  }

  /** Returns how many different things are decided. */
  static int outputs(Architecture architecture) {
    return isYesNo(architecture) ? lastAxis(architecture) : 1;
  }

  /** Returns how many values lie next to each other in the output. */
  private static int lastAxis(Architecture architecture) {
    List<Integer> shape = architecture.output().shape();
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  /** Returns how many decisions are right. */
  int right() {
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      if (predicted[i] != NONE && predicted[i] == actual[i]) {
        right++;
      }
    }
    return right;
  }

  private static int[] above(float[] values, float threshold) {
    int[] decisions = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      decisions[i] = Float.isNaN(values[i]) ? NONE : values[i] > threshold ? 1 : 0;
    }
    return decisions;
  }

  private static int[] largest(float[] values, int classes) {
    int[] decisions = new int[values.length / classes];
    for (int i = 0; i < decisions.length; i++) {
      decisions[i] = largest(values, i * classes, classes);
    }
    return decisions;
  }

  /** Returns the index of the first largest value, or NONE if one of them is NaN. */
  static int largest(float[] values, int at, int size) {
    int largest = 0;
    for (int i = 0; i < size; i++) {
      if (Float.isNaN(values[at + i])) {
        return NONE;
      }
      if (values[at + i] > values[at + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
