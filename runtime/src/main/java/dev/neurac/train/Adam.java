package dev.neurac.train;

/**
 * Adam (Kingma and Ba, 2015), in PyTorch's form: the bias of both moments corrected, epsilon added
 * outside the root.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + ((1 - beta2) * g) * g
 * w = w - (rate / (1 - beta1^t)) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
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
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  public Adam {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
  }

  /**
   * Returns Adam with the usual beta1 = 0.9, beta2 = 0.999 and epsilon = 1e-8.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8);
  }

  /**
   * Returns Adam.
   *
   * @throws IllegalArgumentException if the rate or epsilon is not a finite number above 0, or a
   *     beta is outside [0, 1)
   */
  public static Adam of(double learningRate, double beta1, double beta2, double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public State start(int size) {
    return new Moments(this, size);
  }

  private static final class Moments implements State {

    private final Adam settings;
    private final float[] means;
    private final float[] squares;
    private int steps;
    private float rate;
    private float root;

    Moments(Adam settings, int size) {
      this.settings = settings;
      this.means = new float[size];
      this.squares = new float[size];
    }

    /** StrictMath, so that every JDK gives the same bits. */
    @Override
    public void nextStep() {
      steps++;
      rate = (float) (settings.learningRate / (1 - StrictMath.pow(settings.beta1, steps)));
      root = (float) Math.sqrt(1 - StrictMath.pow(settings.beta2, steps));
    }

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      float rate = this.rate;
      float root = this.root;
      float epsilon = (float) settings.epsilon;
      float beta1 = (float) settings.beta1;
      float beta2 = (float) settings.beta2;
      float rest1 = (float) (1 - settings.beta1);
      float rest2 = (float) (1 - settings.beta2);
      float[] means = this.means;
      float[] squares = this.squares;
      for (int i = from; i < to; i++) {
        float g = gradients[i];
        float m = beta1 * means[i] + rest1 * g;
        float v = beta2 * squares[i] + rest2 * g * g;
        means[i] = m;
        squares[i] = v;
        parameters[i] -= rate * m / ((float) Math.sqrt(v) / root + epsilon);
      }
    }

    @Override
    public long step() {
      return steps;
    }

    @Override
    public java.util.Map<String, float[]> arrays() {
      return java.util.Map.of("means", means, "squares", squares);
    }

    @Override
    public void restore(long step, java.util.Map<String, float[]> arrays) {
      arrays().forEach((n, a) -> System.arraycopy(arrays.get(n), 0, a, 0, a.length));
      steps = (int) step;
    }
  }
}
