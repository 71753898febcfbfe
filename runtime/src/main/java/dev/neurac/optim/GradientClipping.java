package dev.neurac.optim;

/**
 * The bound on the gradient that an optimiser sees.
 *
 * <pre>{@code
 * by value  g = min(max(g, -limit), limit)
 * by norm   g = g * min(1, limit / (sqrt(Σ g²) + 1e-6))      Σ over all parameters
 * }</pre>
 *
 * <p>as PyTorch's {@code clip_grad_value_} and {@code clip_grad_norm_}. NaN stays NaN.
 *
 * @param kind by what
 * @param limit above 0
 */
public record GradientClipping(Kind kind, double limit) {

  public enum Kind {
    NONE,
    VALUE,
    NORM
  }

  public static final GradientClipping NONE = new GradientClipping(Kind.NONE, 0);

  /** Bounds a range of a gradient by value. */
  void clip(float[] gradients, int from, int to) {
    float limit = (float) this.limit;
    for (int i = from; i < to; i++) {
      gradients[i] = Math.min(Math.max(gradients[i], -limit), limit);
    }
  }

  /** Returns the call on a trainer that sets it; {@code none} where nothing is clipped. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "none";
      case VALUE -> "clipValue(" + limit + ")";
      case NORM -> "clipNorm(" + limit + ")";
    };
  }

  /** Returns what to multiply the gradient by, given the sum of its squares, to clip by norm. */
  float scale(double sumOfSquares) {
    return (float) Math.min(1, limit / (Math.sqrt(sumOfSquares) + 1e-6));
  }
}
