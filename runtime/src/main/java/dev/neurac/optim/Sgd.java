package dev.neurac.optim;

import dev.neurac.optim.update.SgdUpdate;
import dev.neurac.optim.update.WeightDecay;
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
      return SgdUpdate.NUMBER;
    }

    @Override
    public void share(float[] into, int at) {
      into[at + SgdUpdate.RATE] = rate;
      into[at + SgdUpdate.DECAY] = decay;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float rate = this.rate;
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        parameters[i] = SgdUpdate.sgdMoved(w, WeightDecay.decayed(gradients[i], w, decay), rate);
      }
    }
  }
}
