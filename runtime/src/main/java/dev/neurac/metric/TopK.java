package dev.neurac.metric;

import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.ClassRule;
import dev.neurac.settings.Checks;

/**
 * The fraction of rows whose class is among the largest outputs; {@link Metric#topK}.
 *
 * @param k how many outputs count
 */
record TopK(int k) implements Metric {

  TopK {
    Checks.atLeastOne("k", k);
  }

  @Override
  public String name() {
    return "top-" + k + " accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture) {
    if (Decisions.isYesNo(architecture)) {
      throw new IllegalArgumentException(
          name()
              + " is of networks that choose among classes, but "
              + architecture.name()
              + " decides yes or no; measure its accuracy");
    }
    int classes = Decisions.classes(architecture);
    if (k > classes) {
      throw new IllegalArgumentException(
          name()
              + " needs at least "
              + k
              + " classes, but "
              + architecture.name()
              + " has "
              + classes);
    }
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    Decisions.requireClasses(name(), architecture, targets);
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    check(architecture, targets);
    int classes = Decisions.classes(architecture);
    int right = 0;
    for (int at = 0; at < predictions.length; at += classes) {
      int actual = ClassRule.largest(targets, at, classes);
      if (actual != Decisions.NONE && rank(predictions, at, classes, actual) < k) {
        right++;
      }
    }
    return (double) right / (predictions.length / classes);
  }

  /** Returns how many values come before one, the first of equal ones first; all if one is NaN. */
  private static int rank(float[] values, int at, int size, int chosen) {
    float value = values[at + chosen];
    int before = 0;
    for (int i = 0; i < size; i++) {
      if (Float.isNaN(values[at + i])) {
        return size;
      }
      if (values[at + i] > value || values[at + i] == value && i < chosen) {
        before++;
      }
    }
    return before;
  }
}
