package dev.neurac.optim;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * AdamW (Loshchilov and Hutter, 2019), as PyTorch's: {@link Adam} whose weight decay does not pass
 * through the moments, but shrinks the parameters themselves.
 *
 * <pre>{@code
 * w = (1 - rate * weightDecay) * w
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + ((1 - beta2) * g) * g
 * n = v, with AMSGrad max(n, v)                  m, v and n start at 0
 * w = w - (rate / (1 - beta1^t)) * m / (sqrt(n) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 *
 * <p>with {@code t} = 1 in the first step, and rounded as in Adam; {@code 1 - rate * weightDecay}
 * is worked out in double.
 *
 * @param learningRate the rate, above 0
 * @param beta1 how much of the mean of the gradients stays, from 0 up to 1
 * @param beta2 how much of the mean of their squares stays, from 0 up to 1
 * @param epsilon keeps the quotient finite, above 0
 * @param weightDecay how much each parameter shrinks at rate 1, at least 0
 * @param usesAmsgrad whether it is AMSGrad
 */
public record AdamW(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    boolean usesAmsgrad)
    implements Optimizer {

  public AdamW {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns AdamW with the usual beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 and weightDecay = 0.01.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static AdamW of(double learningRate) {
    return of(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Returns AdamW with the usual weightDecay = 0.01.
   *
   * @throws IllegalArgumentException if the rate or epsilon is not a finite number above 0, or a
   *     beta is outside [0, 1)
   */
  public static AdamW of(double learningRate, double beta1, double beta2, double epsilon) {
    return new AdamW(learningRate, beta1, beta2, epsilon, 0.01, false);
  }

  /** Returns the same with another weight decay. */
  public AdamW weightDecay(double weightDecay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, usesAmsgrad);
  }

  /** Returns the same with AMSGrad. */
  public AdamW amsgrad() {
    return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, true);
  }

  @Override
  public String describe() {
    return Description.of("adamw")
        .with("learningRate", learningRate)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("weightDecay", weightDecay)
        .with("amsgrad", usesAmsgrad)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static AdamW read(SettingValues values) {
    return new AdamW(
        values.number("learningRate"),
        values.number("beta1"),
        values.number("beta2"),
        values.number("epsilon"),
        values.number("weightDecay"),
        values.flag("amsgrad"));
  }

  @Override
  public State start(int size) {
    Adam settings = new Adam(learningRate, beta1, beta2, epsilon, weightDecay, usesAmsgrad);
    return new AdamState(settings, true, size);
  }
}
