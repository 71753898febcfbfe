package dev.neurac.optim;

import dev.neurac.optim.update.AdamaxUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Adamax (Kingma and Ba, 2015, section 7.1), as PyTorch's: {@link Adam} with the largest recent
 * gradient in place of the root of their mean square.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g| + epsilon)     m and u start at 0
 * w = w - (rate / (1 - beta1^t)) * m / u
 * }</pre>
 *
 * <p>with {@code t} = 1 in the first step. What all elements share is worked out in double and
 * rounded to float: {@code 1 - beta1}, {@code rate / (1 - beta1^t)}. The rest is float arithmetic,
 * each operation rounded, from left to right.
 *
 * @param learningRate the rate, above 0
 * @param beta1 how much of the mean of the gradients stays, from 0 up to 1
 * @param beta2 how much of the largest gradient stays, from 0 up to 1
 * @param epsilon keeps the quotient finite, above 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Adamax(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  public Adamax {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns Adamax with the usual beta1 = 0.9, beta2 = 0.999 and epsilon = 1e-8.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Adamax of(double learningRate) {
    return of(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Returns Adamax.
   *
   * @throws IllegalArgumentException if the rate or epsilon is not a finite number above 0, or a
   *     beta is outside [0, 1)
   */
  public static Adamax of(double learningRate, double beta1, double beta2, double epsilon) {
    return new Adamax(learningRate, beta1, beta2, epsilon, 0);
  }

  /** Returns the same with another weight decay. */
  public Adamax weightDecay(double weightDecay) {
    return new Adamax(learningRate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("adamax")
        .with("learningRate", learningRate)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Adamax read(SettingValues values) {
    return new Adamax(
        values.number("learningRate"),
        values.number("beta1"),
        values.number("beta2"),
        values.number("epsilon"),
        values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Moments(this, size);
  }

  private static final class Moments extends State {

    private final double beta1;
    private final float[] means = array("mean");
    private final float[] maxima = array("maximum");

    Moments(Adamax settings, int size) {
      super(size, AdamaxUpdate.NUMBER, AdamaxUpdate.SCALARS);
      this.beta1 = settings.beta1;
      scalars[AdamaxUpdate.DECAY] = (float) settings.weightDecay;
      scalars[AdamaxUpdate.BETA1] = (float) beta1;
      scalars[AdamaxUpdate.REST1] = (float) (1 - beta1);
      scalars[AdamaxUpdate.BETA2] = (float) settings.beta2;
      scalars[AdamaxUpdate.EPSILON] = (float) settings.epsilon;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[AdamaxUpdate.RATE] = (float) (rate / (1 - Power.of(beta1, step)));
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] means = this.means;
      float[] maxima = this.maxima;
      float rate = scalars[AdamaxUpdate.RATE];
      float decay = scalars[AdamaxUpdate.DECAY];
      float beta1 = scalars[AdamaxUpdate.BETA1];
      float rest1 = scalars[AdamaxUpdate.REST1];
      float beta2 = scalars[AdamaxUpdate.BETA2];
      float epsilon = scalars[AdamaxUpdate.EPSILON];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float m = AdamaxUpdate.adamaxMean(means[i], g, beta1, rest1);
        float u = Math.max(beta2 * maxima[i], Math.abs(g) + epsilon);
        means[i] = m;
        maxima[i] = u;
        parameters[i] = AdamaxUpdate.adamaxMoved(w, m, u, rate);
      }
    }
  }
}
