package dev.neurac.optim;

import dev.neurac.optim.update.AdadeltaUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * Adadelta (Zeiler, 2012), as PyTorch's: a step has the size of the last steps, so the rate needs
 * no tuning and is usually 1.
 *
 * <pre>{@code
 * g = g + weightDecay * w
 * s = rho * s + ((1 - rho) * g) * g
 * d = sqrt(u + epsilon) / sqrt(s + epsilon) * g
 * u = rho * u + ((1 - rho) * d) * d             s and u start at 0
 * w = w - rate * d
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded; {@code 1 - rho} is worked out in double.
 *
 * @param learningRate the rate, above 0
 * @param rho how much of both means of squares stays, from 0 up to 1
 * @param epsilon keeps the quotient finite and lets the first step move, above 0
 * @param weightDecay how much of each parameter joins its gradient, at least 0
 */
public record Adadelta(double learningRate, double rho, double epsilon, double weightDecay)
    implements Optimizer {

  public Adadelta {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("rho", rho);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
  }

  /** Returns Adadelta with rate 1 and the usual rho = 0.9 and epsilon = 1e-6. */
  public static Adadelta of() {
    return of(1);
  }

  /**
   * Returns Adadelta with the usual rho = 0.9 and epsilon = 1e-6.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Adadelta of(double learningRate) {
    return new Adadelta(learningRate, 0.9, 1e-6, 0);
  }

  /** Returns the same with another rho. */
  public Adadelta rho(double rho) {
    return new Adadelta(learningRate, rho, epsilon, weightDecay);
  }

  /** Returns the same with another epsilon. */
  public Adadelta epsilon(double epsilon) {
    return new Adadelta(learningRate, rho, epsilon, weightDecay);
  }

  /** Returns the same with another weight decay. */
  public Adadelta weightDecay(double weightDecay) {
    return new Adadelta(learningRate, rho, epsilon, weightDecay);
  }

  @Override
  public String describe() {
    return Description.of("adadelta")
        .with("learningRate", learningRate)
        .with("rho", rho)
        .with("epsilon", epsilon)
        .with("weightDecay", weightDecay)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static Adadelta read(SettingValues values) {
    return new Adadelta(
        values.number("learningRate"),
        values.number("rho"),
        values.number("epsilon"),
        values.number("weightDecay"));
  }

  @Override
  public State start(int size) {
    return new Squares(this, size);
  }

  private static final class Squares extends State {

    private final float[] squares = array("square");
    private final float[] deltas = array("delta");

    Squares(Adadelta settings, int size) {
      super(size, AdadeltaUpdate.NUMBER, AdadeltaUpdate.SCALARS);
      scalars[AdadeltaUpdate.DECAY] = (float) settings.weightDecay;
      scalars[AdadeltaUpdate.RHO] = (float) settings.rho;
      scalars[AdadeltaUpdate.REST] = (float) (1 - settings.rho);
      scalars[AdadeltaUpdate.EPSILON] = (float) settings.epsilon;
    }

    @Override
    void prepare(long step, double rate) {
      scalars[AdadeltaUpdate.RATE] = (float) rate;
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float[] squares = this.squares;
      float[] deltas = this.deltas;
      float rate = scalars[AdadeltaUpdate.RATE];
      float decay = scalars[AdadeltaUpdate.DECAY];
      float rho = scalars[AdadeltaUpdate.RHO];
      float rest = scalars[AdadeltaUpdate.REST];
      float epsilon = scalars[AdadeltaUpdate.EPSILON];
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        float g = WeightDecay.decayed(gradients[i], w, decay);
        float s = AdadeltaUpdate.adadeltaSquare(squares[i], g, rho, rest);
        float u = deltas[i];
        float d =
            AdadeltaUpdate.adadeltaDelta(
                g, (float) Math.sqrt(u + epsilon), (float) Math.sqrt(s + epsilon));
        squares[i] = s;
        deltas[i] = AdadeltaUpdate.adadeltaSquare(u, d, rho, rest);
        parameters[i] = AdadeltaUpdate.adadeltaMoved(w, d, rate);
      }
    }
  }
}
