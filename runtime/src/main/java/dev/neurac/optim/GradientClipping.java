package dev.neurac.optim;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.DescriptionReader;

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
 * @param limit above 0; 0 where nothing is clipped
 */
public record GradientClipping(Kind kind, double limit) {

  public enum Kind {
    NONE,
    VALUE,
    NORM
  }

  public static final GradientClipping NONE = new GradientClipping(Kind.NONE, 0);

  public GradientClipping {
    if (kind != Kind.NONE) {
      Checks.positive("limit", limit);
    } else if (limit != 0) {
      throw new IllegalArgumentException("the limit is 0 where nothing is clipped, not " + limit);
    }
  }

  /** Bounds a range of a gradient by value. */
  void clip(float[] gradients, int from, int to) {
    float limit = (float) this.limit;
    for (int i = from; i < to; i++) {
      gradients[i] = Math.min(Math.max(gradients[i], -limit), limit);
    }
  }

  /**
   * Returns kind and limit, the same text on every JVM: {@code clipNorm limit=1}, by the name of
   * the trainer's method.
   */
  public String describe() {
    return switch (kind) {
      case NONE -> "none";
      case VALUE -> Description.of("clipValue").with("limit", limit).toString();
      case NORM -> Description.of("clipNorm").with("limit", limit).toString();
    };
  }

  /**
   * Returns the clipping that {@link #describe} tells of.
   *
   * @throws IllegalArgumentException if there is none of that kind, or the limit is not above 0
   */
  public static GradientClipping parse(String text) {
    return new DescriptionReader<GradientClipping>("clipping")
        .kind("none", values -> NONE)
        .kind("clipValue", values -> new GradientClipping(Kind.VALUE, values.number("limit")))
        .kind("clipNorm", values -> new GradientClipping(Kind.NORM, values.number("limit")))
        .read(text);
  }

  /** Returns what to multiply the gradient by, given the sum of its squares, to clip by norm. */
  float scale(double sumOfSquares) {
    return (float) Math.min(1, limit / (Math.sqrt(sumOfSquares) + 1e-6));
  }
}
