package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/** The fraction of predictions that are right; {@link Metric#ACCURACY} says which are. */
record Accuracy() implements Metric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    Decisions.requireClasses(name(), architecture, targets);
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    Decisions decisions = Decisions.of(architecture, predictions, targets);
    return (double) decisions.right() / decisions.predicted().length;
  }
}
