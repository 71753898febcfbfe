package dev.neurac;

import java.util.Optional;

/**
 * A function applied to every output of a layer.
 *
 * <p>A constant is its whole definition: the formula of {@code y} in {@code x}, its slope in {@code
 * x} and {@code y}, and the initialiser that suits it. The compiler reads the formulas. They use
 * numbers, {@code + - * /}, comparisons in {@code condition ? a : b}, and the functions {@code abs,
 * exp, log, log1p, max, min, sqrt, tanh}.
 */
public enum Activation {
  /** The identity, {@code y = x}. */
  IDENTITY("x", "1"),
  /** Rectified linear unit; its slope at 0 is 0. */
  RELU("max(x, 0)", "y > 0 ? 1 : 0", Initializer.HE_UNIFORM),
  /** Rectified linear unit with slope 0.01 below 0 and at 0. */
  LEAKY_RELU("x > 0 ? x : 0.01 * x", "y > 0 ? 1 : 0.01", Initializer.HE_UNIFORM),
  /** The logistic function. */
  SIGMOID("1 / (1 + exp(-x))", "y * (1 - y)"),
  /** The hyperbolic tangent. */
  TANH("tanh(x)", "1 - y * y"),
  /** {@code exp(xᵢ) / Σ exp(xⱼ)} over the last axis: probabilities that sum to 1. */
  SOFTMAX();

  private final Optional<String> formula;
  private final Optional<String> slope;
  private final Initializer initializer;

  /** A function of a whole row, which the compiler implements as an operation of its own. */
  Activation() {
    this.formula = Optional.empty();
    this.slope = Optional.empty();
    this.initializer = Initializer.XAVIER_UNIFORM;
  }

  Activation(String formula, String slope) {
    this(formula, slope, Initializer.XAVIER_UNIFORM);
  }

  Activation(String formula, String slope, Initializer initializer) {
    this.formula = Optional.of(formula);
    this.slope = Optional.of(slope);
    this.initializer = initializer;
  }

  /** Returns {@code y} as a formula of {@code x}, or nothing for a function of a whole row. */
  public Optional<String> formula() {
    return formula;
  }

  /**
   * Returns {@code dy/dx} as a formula of {@code x} and {@code y}, or nothing for a function of a
   * whole row.
   */
  public Optional<String> slope() {
    return slope;
  }

  /** Returns what {@link Initializer#AUTO} stands for in a layer with this activation. */
  public Initializer initializer() {
    return initializer;
  }
}
