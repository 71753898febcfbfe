package dev.neurac.metric;

import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.ClassRule;

/**
 * What the outputs of a network decide, and what was right; {@link ClassRule} has the rule.
 *
 * @param outputs 1, or the number of yes/no decisions that each row makes for different things:
 *     decision {@code i} is for thing {@code i % outputs}
 * @param classes the number of classes that a decision chooses from; 2 for no and yes
 * @param predicted the class of each decision, or {@link #NONE}
 * @param actual the class that is right, or {@link #NONE}
 */
record Decisions(int outputs, int classes, int[] predicted, int[] actual) {

  static final int NONE = ClassRule.NONE;

  static Decisions of(Architecture architecture, float[] predictions, float[] targets) {
    requireClasses("a decision", architecture, targets);
    ClassRule rule = ClassRule.of(architecture.output());
    // Targets of yes and no are 1 and 0, under a hinge 1 and -1, whatever the output is.
    float middle = ClassRule.isHinge(architecture.loss()) ? 0 : 0.5f;
    ClassRule ofTargets = new ClassRule(rule.isYesNo(), rule.outputs(), rule.classes(), middle);
    return new Decisions(
        rule.outputs(), rule.classes(), all(rule, predictions), all(ofTargets, targets));
  }

  private static int[] all(ClassRule rule, float[] values) {
    int[] decisions = new int[values.length / rule.valuesOfDecision()];
    for (int i = 0; i < decisions.length; i++) {
      decisions[i] = rule.classOf(values, i * rule.valuesOfDecision());
    }
    return decisions;
  }

  /**
   * Checks that there are classes to decide for: that the loss is one of classification, or that
   * all targets are 0 or 1, one-hot where there are several.
   *
   * @param what that needs them
   * @throws IllegalArgumentException if not: numbers would be taken for yes or no
   */
  static void requireClasses(String what, Architecture architecture, float[] targets) {
    if (ClassRule.isClassification(architecture.loss())) {
      return;
    }
    int classes = architecture.output().classes();
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

  /** Returns whether each value is a decision of its own. */
  static boolean isYesNo(Architecture architecture) {
    return ClassRule.of(architecture.output()).isYesNo();
  }

  /** Returns how many classes a decision chooses from. */
  static int classes(Architecture architecture) {
    return ClassRule.of(architecture.output()).classes();
  }

  /** Returns how many different things are decided. */
  static int outputs(Architecture architecture) {
    return ClassRule.of(architecture.output()).outputs();
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
}
