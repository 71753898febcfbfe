package dev.neurac.optim;

import dev.neurac.optim.update.SgdUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Stochastic gradient descent, as PyTorch's {@code SGD}.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * w = w - rate * g
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded.
 *
 * @param learningRate the rate, above 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Sgd(double learningRate, double weightDecay) implements Optimizer {

  public Sgd {
    Checks.positive("learningRate", learningRate);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns gradient descent at some rate.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate, 0);
  }

  /** Returns the same with another weight decay. */
  public Sgd weightDecay(double weightDecay) {
    return new Sgd(learningRate, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("sgd")
        .with("learningRate", learningRate)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Sgd read(SettingValues values) {
    return new Sgd(values.number("learningRate"), values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Descent(this, size);
  }

  private static final class Descent extends State {

    Descent(Sgd settings, int size) {
      super(size, SgdUpdate.NUMBER, SgdUpdate.SCALARS);
      scalars[SgdUpdate.DECAY] = (float) settings.weightDecay;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[SgdUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float rate = scalars[SgdUpdate.RATE];
      float decay = scalars[SgdUpdate.DECAY];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        parameters[i] = SgdUpdate.sgdMoved(w, g, rate);
      }
    }
  }
}
