package dev.neurac.optim;

import dev.neurac.optim.update.MomentumUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Gradient descent with momentum (Polyak, 1964), as PyTorch's {@code SGD(momentum=…)} without
 * dampening.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * v = momentum * v + g        v starts at 0, so the first step's is g
 * w = w - rate * v
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded.
 *
 * @param learningRate the rate, above 0
 * @param momentum how much of the last step's velocity stays, from 0 up to 1
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Momentum(double learningRate, double momentum, double weightDecay)
    implements Optimizer {

  public Momentum {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns descent with momentum.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0, or the momentum is
   *     outside [0, 1)
   */
  public static Momentum of(double learningRate, double momentum) {
    return new Momentum(learningRate, momentum, 0);
  }

  /** Returns the same with another weight decay. */
  public Momentum weightDecay(double weightDecay) {
    return new Momentum(learningRate, momentum, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("momentum")
        .with("learningRate", learningRate)
        .with("momentum", momentum)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Momentum read(SettingValues values) {
    return new Momentum(
        values.number("learningRate"), values.number("momentum"), values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Velocity(this, size);
  }

  private static final class Velocity extends State {

    private final float[] velocity = array("velocity");

    Velocity(Momentum settings, int size) {
      super(size, MomentumUpdate.NUMBER, MomentumUpdate.SCALARS);
      scalars[MomentumUpdate.DECAY] = (float) settings.weightDecay;
      scalars[MomentumUpdate.MOMENTUM] = (float) settings.momentum;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[MomentumUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] velocity = this.velocity;
      float rate = scalars[MomentumUpdate.RATE];
      float decay = scalars[MomentumUpdate.DECAY];
      float momentum = scalars[MomentumUpdate.MOMENTUM];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float v = MomentumUpdate.momentumVelocity(velocity[i], g, momentum);
        velocity[i] = v;
        parameters[i] = MomentumUpdate.momentumMoved(w, v, rate);
      }
    }
  }
}
