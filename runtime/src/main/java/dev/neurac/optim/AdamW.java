package dev.neurac.optim;

import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.optim.update.AdamWUpdate;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;

/**
 * AdamW (Loshchilov and Hutter, 2019), as PyTorch's: {@link Adam} whose weight decay does not pass
 * through the moments, but shrinks the parameters themselves.
 *
 * <pre>{@code
 * w = (1 - rate * weightDecay) * w
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + ((1 - beta2) * g) * g
 * n = v, with AMSGrad max(n, v)                  m, v and n begin at 0
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

  @Override
  public State start(int size) {
    return new Moments(this, size);
  }

  private static final class Moments extends State {

    private final AdamW settings;
    private final float[] means = array("mean");
    private final float[] squares = array("square");
    private final float[] maxima;
    private float shrink;
    private float rate;
    private float root;

    Moments(AdamW settings, int size) {
      super(size);
      this.settings = settings;
      this.maxima = settings.usesAmsgrad ? array("maximum") : squares;
    }

    @Override
    void prepare(long step, double rate) {
      this.shrink = (float) (1 - rate * settings.weightDecay);
      this.rate = (float) (rate / (1 - Power.of(settings.beta1, step)));
      this.root = (float) Math.sqrt(1 - Power.of(settings.beta2, step));
    }

    @Override
    int updateNumber() {
      return AdamWUpdate.NUMBER;
    }

    @Override
    public void share(float[] into, int at) {
      into[at + AdamUpdate.RATE] = rate;
      into[at + AdamWUpdate.SHRINK] = shrink;
      into[at + AdamUpdate.BETA1] = (float) settings.beta1;
      into[at + AdamUpdate.REST1] = (float) (1 - settings.beta1);
      into[at + AdamUpdate.BETA2] = (float) settings.beta2;
      into[at + AdamUpdate.REST2] = (float) (1 - settings.beta2);
      into[at + AdamUpdate.EPSILON] = (float) settings.epsilon;
      into[at + AdamUpdate.ROOT] = root;
      into[at + AdamUpdate.AMSGRAD] = settings.usesAmsgrad ? 1 : 0;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float shrink = this.shrink;
      float rate = this.rate;
      float root = this.root;
      float epsilon = (float) settings.epsilon;
      float beta1 = (float) settings.beta1;
      float beta2 = (float) settings.beta2;
      float rest1 = (float) (1 - settings.beta1);
      float rest2 = (float) (1 - settings.beta2);
      boolean amsgrad = settings.usesAmsgrad;
      float[] means = this.means;
      float[] squares = this.squares;
      float[] maxima = this.maxima;
      for (int i = from; i < to; i++) {
        float g = gradients[i];
        float m = AdamUpdate.adamMean(means[i], g, beta1, rest1);
        float v = AdamUpdate.adamSquare(squares[i], g, beta2, rest2);
        float n = amsgrad ? Math.max(maxima[i], v) : v;
        means[i] = m;
        squares[i] = v;
        if (amsgrad) {
          maxima[i] = n;
        }
        float w = AdamWUpdate.adamwShrunk(parameters[i], shrink);
        parameters[i] = AdamUpdate.adamMoved(w, m, (float) Math.sqrt(n), rate, root, epsilon);
      }
    }
  }
}
