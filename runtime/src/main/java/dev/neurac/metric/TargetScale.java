package dev.neurac.metric;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.ClassRule;

/**
 * Brings outputs to the scale of the targets, where the output layer leaves that to the loss.
 *
 * <pre>{@code
 * logits under CROSS_ENTROPY          softmax
 * logits under BINARY_CROSS_ENTROPY   sigmoid
 * logarithms under POISSON            exp
 * logarithms under KL_DIVERGENCE      exp
 * }</pre>
 *
 * <p>All else is on it already.
 */
final class TargetScale {

  private TargetScale() {}

  /** Returns the outputs on the targets' scale, in double. */
  static double[] of(Architecture architecture, float[] outputs) {
    double[] values = new double[outputs.length];
    boolean classes = architecture.logits() && architecture.loss() == Loss.CROSS_ENTROPY;
    int size = classes ? Decisions.classes(architecture) : 1;
    for (int at = 0; at < values.length; at += size) {
      double shift = classes ? ClassRule.logOfSum(outputs, at, size) : 0;
      for (int i = at; i < at + size; i++) {
        values[i] = classes ? StrictMath.exp(outputs[i] - shift) : ofOne(architecture, outputs[i]);
      }
    }
    return values;
  }

  private static double ofOne(Architecture architecture, double x) {
    return switch (architecture.loss()) {
      case BINARY_CROSS_ENTROPY -> architecture.logits() ? 1 / (1 + StrictMath.exp(-x)) : x;
      case POISSON -> architecture.logits() ? StrictMath.exp(x) : x;
      case KL_DIVERGENCE -> StrictMath.exp(x);
      default -> x;
    };
  }
}
