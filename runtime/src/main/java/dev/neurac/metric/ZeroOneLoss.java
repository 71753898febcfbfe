package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/** The fraction of predictions that are wrong. */
record ZeroOneLoss() implements Metric {

  @Override
  public String name() {
    return "zero-one loss";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    Decisions.requireClasses(name(), architecture, targets);
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    Decisions decisions = Decisions.of(architecture, predictions, targets);
    int all = decisions.predicted().length;
    return (double) (all - decisions.right()) / all;
  }
}
