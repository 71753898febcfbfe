package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/**
 * Precision, recall or F1 of one class.
 *
 * @param chosen the class, from 0
 */
record ClassScore(ClassCounts.Score score, int chosen) implements Metric {

  ClassScore {
    if (chosen < 0) {
      throw new IllegalArgumentException("a class is at least 0, but it is " + chosen);
    }
  }

  @Override
  public String name() {
    return score + " of class " + chosen;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture) {
    int outputs = Decisions.outputs(architecture);
    int classes = outputs > 1 ? outputs : Decisions.classes(architecture);
    if (chosen >= classes) {
      throw new IllegalArgumentException(
          name()
              + " is asked for, but the classes of "
              + architecture.name()
              + " are 0 to "
              + (classes - 1));
    }
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    Decisions.requireClasses(name(), architecture, targets);
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    check(architecture);
    return ClassCounts.of(Decisions.of(architecture, predictions, targets)).score(score, chosen);
  }
}
