package dev.neurac.optim;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Adam (Kingma and Ba, 2015), in PyTorch's form: the bias of both moments corrected, epsilon added
 * outside the root. With AMSGrad (Reddi, Kale and Kumar, 2018) the largest {@code v} so far takes
 * its place in the quotient.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + ((1 - beta2) * g) * g
 * n = v, with AMSGrad max(n, v)                  m, v and n start at 0
 * w = w - (rate / (1 - beta1^t)) * m / (sqrt(n) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 *
 * <p>with {@code t} = 1 in the first step. What all elements share is worked out in double and
 * rounded to float: {@code 1 - beta1}, {@code 1 - beta2}, {@code rate / (1 - beta1^t)}, {@code
 * sqrt(1 - beta2^t)}. The rest is float arithmetic, each operation rounded, from left to right.
 *
 * @param learningRate the rate, above 0
 * @param beta1 how much of the mean of the gradients stays, from 0 up to 1
 * @param beta2 how much of the mean of their squares stays, from 0 up to 1
 * @param epsilon keeps the quotient finite, above 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 * @param usesAmsgrad whether it is AMSGrad
 */
public record Adam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean usesAmsgrad)
    implements Optimizer {

  public Adam {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns Adam with the usual beta1 = 0.9, beta2 = 0.999 and epsilon = 1e-8.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Adam of(double learningRate) {
    return of(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Returns Adam.
   *
   * @throws IllegalArgumentException if the rate or epsilon is not a finite number above 0, or a
   *     beta is outside [0, 1)
   */
  public static Adam of(double learningRate, double beta1, double beta2, double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon, 0, false);
  }

  /** Returns the same with another weight decay. */
  public Adam weightDecay(double weightDecay) {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, usesAmsgrad);
  }

  /** Returns the same as AMSGrad. */
  public Adam amsgrad() {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, true);
  }

  @Override
  public String describe() {
    return Description.of("adam")
        .with("learningRate", learningRate)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("weightDecay", weightDecay)
        .with("amsgrad", usesAmsgrad)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Adam read(SettingValues values) {
    return new Adam(
        values.number("learningRate"),
        values.number("beta1"),
        values.number("beta2"),
        values.number("epsilon"),
        values.number("weightDecay"),
        values.flag("amsgrad"));
  }

  @Override
  public State start(int size) {
    return new AdamState(this, false, size);
  }
}
