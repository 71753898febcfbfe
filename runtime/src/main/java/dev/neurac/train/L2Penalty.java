package dev.neurac.train;

import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.List;

/**
 * What large weights cost. Biases cost nothing.
 *
 * <pre>{@code
 * value     λ/(2m) · Σ w²
 * gradient  λ/m · w
 * }</pre>
 *
 * <p>with {@code m} the number of training rows, so that more data weigh the penalty less.
 */
final class L2Penalty {

  private final List<ParameterInfo> weights;
  private final double scale;

  L2Penalty(Architecture architecture, double lambda, int trainingRows) {
    this.weights =
        lambda == 0
            ? List.of()
            : architecture.parameters().stream().filter(ParameterInfo::isWeight).toList();
    this.scale = lambda / trainingRows;
  }

  /** Returns the penalty, summed in double in the order of the parameters. */
  double value(float[] parameters) {
    double sum = 0;
    for (ParameterInfo weight : weights) {
      int end = weight.offset() + weight.size();
      for (int i = weight.offset(); i < end; i++) {
        sum += (double) parameters[i] * parameters[i];
      }
    }
    return scale / 2 * sum;
  }

  /** Adds the penalty's gradient for the parameters of a range. */
  void addGradient(float[] parameters, float[] gradients, int from, int to) {
    float scale = (float) this.scale;
    for (int w = 0; w < weights.size(); w++) {
      ParameterInfo weight = weights.get(w);
      int end = Math.min(to, weight.offset() + weight.size());
      for (int i = Math.max(from, weight.offset()); i < end; i++) {
        gradients[i] += scale * parameters[i];
      }
    }
  }
}
