package dev.neurac.optim;

import dev.neurac.optim.update.NadamUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * NAdam (Dozat, 2016), as PyTorch's: {@link Adam} with Nesterov's look ahead, and a momentum that
 * grows from half of beta1 to all of it.
 *
 * <pre>{@code
 * g  = g + weightDecay * w
 * m  = beta1 * m + (1 - beta1) * g
 * v  = beta2 * v + ((1 - beta2) * g) * g                       m and v start at 0
 * mu(t) = beta1 * (1 - 0.5 * 0.96^(t * momentumDecay))
 * a  = rate * (1 - mu(t)) / (1 - mu(1) * … * mu(t))            what is new
 * b  = rate * mu(t + 1) / (1 - mu(1) * … * mu(t) * mu(t) * mu(t + 1))    what was
 * w  = w - (a * g + b * m) / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 *
 * <p>with {@code t} = 1 in the first step. In {@code b}, {@code mu(t)} counts twice, as in PyTorch
 * 1.13, whose numbers are our reference; PyTorch since 2.0 counts it once, as Dozat does (PyTorch
 * pull request 92699). The two differ in the first dozen steps only, until the product is near 0.
 *
 * <p>What all elements share is worked out in double and rounded to float: {@code 1 - beta1},
 * {@code 1 - beta2}, {@code a}, {@code b}, {@code sqrt(1 - beta2^t)}. The rest is float arithmetic,
 * each operation rounded, from left to right.
 *
 * @param learningRate the rate, above 0
 * @param beta1 how much of the mean of the gradients stays, from 0 up to 1
 * @param beta2 how much of the mean of their squares stays, from 0 up to 1
 * @param epsilon keeps the quotient finite, above 0
 * @param momentumDecay how fast the momentum grows, at least 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Nadam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double momentumDecay,
    double weightDecay)
    implements Optimizer {

  public Nadam {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("momentumDecay", momentumDecay);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /**
   * Returns NAdam with the usual beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 and momentumDecay =
   * 0.004.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Nadam of(double learningRate) {
    return of(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Returns NAdam with the usual momentumDecay = 0.004.
   *
   * @throws IllegalArgumentException if the rate or epsilon is not a finite number above 0, or a
   *     beta is outside [0, 1)
   */
  public static Nadam of(double learningRate, double beta1, double beta2, double epsilon) {
    return new Nadam(learningRate, beta1, beta2, epsilon, 0.004, 0);
  }

  /** Returns the same with another momentum decay. */
  public Nadam momentumDecay(double momentumDecay) {
    return new Nadam(learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay);
  }

  /** Returns the same with another weight decay. */
  public Nadam weightDecay(double weightDecay) {
    return new Nadam(learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("nadam")
        .with("learningRate", learningRate)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("momentumDecay", momentumDecay)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Nadam read(SettingValues values) {
    return new Nadam(
        values.number("learningRate"),
        values.number("beta1"),
        values.number("beta2"),
        values.number("epsilon"),
        values.number("momentumDecay"),
        values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Moments(this, size);
  }

  private static final class Moments extends State {

    private final Nadam settings;
    private final float[] means = array("mean");
    private final float[] squares = array("square");

    /** The product of the momenta of the steps up to {@code multiplied}. */
    private double product = 1;

    private long multiplied;

    Moments(Nadam settings, int size) {
      super(size, NadamUpdate.NUMBER, NadamUpdate.SCALARS);
      this.settings = settings;
      scalars[NadamUpdate.DECAY] = (float) settings.weightDecay;
      scalars[NadamUpdate.BETA1] = (float) settings.beta1;
      scalars[NadamUpdate.REST1] = (float) (1 - settings.beta1);
      scalars[NadamUpdate.BETA2] = (float) settings.beta2;
      scalars[NadamUpdate.REST2] = (float) (1 - settings.beta2);
      scalars[NadamUpdate.EPSILON] = (float) settings.epsilon;
    }

    @Override
    void prepare(long step, double rate) {
      double product = productUpTo(step);
      double now = momentum(step);
      double next = momentum(step + 1);
      scalars[NadamUpdate.GRADIENT_RATE] = (float) (rate * (1 - now) / (1 - product));
      scalars[NadamUpdate.MEAN_RATE] = (float) (rate * next / (1 - product * now * next));
      scalars[NadamUpdate.ROOT] = (float) Math.sqrt(1 - Power.of(settings.beta2, step));
    }

    /** StrictMath, so that every JDK gives the same bits. */
    private double momentum(long step) {
      return settings.beta1 * (1 - 0.5 * StrictMath.pow(0.96, step * settings.momentumDecay));
    }

    /** Multiplies in one order, from the first step on, even where the state was restored. */
    private double productUpTo(long step) {
      if (multiplied > step) {
        multiplied = 0;
        product = 1;
      }
      while (multiplied < step) {
        product *= momentum(++multiplied);
      }
      return product;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] means = this.means;
      float[] squares = this.squares;
      float a = scalars[NadamUpdate.GRADIENT_RATE];
      float b = scalars[NadamUpdate.MEAN_RATE];
      float decay = scalars[NadamUpdate.DECAY];
      float beta1 = scalars[NadamUpdate.BETA1];
      float rest1 = scalars[NadamUpdate.REST1];
      float beta2 = scalars[NadamUpdate.BETA2];
      float rest2 = scalars[NadamUpdate.REST2];
      float epsilon = scalars[NadamUpdate.EPSILON];
      float root = scalars[NadamUpdate.ROOT];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float m = NadamUpdate.nadamMean(means[i], g, beta1, rest1);
        float v = NadamUpdate.nadamSquare(squares[i], g, beta2, rest2);
        means[i] = m;
        squares[i] = v;
        parameters[i] = NadamUpdate.nadamMoved(w, g, m, (float) Math.sqrt(v), a, b, root, epsilon);
      }
    }
  }
}
