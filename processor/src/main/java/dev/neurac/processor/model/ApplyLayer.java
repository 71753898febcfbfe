package dev.neurac.processor.model;

import dev.neurac.Activation;
import dev.neurac.Initializer;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.LogSoftmax;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.PRelu;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.Softmax;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An activation by itself: what {@code @Apply} declares.
 *
 * @param slope NaN where it is left out
 */
record ApplyLayer(Activation activation, double slope) implements LayerKind {

  static ApplyLayer read(Attributes attributes) {
    return new ApplyLayer(attributes.constant("value", Activation.class), attributes.real("slope"));
  }

  @Override
  public void checkAttributes() throws LayerProblem {
    checkSlope(activation, slope);
  }

  /**
   * Checks the slope of an activation.
   *
   * @param slope NaN where it is left out
   * @throws LayerProblem if there is a slope where the activation has none, or a bad one
   */
  static void checkSlope(Activation activation, double slope) throws LayerProblem {
    if (!Double.isNaN(slope) && activation.slope().isEmpty()) {
      throw new LayerProblem(
          Problem.INEFFECTIVE_ATTRIBUTE,
          "slope",
          "has slope = " + slope + ", but " + activation + " has no slope",
          "Leave slope out, or use one of " + withSlope() + ".");
    }
    if (!Double.isNaN(slope) && !(slope >= 0 && slope <= Float.MAX_VALUE)) {
      throw new LayerProblem(
          Problem.INVALID_VALUE,
          "slope",
          "has slope = " + slope + ", but a slope is at least 0 and within float's range",
          "Write slope = 0.01, for example: it applies to negative inputs.");
    }
  }

  /**
   * Adds an activation: by its formula, or by the operation that stands for it.
   *
   * @param slope NaN for the activation's usual one
   */
  static Node apply(LayerBuilder g, Activation activation, double slope, Node x) {
    double value = Double.isNaN(slope) ? activation.slope().orElse(Double.NaN) : slope;
    return switch (activation) {
      case SOFTMAX -> g.add(new Softmax(), x);
      case LOG_SOFTMAX -> g.add(new LogSoftmax(), x);
      case PRELU -> g.add(new PRelu(), x, slopes(g, x.shape().last(), value));
      default -> g.add(new Pointwise(activation, value), x);
    };
  }

  /** Declares a trainable slope for each feature. */
  private static Node slopes(LayerBuilder g, int features, double start) {
    Start constant = new Start(Initializer.CONSTANT, start, features, features);
    return g.parameter("slope", Shape.fixed(features), List.of(0), false, constant);
  }

  private static String withSlope() {
    return Stream.of(Activation.values())
        .filter(a -> a.slope().isPresent())
        .map(Activation::name)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String text() {
    return "Apply, " + activation;
  }

  @Override
  public String activationText() {
    return activation.name();
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) {
    Value x = inputs.get(0);
    return g.output(x, apply(g, activation, slope, x.node()));
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.of(inputs.get(0).shape());
  }
}
