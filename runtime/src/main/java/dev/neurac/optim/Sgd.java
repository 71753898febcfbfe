package dev.neurac.optim;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;

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

  @Override
  public State start(int size) {
    return new Descent(size, (float) weightDecay);
  }

  static float sgdMoved(float w, float g, float rate) {
    return w - rate * g;
  }

  private static final class Descent extends State {

    private final float decay;
    private float rate;

    Descent(int size, float decay) {
      super(size);
      this.decay = decay;
    }

    @Override
    void prepare(long step, double rate) {
      this.rate = (float) rate;
    }

    @Override
    int updateNumber() {
      return UpdateKernel.SGD;
    }

    @Override
    public void share(float[] into, int at) {
      into[at] = rate;
      into[at + 1] = decay;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float rate = this.rate;
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        parameters[i] = sgdMoved(w, WeightDecay.decayed(gradients[i], w, decay), rate);
      }
    }
  }
}
