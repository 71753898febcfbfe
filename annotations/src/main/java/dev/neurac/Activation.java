package dev.neurac;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A function applied to every output of a layer.
 *
 * <p>A constant is its whole definition: the formula of {@code y} in {@code x}, its derivative in
 * {@code x} and {@code y}, the initialiser that suits it and its slope where that can be set. The
 * compiler reads the formulas. They use numbers, {@code + - * /}, comparisons in {@code condition ?
 * a : b}, the functions {@code abs, erfc, exp, log, log1p, max, min, sqrt, tanh}, and names given
 * in front: {@code s = 1 / (1 + exp(-x)); s * (1 - s)}.
 */
public enum Activation {
  /** The identity, {@code y = x}. */
  IDENTITY("x", "1"),
  /** Rectified linear unit; its slope at 0 is 0. */
  RELU("max(x, 0)", "y > 0 ? 1 : 0", Initializer.HE_UNIFORM),
  /** Rectified linear unit with a settable slope, 0.01 unless written, below 0 and at 0. */
  LEAKY_RELU("x > 0 ? x : slope * x", "y > 0 ? 1 : slope", Initializer.HE_UNIFORM, 0.01),
  /** Rectified linear unit with a trainable slope below 0 for each feature (He et al., 2015). */
  PRELU(Initializer.HE_UNIFORM, 0.25),
  /** Exponential linear unit (Clevert et al., 2016); {@code slope} is its α, 1 unless written. */
  ELU("x > 0 ? x : slope * (exp(x) - 1)", "y > 0 ? 1 : y + slope", Initializer.HE_UNIFORM, 1),
  /** Scaled exponential linear unit (Klambauer et al., 2017). */
  SELU(
      "x > 0 ? 1.0507009873554805 * x : 1.7580993408473766 * (exp(x) - 1)",
      "y > 0 ? 1.0507009873554805 : y + 1.7580993408473766",
      Initializer.LECUN_NORMAL),
  /** Gaussian error linear unit, {@code x·Φ(x)} (Hendrycks and Gimpel, 2016). */
  GELU(
      "0.5 * x * erfc(-0.7071067811865476 * x)",
      "0.5 * erfc(-0.7071067811865476 * x) + 0.3989422804014327 * x * exp(-0.5 * x * x)",
      Initializer.HE_UNIFORM),
  /** The approximation of {@link #GELU} by the hyperbolic tangent. */
  GELU_TANH(
      "0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))",
      "c = max(min(x, 10), -10); t = tanh(0.7978845608028654 * (c + 0.044715 * c * c * c));"
          + " 0.5 * (1 + t)"
          + " + 0.3989422804014327 * c * (1 - t * t) * (1 + 0.134145 * c * c)",
      Initializer.HE_UNIFORM),
  /** The logistic function. */
  SIGMOID("1 / (1 + exp(-x))", "y * (1 - y)"),
  /** The hyperbolic tangent. */
  TANH("tanh(x)", "1 - y * y"),
  /** {@code log(1 + exp(x))}, a smooth rectified linear unit. */
  SOFTPLUS("max(x, 0) + log1p(exp(-abs(x)))", "1 / (1 + exp(-x))", Initializer.HE_UNIFORM),
  /** {@code x / (1 + |x|)}. */
  SOFTSIGN("x / (1 + abs(x))", "(1 - abs(y)) * (1 - abs(y))"),
  /** {@code x·sigmoid(x)}, also called SiLU (Ramachandran et al., 2017). */
  SWISH("x / (1 + exp(-x))", "s = 1 / (1 + exp(-x)); s + y * (1 - s)", Initializer.HE_UNIFORM),
  /** {@code x·tanh(softplus(x))} (Misra, 2019). */
  MISH(
      "x * tanh(max(x, 0) + log1p(exp(-abs(x))))",
      "t = tanh(max(x, 0) + log1p(exp(-abs(x)))); t + x * (1 - t * t) / (1 + exp(-x))",
      Initializer.HE_UNIFORM),
  /** {@code x/6 + 1/2}, kept between 0 and 1. */
  HARD_SIGMOID("max(min(x / 6 + 0.5, 1), 0)", "abs(x) < 3 ? 0.16666666666666666 : 0"),
  /** {@code x·hard_sigmoid(x)} (Howard et al., 2019). */
  HARD_SWISH(
      "x * max(min(x / 6 + 0.5, 1), 0)",
      "x < -3 ? 0 : x <= 3 ? x / 3 + 0.5 : 1",
      Initializer.HE_UNIFORM),
  /** {@code x}, kept between -1 and 1. */
  HARD_TANH("max(min(x, 1), -1)", "abs(y) < 1 ? 1 : 0"),
  /** {@code x}, kept between 0 and 6. */
  RELU6("max(min(x, 6), 0)", "y > 0 ? y < 6 ? 1 : 0 : 0", Initializer.HE_UNIFORM),
  /** {@code exp(xᵢ) / Σ exp(xⱼ)} over the last axis: probabilities that sum to 1. */
  SOFTMAX(Initializer.XAVIER_UNIFORM, Double.NaN),
  /** The logarithm of {@link #SOFTMAX}. */
  LOG_SOFTMAX(Initializer.XAVIER_UNIFORM, Double.NaN),
  /** {@code x²}. */
  SQUARE("x * x", "2 * x"),
  /** {@code √x}; not a number below 0. */
  SQRT("sqrt(x)", "0.5 / y"),
  /** {@code eˣ}. */
  EXP("exp(x)", "y"),
  /** The natural logarithm; not a number below 0. */
  LOG("log(x)", "1 / x"),
  /** {@code |x|}; its slope at 0 is 0. */
  ABS("abs(x)", "x > 0 ? 1 : x < 0 ? -1 : 0");

  private final Optional<String> formula;
  private final Optional<String> derivative;
  private final Initializer initializer;
  private final double slope;

  /** A function that is no formula of a single value, so that the compiler has code for it. */
  Activation(Initializer initializer, double slope) {
    this.formula = Optional.empty();
    this.derivative = Optional.empty();
    this.initializer = initializer;
    this.slope = slope;
  }

  Activation(String formula, String derivative) {
    this(formula, derivative, Initializer.XAVIER_UNIFORM);
  }

  Activation(String formula, String derivative, Initializer initializer) {
    this(formula, derivative, initializer, Double.NaN);
  }

  Activation(String formula, String derivative, Initializer initializer, double slope) {
    this.formula = Optional.of(formula);
    this.derivative = Optional.of(derivative);
    this.initializer = initializer;
    this.slope = slope;
  }

  /** Returns {@code y} as a formula of {@code x}, unless it is a function of more than that. */
  public Optional<String> formula() {
    return formula;
  }

  /** Returns {@code dy/dx} as a formula of {@code x} and {@code y}, where there is a formula. */
  public Optional<String> derivative() {
    return derivative;
  }

  /**
   * Returns the slope that a layer has where it writes none, or nothing if the function has no such
   * attribute.
   */
  public OptionalDouble slope() {
    return Double.isNaN(slope) ? OptionalDouble.empty() : OptionalDouble.of(slope);
  }

  /** Returns what {@link Initializer#AUTO} stands for in a layer with this activation. */
  public Initializer initializer() {
    return initializer;
  }
}
