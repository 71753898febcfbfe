package dev.neurac;

import java.util.Optional;

/**
 * What training makes small: a value for each row, averaged over the rows of a batch.
 *
 * <p>A loss that works element by element is defined by its formula in the prediction {@code x} and
 * the target {@code t}, and its slope {@code dloss/dx}. Where a loss names an activation, {@code x}
 * is that activation's input (the logit): the two together have a form that neither overflows nor
 * loses digits, which the compiler uses whether the output layer applies the activation or leaves
 * it out.
 */
public enum Loss {
  /** The mean over all elements of {@code (x - t)²}. */
  MEAN_SQUARED_ERROR("(x - t) * (x - t)", "2 * (x - t)", Reduction.MEAN, null),
  /** Half the sum over a row of {@code (x - t)²}, mean over the rows. */
  HALF_SQUARED_ERROR("0.5 * (x - t) * (x - t)", "x - t", Reduction.SUM, null),
  /**
   * {@code -Σ t·log softmax(x)} over the last axis. Targets are class indices, one-hot rows or
   * probabilities; the output is {@link Activation#SOFTMAX} or plain logits.
   */
  CROSS_ENTROPY(Activation.SOFTMAX),
  /**
   * {@code -(t·log p + (1 - t)·log(1 - p))} with {@code p = sigmoid(x)}, mean over all elements;
   * the output is {@link Activation#SIGMOID} or plain logits.
   */
  BINARY_CROSS_ENTROPY(
      "max(x, 0) - x * t + log1p(exp(-abs(x)))",
      "1 / (1 + exp(-x)) - t",
      Reduction.MEAN,
      Activation.SIGMOID);

  /** How the elements of a row make the value of the row. */
  public enum Reduction {
    /** The mean of the elements. */
    MEAN,
    /** The sum of the elements. */
    SUM
  }

  private final Optional<String> formula;
  private final Optional<String> slope;
  private final Reduction reduction;
  private final Optional<Activation> activation;

  /** A loss of a whole row, which the compiler implements as an operation of its own. */
  Loss(Activation activation) {
    this.formula = Optional.empty();
    this.slope = Optional.empty();
    this.reduction = Reduction.SUM;
    this.activation = Optional.of(activation);
  }

  Loss(String formula, String slope, Reduction reduction, Activation activation) {
    this.formula = Optional.of(formula);
    this.slope = Optional.of(slope);
    this.reduction = reduction;
    this.activation = Optional.ofNullable(activation);
  }

  /** Returns an element's loss as a formula of {@code x} and {@code t}, if it has one. */
  public Optional<String> formula() {
    return formula;
  }

  /** Returns the slope by {@code x} as a formula of {@code x} and {@code t}, if it has one. */
  public Optional<String> slope() {
    return slope;
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
