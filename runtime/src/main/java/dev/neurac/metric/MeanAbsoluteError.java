package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/** The mean over all elements of {@code |x - t|}, in double. */
record MeanAbsoluteError() implements Metric {

  @Override
  public String name() {
    return "mean absolute error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    double[] values = TargetScale.of(architecture, predictions);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.abs(values[i] - targets[i]);
    }
    return sum / values.length;
  }
}
