package dev.neurac.metric;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.ClassRule;

/**
 * The mean negative logarithm of the probability of what was right.
 *
 * <pre>{@code
 * probabilities   -Σ t·log p               -(t·log p + (1 - t)·log(1 - p))
 * logits          -Σ t·(x - log Σ exp x)   max(x, 0) - x·t + log1p(exp(-|x|))
 * }</pre>
 *
 * <p>for classes on the left, for yes/no on the right; in double.
 */
record LogLoss() implements Metric {

  /** What a float near 1 can tell apart. */
  private static final double EPSILON = 0x1p-23;

  @Override
  public String name() {
    return "log loss";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public void check(Architecture architecture) {
    Loss loss = architecture.loss();
    if (loss == Loss.HINGE || loss == Loss.SQUARED_HINGE || loss == Loss.POISSON) {
      throw new IllegalArgumentException(
          "log loss is of probabilities, which "
              + architecture.name()
              + " does not predict: its loss is "
              + loss);
    }
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    if (architecture.loss() != Loss.KL_DIVERGENCE) { // Its targets are probabilities, too.
      Decisions.requireClasses(name(), architecture, targets);
    }
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    check(architecture, targets);
    // What log softmax gives is as good a logit as what it takes.
    boolean logits = architecture.logits() || architecture.loss() == Loss.KL_DIVERGENCE;
    if (Decisions.isYesNo(architecture)) {
      double sum = 0;
      for (int i = 0; i < predictions.length; i++) {
        sum += logits ? ofLogit(predictions[i], targets[i]) : ofYes(predictions[i], targets[i]);
      }
      return sum / predictions.length;
    }
    int classes = Decisions.classes(architecture);
    double sum = 0;
    for (int at = 0; at < predictions.length; at += classes) {
      double shift = logits ? ClassRule.logOfSum(predictions, at, classes) : 0;
      for (int i = at; i < at + classes; i++) {
        double log = logits ? predictions[i] - shift : StrictMath.log(cut(predictions[i]));
        // A class that is not there must not turn -infinity into NaN, nor hide a NaN.
        sum -= targets[i] == 0 && log == Double.NEGATIVE_INFINITY ? 0 : targets[i] * log;
      }
    }
    return sum / (predictions.length / classes);
  }

  private static double ofYes(double p, double t) {
    double cut = cut(p);
    return -(t * StrictMath.log(cut) + (1 - t) * StrictMath.log1p(-cut));
  }

  private static double ofLogit(double x, double t) {
    return Math.max(x, 0) - x * t + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double cut(double p) {
    return Math.max(EPSILON, Math.min(1 - EPSILON, p));
  }
}
