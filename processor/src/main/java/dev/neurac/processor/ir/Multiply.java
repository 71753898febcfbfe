package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import java.util.List;

/**
 * {@code a·b}, element by element; {@code b} has the shape of {@code a}, or is a vector along its
 * last axis.
 */
public record Multiply() implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    boolean spreads = a.perRow() && a.rank() > 0 && b.equals(Shape.fixed(a.last()));
    if (!b.equals(a) && !spreads) {
      throw new ShapeMismatch("factors of shape " + b + " do not fit values of shape " + a);
    }
    return a;
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return Expr.multiply(inputs.get(0), inputs.get(1));
  }

  // da = dy·b, db = dy·a, where b is a vector summed over all but the last axis
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    Node a = y.input(0);
    Node b = y.input(1);
    Node products = g.add(new Multiply(), dy, a);
    return List.of(
        g.add(new Multiply(), dy, b),
        b.shape().equals(a.shape()) ? products : g.add(new SumRows(), products));
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return "Multiply";
  }
}
