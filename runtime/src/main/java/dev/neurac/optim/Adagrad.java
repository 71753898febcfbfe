package dev.neurac.optim;

import dev.neurac.optim.update.AdagradUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.schedule.Schedule;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011), as PyTorch's: each parameter's rate falls with the sum
 * of its squared gradients so far.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * s = s + g * g               s starts at 0
 * w = w - rate * g / (sqrt(s) + epsilon)
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded. PyTorch's {@code lr_decay} is a matter of the
 * {@link Schedule} here.
 *
 * @param learningRate the rate, above 0
 * @param epsilon keeps the quotient finite, above 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Adagrad(double learningRate, double epsilon, double weightDecay)
    implements Optimizer {

  public Adagrad {
    Checks.positive("learningRate", learningRate);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns Adagrad with the usual epsilon = 1e-10.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Adagrad of(double learningRate) {
    return new Adagrad(learningRate, 1e-10, 0);
  }

  /** Returns the same with another epsilon. */
  public Adagrad epsilon(double epsilon) {
    return new Adagrad(learningRate, epsilon, weightDecay);
  }

  /** Returns the same with another weight decay. */
  public Adagrad weightDecay(double weightDecay) {
    return new Adagrad(learningRate, epsilon, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("adagrad")
        .with("learningRate", learningRate)
        .with("epsilon", epsilon)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Adagrad read(SettingValues values) {
    return new Adagrad(
        values.number("learningRate"), values.number("epsilon"), values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Sums(this, size);
  }

  private static final class Sums extends State {

    private final float[] sums = array("sum");

    Sums(Adagrad settings, int size) {
      super(size, AdagradUpdate.NUMBER, AdagradUpdate.SCALARS);
      scalars[AdagradUpdate.DECAY] = (float) settings.weightDecay;
      scalars[AdagradUpdate.EPSILON] = (float) settings.epsilon;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[AdagradUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] sums = this.sums;
      float rate = scalars[AdagradUpdate.RATE];
      float decay = scalars[AdagradUpdate.DECAY];
      float epsilon = scalars[AdagradUpdate.EPSILON];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float s = AdagradUpdate.adagradSum(sums[i], g);
        sums[i] = s;
        parameters[i] = AdagradUpdate.adagradMoved(w, g, (float) Math.sqrt(s), rate, epsilon);
      }
    }
  }
}
