package dev.neurac.metric;

import dev.neurac.runtime.Architecture;
import java.util.Locale;

/** Precision, recall or F1 over all classes. */
record AverageScore(ClassCounts.Score score, Average average) implements Metric {

  @Override
  public String name() {
    return score + " " + average.name().toLowerCase(Locale.ROOT);
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
    return ClassCounts.of(Decisions.of(architecture, predictions, targets)).score(score, average);
  }
}
