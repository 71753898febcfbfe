package dev.neurac.train;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.List;

/** The fraction of predictions that are right; {@link Metric#ACCURACY} says which are. */
record Accuracy() implements Metric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    List<Integer> shape = architecture.outputShape();
    int classes = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    return classes == 1 || architecture.loss() == Loss.BINARY_CROSS_ENTROPY
        ? ofDecisions(predictions, targets, architecture.logits() ? 0 : 0.5f)
        : ofClasses(predictions, targets, classes);
  }

  private static double ofDecisions(float[] predictions, float[] targets, float threshold) {
    int right = 0;
    for (int i = 0; i < predictions.length; i++) {
      boolean yes = predictions[i] > threshold;
      if (!Float.isNaN(predictions[i]) && yes == targets[i] > 0.5f) {
        right++;
      }
    }
    return (double) right / predictions.length;
  }

  private static double ofClasses(float[] predictions, float[] targets, int classes) {
    int right = 0;
    for (int at = 0; at < predictions.length; at += classes) {
      int predicted = largest(predictions, at, classes);
      if (predicted >= 0 && predicted == largest(targets, at, classes)) {
        right++;
      }
    }
    return (double) right / (predictions.length / classes);
  }

  /** Returns the index of the first largest value, or -1 if one of them is NaN. */
  private static int largest(float[] values, int at, int size) {
    int largest = 0;
    for (int i = 0; i < size; i++) {
      if (Float.isNaN(values[at + i])) {
        return -1;
      }
      if (values[at + i] > values[at + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
