package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Formula;
import java.util.ArrayList;
import java.util.List;

/** {@code y = f(x)} for an activation that is defined by its formula. */
public record Pointwise(Activation activation) implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return Formula.parse(activation.formula().orElseThrow()).replace("x", inputs.get(0));
  }

  // dx = dy·f'(x), of x and y only those that the slope mentions
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    Slope slope = new Slope(activation);
    List<Node> inputs = new ArrayList<>();
    if (slope.mentions("x")) {
      inputs.add(y.input(0));
    }
    if (slope.mentions("y")) {
      inputs.add(y);
    }
    inputs.add(dy);
    return List.of(g.add(slope, inputs.toArray(new Node[0])));
  }

  @Override
  public String toString() {
    return activation.name();
  }

  /** {@code dy·f'(x)} from {@code x} and {@code y} as the slope mentions them, then {@code dy}. */
  public record Slope(Activation activation) implements Elementwise {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return Elementwise.same(inputs);
    }

    @Override
    public Expr at(List<Expr> inputs) {
      Expr slope = formula();
      int next = 0;
      for (String variable : List.of("x", "y")) {
        if (mentions(variable)) {
          slope = slope.replace(variable, inputs.get(next++));
        }
      }
      return Expr.multiply(inputs.get(next), slope);
    }

    private boolean mentions(String variable) {
      return formula().mentions(variable);
    }

    private Expr formula() {
      return Formula.parse(activation.slope().orElseThrow());
    }

    @Override
    public String toString() {
      return activation + ".Slope";
    }
  }
}
