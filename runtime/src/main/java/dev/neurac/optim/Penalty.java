package dev.neurac.optim;

import dev.neurac.optim.update.PenaltyGradient;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.Arrays;
import java.util.List;

/**
 * What large weights cost, as a part of the loss. Biases cost nothing by default.
 *
 * <pre>{@code
 * value     λ1/m · Σ |w| + λ2/(2m) · Σ w²
 * gradient  λ1/m · sign(w) + λ2/m · w       sign(0) = 0
 * }</pre>
 *
 * <p>with {@code m} the number of training rows, so that more data weigh the penalty less.
 */
public final class Penalty {

  private final List<ParameterInfo> penalized;
  private final double scale1;
  private final double scale2;

  /**
   * Makes a penalty.
   *
   * @param l1 λ1; 0 for no such penalty
   * @param l2 λ2; 0 for no such penalty
   * @param biases whether biases, and slopes and the like, cost too
   */
  public Penalty(
      Architecture architecture, double l1, double l2, boolean biases, int trainingRows) {
    this.penalized =
        l1 == 0 && l2 == 0
            ? List.of()
            : architecture.parameters().stream()
                .filter(info -> biases || info.penalized())
                .toList();
    this.scale1 = l1 / trainingRows;
    this.scale2 = l2 / trainingRows;
  }

  /** Returns what the gradient of the first penalty is scaled by. */
  float gradientScale1() {
    return (float) scale1;
  }

  /** Returns what the gradient of the second penalty is scaled by. */
  float gradientScale2() {
    return (float) scale2;
  }

  /** Returns 1 for each trainable parameter that costs; a single element where none does. */
  byte[] mask(int trainable) {
    byte[] mask = new byte[penalized.isEmpty() ? 1 : trainable];
    for (ParameterInfo info : penalized) {
      Arrays.fill(mask, info.offset(), info.offset() + info.size(), (byte) 1);
    }
    return mask;
  }

  /** Returns the penalty, summed in double in the order of the parameters. */
  public double value(float[] parameters) {
    double sum1 = 0;
    double sum2 = 0;
    for (ParameterInfo info : penalized) {
      int end = info.offset() + info.size();
      for (int i = info.offset(); i < end; i++) {
        double w = parameters[i];
        sum1 += Math.abs(w);
        sum2 += w * w;
      }
    }
    return scale1 * sum1 + scale2 / 2 * sum2;
  }

  /** Adds the penalty's gradient for the parameters of a range. */
  void addGradient(float[] parameters, float[] gradients, int from, int to) {
    for (int p = 0; p < penalized.size(); p++) {
      ParameterInfo info = penalized.get(p);
      int start = Math.max(from, info.offset());
      int end = Math.min(to, info.offset() + info.size());
      if (scale1 != 0) {
        addGradient1(parameters, gradients, start, end);
      }
      if (scale2 != 0) {
        addGradient2(parameters, gradients, start, end);
      }
    }
  }

  private void addGradient1(float[] parameters, float[] gradients, int from, int to) {
    float scale = (float) scale1;
    for (int i = from; i < to; i++) {
      gradients[i] += PenaltyGradient.l1Gradient(parameters[i], scale);
    }
  }

  private void addGradient2(float[] parameters, float[] gradients, int from, int to) {
    float scale = (float) scale2;
    for (int i = from; i < to; i++) {
      gradients[i] += PenaltyGradient.l2Gradient(parameters[i], scale);
    }
  }
}
