package dev.neurac.optim;

import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;

/**
 * Adam (Kingma and Ba, 2015), in PyTorch's form: the bias of both moments corrected, epsilon added
 * outside the root. With AMSGrad (Reddi, Kale and Kumar, 2018) the largest {@code v} so far takes
 * its place in the quotient.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + ((1 - beta2) * g) * g
 * n = v, with AMSGrad max(n, v)                  m, v and n begin at 0
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

  @Override
  public State start(int size) {
    return new Moments(this, size);
  }

  private static final class Moments extends State {

    private final Adam settings;
    private final float[] means = array("mean");
    private final float[] squares = array("square");
    private final float[] maxima;
    private float rate;
    private float root;

    Moments(Adam settings, int size) {
      super(size);
      this.settings = settings;
      this.maxima = settings.usesAmsgrad ? array("maximum") : squares;
    }

    @Override
    void prepare(long step, double rate) {
      this.rate = (float) (rate / (1 - Power.of(settings.beta1, step)));
      this.root = (float) Math.sqrt(1 - Power.of(settings.beta2, step));
    }

    @Override
    int updateNumber() {
      return AdamUpdate.NUMBER;
    }

    @Override
    public void share(float[] into, int at) {
      into[at + AdamUpdate.RATE] = rate;
      into[at + AdamUpdate.DECAY] = (float) settings.weightDecay;
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
      float rate = this.rate;
      float root = this.root;
      float epsilon = (float) settings.epsilon;
      float decay = (float) settings.weightDecay;
      float beta1 = (float) settings.beta1;
      float beta2 = (float) settings.beta2;
      float rest1 = (float) (1 - settings.beta1);
      float rest2 = (float) (1 - settings.beta2);
      boolean amsgrad = settings.usesAmsgrad;
      float[] means = this.means;
      float[] squares = this.squares;
      float[] maxima = this.maxima;
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float m = AdamUpdate.adamMean(means[i], g, beta1, rest1);
        float v = AdamUpdate.adamSquare(squares[i], g, beta2, rest2);
        float n = amsgrad ? Math.max(maxima[i], v) : v;
        means[i] = m;
        squares[i] = v;
        if (amsgrad) {
          maxima[i] = n;
        }
        parameters[i] = AdamUpdate.adamMoved(w, m, (float) Math.sqrt(n), rate, root, epsilon);
      }
    }
  }
}
