package dev.neurac.optim;

import dev.neurac.optim.update.NesterovUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Gradient descent with Nesterov's momentum (Sutskever and others, 2013), as PyTorch's {@code
 * SGD(momentum=…, nesterov=True)}: the step looks ahead to where the velocity leads.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * v = momentum * v + g        v starts at 0, so the first step's is g
 * w = w - rate * (g + momentum * v)
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded.
 *
 * @param learningRate the rate, above 0
 * @param momentum how much of the last step's velocity stays, from 0 up to 1
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Nesterov(double learningRate, double momentum, double weightDecay)
    implements Optimizer {

  public Nesterov {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns descent with Nesterov's momentum.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0, or the momentum is
   *     outside [0, 1)
   */
  public static Nesterov of(double learningRate, double momentum) {
    return new Nesterov(learningRate, momentum, 0);
  }

  /** Returns the same with another weight decay. */
  public Nesterov weightDecay(double weightDecay) {
    return new Nesterov(learningRate, momentum, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("nesterov")
        .with("learningRate", learningRate)
        .with("momentum", momentum)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Nesterov read(SettingValues values) {
    return new Nesterov(
        values.number("learningRate"), values.number("momentum"), values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Velocity(this, size);
  }

  private static final class Velocity extends State {

    private final float[] velocity = array("velocity");

    Velocity(Nesterov settings, int size) {
      super(size, NesterovUpdate.NUMBER, NesterovUpdate.SCALARS);
      scalars[NesterovUpdate.DECAY] = (float) settings.weightDecay;
      scalars[NesterovUpdate.MOMENTUM] = (float) settings.momentum;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[NesterovUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] velocity = this.velocity;
      float rate = scalars[NesterovUpdate.RATE];
      float decay = scalars[NesterovUpdate.DECAY];
      float momentum = scalars[NesterovUpdate.MOMENTUM];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float v = NesterovUpdate.nesterovVelocity(velocity[i], g, momentum);
        velocity[i] = v;
        parameters[i] = NesterovUpdate.nesterovMoved(w, g, v, rate, momentum);
      }
    }
  }
}
