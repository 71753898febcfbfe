package dev.neurac.metric;

import dev.neurac.runtime.Architecture;
import java.util.Locale;

/** Precision, recall or F1 of yes, where a network decides between no and yes. */
record BinaryScore(ClassCounts.Score score) implements Metric {

  @Override
  public String name() {
    return score.toString();
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture) {
    int outputs = Decisions.outputs(architecture);
    int classes = outputs > 1 ? outputs : Decisions.classes(architecture);
    if (outputs > 1 || classes != 2) {
      throw new IllegalArgumentException(
          name()
              + " is of networks with two classes, but "
              + architecture.name()
              + " has "
              + classes
              + "; take Metric."
              + name().toUpperCase(Locale.ROOT)
              + "_MACRO, or Metric."
              + name()
              + "(class)");
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
    return ClassCounts.of(Decisions.of(architecture, predictions, targets)).score(score, 1);
  }
}
