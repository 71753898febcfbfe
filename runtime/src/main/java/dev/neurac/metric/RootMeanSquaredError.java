package dev.neurac.metric;

import dev.neurac.runtime.Architecture;

/** For each output {@code sqrt(Σ(x - t)² / rows)}, and the mean of those; in double. */
record RootMeanSquaredError() implements Metric {

  @Override
  public String name() {
    return "root mean squared error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    int outputs = architecture.outputSize();
    double[] values = TargetScale.of(architecture, predictions);
    double roots = 0;
    for (int output = 0; output < outputs; output++) {
      double sum = 0;
      for (int i = output; i < values.length; i += outputs) {
        double difference = values[i] - targets[i];
        sum += difference * difference;
      }
      roots += Math.sqrt(sum / (values.length / outputs));
    }
    return roots / outputs;
  }
}
