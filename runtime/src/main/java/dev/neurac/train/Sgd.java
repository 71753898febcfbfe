package dev.neurac.train;

/**
 * Stochastic gradient descent.
 *
 * <pre>{@code
 * w = w - rate * g
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded.
 *
 * @param learningRate the rate, above 0
 */
public record Sgd(double learningRate) implements Optimizer {

  public Sgd {
    Checks.positive("learningRate", learningRate);
  }

  /**
   * Returns gradient descent at some rate.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate);
  }

  @Override
  public State start(int size) {
    return new Descent((float) learningRate);
  }

  private record Descent(float rate) implements State {

    @Override
    public void nextStep() {}

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      for (int i = from; i < to; i++) {
        parameters[i] -= rate * gradients[i];
      }
    }

    @Override
    public long step() {
      return 0;
    }

    @Override
    public java.util.Map<String, float[]> arrays() {
      return java.util.Map.of();
    }

    @Override
    public void restore(long step, java.util.Map<String, float[]> arrays) {
      arrays().forEach((n, a) -> System.arraycopy(arrays.get(n), 0, a, 0, a.length));
    }
  }
}
