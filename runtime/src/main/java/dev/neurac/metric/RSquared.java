package dev.neurac.metric;

import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.ClassRule;

/** For each output {@code 1 - Σ(t - x)² / Σ(t - mean of t)²}, and the mean of those; in double. */
record RSquared() implements Metric {

  @Override
  public String name() {
    return "r squared";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture) {
    if (ClassRule.isClassification(architecture.loss())) {
      throw new IllegalArgumentException(
          "r squared is of numbers that are predicted, but "
              + architecture.name()
              + " predicts classes: its loss is "
              + architecture.loss()
              + "; measure ACCURACY or LOG_LOSS");
    }
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    check(architecture);
    int outputs = architecture.outputSize();
    double[] values = TargetScale.of(architecture, predictions);
    double sum = 0;
    for (int output = 0; output < outputs; output++) {
      sum += ofOutput(values, targets, output, outputs);
    }
    return sum / outputs;
  }

  private static double ofOutput(double[] predictions, float[] targets, int output, int outputs) {
    int rows = predictions.length / outputs;
    if (rows < 2) {
      return Double.NaN;
    }
    double sum = 0;
    boolean varies = false;
    for (int i = output; i < targets.length; i += outputs) {
      sum += targets[i];
      varies |= targets[i] != targets[output];
    }
    double mean = sum / rows;
    double unexplained = 0;
    double variation = 0;
    for (int i = output; i < targets.length; i += outputs) {
      double error = targets[i] - predictions[i];
      double distance = targets[i] - mean;
      unexplained += error * error;
      variation += distance * distance;
    }
    // By the targets themselves: rounding of the mean may leave equal ones a tiny variation.
    if (!varies) {
      return unexplained > 0 ? 0 : unexplained == 0 ? 1 : Double.NaN;
    }
    return 1 - unexplained / variation;
  }
}
