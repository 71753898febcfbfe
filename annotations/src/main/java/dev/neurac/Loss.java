package dev.neurac;

import java.util.Optional;

/**
 * What training makes small: a value for each row, averaged over the rows of a batch.
 *
 * <p>A loss that works element by element is defined by its formula in the prediction {@code x} and
 * the target {@code t}, and its derivative by {@code x}. Where a loss names an activation, {@code
 * x} is that activation's input (the logit): the two together have a form that neither overflows
 * nor loses digits, which the compiler uses whether the output layer applies the activation or
 * leaves it out. The formulas are PyTorch's; {@code delta} and {@code positiveWeight} are
 * attributes of {@link Model}.
 */
public enum Loss {
  /** The mean over all elements of {@code (x - t)²}. */
  MEAN_SQUARED_ERROR("(x - t) * (x - t)", "2 * (x - t)", Reduction.MEAN),
  /** Half the sum over a row of {@code (x - t)²}, mean over the rows. */
  HALF_SQUARED_ERROR("0.5 * (x - t) * (x - t)", "x - t", Reduction.SUM),
  /** The mean over all elements of {@code |x - t|}. */
  MEAN_ABSOLUTE_ERROR("abs(x - t)", "x > t ? 1 : x < t ? -1 : 0", Reduction.MEAN),
  /** Half the square of small errors, {@code delta·(|x - t| - delta/2)} of others; mean. */
  HUBER(
      "d = abs(x - t); d < delta ? 0.5 * d * d : delta * (d - 0.5 * delta)",
      "max(min(x - t, delta), -delta)",
      Reduction.MEAN),
  /** The mean over all elements of {@code log cosh(x - t)}. */
  LOG_COSH(
      "d = abs(x - t); d + log1p(exp(-2 * d)) - 0.6931471805599453", "tanh(x - t)", Reduction.MEAN),
  /**
   * {@code -Σ t·log softmax(x)} over the last axis. Targets are class indices, one-hot rows or
   * probabilities; the output is {@link Activation#SOFTMAX}, {@link Activation#LOG_SOFTMAX} or
   * plain logits.
   */
  CROSS_ENTROPY(Activation.SOFTMAX),
  /**
   * {@code -(t·log p + (1 - t)·log(1 - p))} with {@code p = sigmoid(x)}, mean over all elements;
   * the output is {@link Activation#SIGMOID} or plain logits.
   */
  BINARY_CROSS_ENTROPY(
      "l = log1p(exp(-abs(x))); positiveWeight * t * (max(-x, 0) + l) + (1 - t) * (max(x, 0) + l)",
      "(1 - t) / (1 + exp(-x)) - positiveWeight * t / (1 + exp(x))",
      Reduction.MEAN,
      Activation.SIGMOID),
  /** The mean over all elements of {@code max(0, 1 - t·x)}, for targets -1 and 1. */
  HINGE("max(1 - t * x, 0)", "t * x <= 1 ? -t : 0", Reduction.MEAN),
  /** The mean over all elements of {@code max(0, 1 - t·x)²}, for targets -1 and 1. */
  SQUARED_HINGE("m = max(1 - t * x, 0); m * m", "-2 * t * max(1 - t * x, 0)", Reduction.MEAN),
  /**
   * {@code Σ t·(log t - x)} over a row, mean over the rows: how far the targets, probabilities, are
   * from those whose logarithm {@code x} is. The output is {@link Activation#LOG_SOFTMAX}.
   */
  KL_DIVERGENCE("t == 0 ? 0 : t * (log(t) - x)", "-t", Reduction.SUM),
  /**
   * {@code exp(x) - t·x}, mean over all elements, for counts as targets; {@code x} is the logarithm
   * of the rate. The output is {@link Activation#EXP}, the rate, or its logarithm.
   */
  POISSON("exp(x) - t * x", "exp(x) - t", Reduction.MEAN, Activation.EXP);

  /** How the elements of a row make the value of the row. */
  public enum Reduction {
    /** The mean of the elements. */
    MEAN,
    /** The sum of the elements. */
    SUM
  }

  private final Optional<String> formula;
  private final Optional<String> derivative;
  private final Reduction reduction;
  private final Optional<Activation> activation;

  /** A loss of a whole row, which the compiler implements as an operation of its own. */
  Loss(Activation activation) {
    this.formula = Optional.empty();
    this.derivative = Optional.empty();
    this.reduction = Reduction.SUM;
    this.activation = Optional.of(activation);
  }

  Loss(String formula, String derivative, Reduction reduction) {
    this(formula, derivative, reduction, null);
  }

  Loss(String formula, String derivative, Reduction reduction, Activation activation) {
    this.formula = Optional.of(formula);
    this.derivative = Optional.of(derivative);
    this.reduction = reduction;
    this.activation = Optional.ofNullable(activation);
  }

  /** Returns an element's loss as a formula of {@code x} and {@code t}, if it has one. */
  public Optional<String> formula() {
    return formula;
  }

  /** Returns the derivative by {@code x} as a formula of {@code x} and {@code t}, if it has one. */
  public Optional<String> derivative() {
    return derivative;
  }

  /** Returns how the elements of a row make the value of the row. */
  public Reduction reduction() {
    return reduction;
  }

  /** Returns the activation whose input this loss takes, if it takes logits. */
  public Optional<Activation> activation() {
    return activation;
  }
}
