package dev.neurac.train;

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
    double sum = 0;
    for (int i = 0; i < predictions.length; i++) {
      sum += Math.abs((double) predictions[i] - targets[i]);
    }
    return sum / predictions.length;
  }
}
