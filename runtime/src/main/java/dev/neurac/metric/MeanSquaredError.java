package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/** The mean over all elements of {@code (x - t)²}, in double. */
record MeanSquaredError() implements Metric {

  @Override
  public String name() {
    return "mean squared error";
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
      double difference = values[i] - targets[i];
      sum += difference * difference;
    }
    return sum / values.length;
  }
}
