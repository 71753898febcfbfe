package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import java.util.List;

/** {@code x + b}: the vector {@code b} added along the last axis of {@code x}. */
public record BiasAdd() implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    Shape b = inputs.get(1);
    if (x.rank() == 0 || !b.equals(Shape.fixed(x.last()))) {
      throw new ShapeMismatch("a bias of shape " + b + " does not fit values of shape " + x);
    }
    return x;
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return Expr.add(inputs.get(0), inputs.get(1));
  }

  // dx = dy, db = Σ dy over all but the last axis
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of(dy, g.add(new SumRows(), dy));
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return "BiasAdd";
  }
}
