package dev.neurac.optim;

import dev.neurac.optim.update.RmsPropUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * RMSprop (Tieleman and Hinton, 2012), as PyTorch's, with its options.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * s = alpha * s + ((1 - alpha) * g) * g
 * m = alpha * m + (1 - alpha) * g       if centered, else 0
 * d = g / (sqrt(s - m * m) + epsilon)
 * v = momentum * v + d                  all start at 0
 * w = w - rate * v
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded; {@code 1 - alpha} is worked out in double. Where
 * rounding makes {@code s - m * m} negative, it is taken as 0; PyTorch gives NaN there.
 *
 * @param learningRate the rate, above 0
 * @param alpha how much of the mean of squares stays, from 0 up to 1
 * @param epsilon keeps the quotient finite, above 0
 * @param momentum how much of the last step's velocity stays, from 0 up to 1
 * @param isCentered whether gradients are measured by their variance, not their mean square
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record RmsProp(
    double learningRate,
    double alpha,
    double epsilon,
    double momentum,
    boolean isCentered,
    double weightDecay)
    implements Optimizer {

  public RmsProp {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("alpha", alpha);
    Checks.positive("epsilon", epsilon);
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns RMSprop with the usual alpha = 0.99 and epsilon = 1e-8, without momentum.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static RmsProp of(double learningRate) {
    return new RmsProp(learningRate, 0.99, 1e-8, 0, false, 0);
  }

  /** Returns the same with another alpha. */
  public RmsProp alpha(double alpha) {
    return new RmsProp(learningRate, alpha, epsilon, momentum, isCentered, weightDecay);
  }

  /** Returns the same with another epsilon. */
  public RmsProp epsilon(double epsilon) {
    return new RmsProp(learningRate, alpha, epsilon, momentum, isCentered, weightDecay);
  }

  /** Returns the same with another momentum. */
  public RmsProp momentum(double momentum) {
    return new RmsProp(learningRate, alpha, epsilon, momentum, isCentered, weightDecay);
  }

  /** Returns the same that measures gradients by their variance. */
  public RmsProp centered() {
    return new RmsProp(learningRate, alpha, epsilon, momentum, true, weightDecay);
  }

  /** Returns the same with another weight decay. */
  public RmsProp weightDecay(double weightDecay) {
    return new RmsProp(learningRate, alpha, epsilon, momentum, isCentered, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("rmsprop")
        .with("learningRate", learningRate)
        .with("alpha", alpha)
        .with("epsilon", epsilon)
        .with("momentum", momentum)
        .with("centered", isCentered)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static RmsProp read(SettingValues values) {
    return new RmsProp(
        values.number("learningRate"),
        values.number("alpha"),
        values.number("epsilon"),
        values.number("momentum"),
        values.flag("centered"),
        values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Squares(this, size);
  }

  private static final class Squares extends State {

    private final float[] squares = array("square");

    /** Whether neither mean nor velocity is needed. */
    private final boolean plain;

    private final float[] means;
    private final float[] velocities;

    Squares(RmsProp settings, int size) {
      super(size, RmsPropUpdate.NUMBER, RmsPropUpdate.SCALARS);
      this.plain = !settings.isCentered && settings.momentum == 0;
      this.means = plain ? squares : array("mean");
      this.velocities = plain ? squares : array("velocity");
      scalars[RmsPropUpdate.DECAY] = (float) settings.weightDecay;
      scalars[RmsPropUpdate.ALPHA] = (float) settings.alpha;
      scalars[RmsPropUpdate.REST] = (float) (1 - settings.alpha);
      scalars[RmsPropUpdate.EPSILON] = (float) settings.epsilon;
      scalars[RmsPropUpdate.MOMENTUM] = (float) settings.momentum;
      scalars[RmsPropUpdate.CENTERING] = settings.isCentered ? 1 : 0;
      scalars[RmsPropUpdate.FULL] = plain ? 0 : 1;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[RmsPropUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      if (plain) {
        updatePlain(parameters, gradients, from, to);
      } else {
        updateFully(parameters, gradients, from, to);
      }
    }

    /** What {@link #updateFully} does, with m = v = 0. */
    private void updatePlain(float[] parameters, float[] gradients, int from, int to) {
      float[] squares = this.squares;
      float rate = scalars[RmsPropUpdate.RATE];
      float decay = scalars[RmsPropUpdate.DECAY];
      float alpha = scalars[RmsPropUpdate.ALPHA];
      float rest = scalars[RmsPropUpdate.REST];
      float epsilon = scalars[RmsPropUpdate.EPSILON];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float s = RmsPropUpdate.rmspropSquare(squares[i], g, alpha, rest);
        float v = RmsPropUpdate.rmspropVelocity(0, g, (float) Math.sqrt(s), 0, epsilon);
        squares[i] = s;
        parameters[i] = RmsPropUpdate.rmspropMoved(w, v, rate);
      }
    }

    /** In two loops: one as long as both is not vectorised by C2, and 20 times slower on 17. */
    private void updateFully(float[] parameters, float[] gradients, int from, int to) {
      float[] squares = this.squares;
      float[] means = this.means;
      float[] velocities = this.velocities;
      float rate = scalars[RmsPropUpdate.RATE];
      float decay = scalars[RmsPropUpdate.DECAY];
      float alpha = scalars[RmsPropUpdate.ALPHA];
      float rest = scalars[RmsPropUpdate.REST];
      float epsilon = scalars[RmsPropUpdate.EPSILON];
      float momentum = scalars[RmsPropUpdate.MOMENTUM];
      float centering = scalars[RmsPropUpdate.CENTERING];
      for (int i = from; i < to; i++) {
        float g = WeightDecay.decayed(gradients[i], parameters[i], decay);
        squares[i] = RmsPropUpdate.rmspropSquare(squares[i], g, alpha, rest);
        means[i] = RmsPropUpdate.rmspropMean(means[i], g, alpha, rest);
      }
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float variance = RmsPropUpdate.rmspropVariance(squares[i], means[i], centering);
        float root = (float) Math.sqrt(Math.max(variance, 0));
        float v = RmsPropUpdate.rmspropVelocity(velocities[i], g, root, momentum, epsilon);
        velocities[i] = v;
        parameters[i] = RmsPropUpdate.rmspropMoved(w, v, rate);
      }
    }
  }
}
