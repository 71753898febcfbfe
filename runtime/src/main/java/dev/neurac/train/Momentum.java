package dev.neurac.train;

/**
 * Gradient descent with momentum, as PyTorch's {@code SGD(momentum=…)} without dampening.
 *
 * <pre>{@code
 * v = momentum * v + g        v begins at 0, so the first step's is g
 * w = w - rate * v
 * }</pre>
 *
 * <p>in float arithmetic, each operation rounded.
 *
 * @param learningRate the rate, above 0
 * @param momentum how much of the last step's velocity stays, from 0 up to 1
 */
public record Momentum(double learningRate, double momentum) implements Optimizer {

  public Momentum {
    Checks.positive("learningRate", learningRate);
    Checks.fraction("momentum", momentum);
  }

  /**
   * Returns descent with momentum.
   *
   * @throws IllegalArgumentException if the rate is not a finite number above 0, or the momentum is
   *     outside [0, 1)
   */
  public static Momentum of(double learningRate, double momentum) {
    return new Momentum(learningRate, momentum);
  }

  @Override
  public State start(int size) {
    return new Velocity((float) learningRate, (float) momentum, new float[size]);
  }

  private record Velocity(float rate, float momentum, float[] velocity) implements State {

    @Override
    public void nextStep() {}

    @Override
    public void update(float[] parameters, float[] gradients, int from, int to) {
      for (int i = from; i < to; i++) {
        float v = momentum * velocity[i] + gradients[i];
        velocity[i] = v;
        parameters[i] -= rate * v;
      }
    }

    @Override
    public long step() {
      return 0;
    }

    @Override
    public java.util.Map<String, float[]> arrays() {
      return java.util.Map.of("velocity", velocity);
    }

    @Override
    public void restore(long step, java.util.Map<String, float[]> arrays) {
      arrays().forEach((n, a) -> System.arraycopy(arrays.get(n), 0, a, 0, a.length));
    }
  }
}
