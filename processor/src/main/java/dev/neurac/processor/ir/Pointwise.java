package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Formula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code y = f(x)} for an activation that is defined by its formula.
 *
 * @param slope the value of {@code slope} in the formula, NaN for an activation that has none
 */
public record Pointwise(Activation function, double slope) implements Elementwise {

  /** Makes the operation of an activation with its usual slope. */
  public Pointwise(Activation function) {
    this(function, function.slope().orElse(Double.NaN));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return Formula.parse(
        function.formula().orElseThrow(), Map.of("x", inputs.get(0), "slope", Expr.num(slope)));
  }

  // dx = dy·f'(x), of x and y only those that the derivative mentions
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    Slope derivative = new Slope(function, slope);
    List<Node> inputs = new ArrayList<>();
    if (derivative.mentions("x")) {
      inputs.add(y.input(0));
    }
    if (derivative.mentions("y")) {
      inputs.add(y);
    }
    inputs.add(dy);
    return List.of(g.add(derivative, inputs.toArray(new Node[0])));
  }

  @Override
  public Effect effect() {
    return function == Activation.IDENTITY ? Effect.MOVES : new Effect.Activates(function);
  }

  @Override
  public String toString() {
    return function.name();
  }

  /** {@code dy·f'(x)} from {@code x} and {@code y} as the derivative mentions them, then dy. */
  public record Slope(Activation function, double slope) implements Elementwise, GradientOp {

    /** Makes the operation of an activation with its usual slope. */
    public Slope(Activation function) {
      this(function, function.slope().orElse(Double.NaN));
    }

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return Elementwise.same(inputs);
    }

    @Override
    public Expr at(List<Expr> inputs) {
      Map<String, Expr> values = new HashMap<>(Map.of("slope", Expr.num(slope)));
      int next = 0;
      for (String variable : List.of("x", "y")) {
        if (mentions(variable)) {
          values.put(variable, inputs.get(next++));
        }
      }
      return Expr.multiply(
          inputs.get(next), Formula.parse(function.derivative().orElseThrow(), values));
    }

    private boolean mentions(String variable) {
      return Formula.parse(function.derivative().orElseThrow()).mentions(variable);
    }

    @Override
    public String toString() {
      return function + ".Slope";
    }
  }
}
