package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import java.util.List;

/**
 * {@code a·b}, element by element; {@code b} has the shape of {@code a} or {@linkplain
 * Shape#spreadsOver spreads over it}: a vector along the last axis, a mask {@code [steps, 1]}.
 */
public record Multiply() implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (!b.spreadsOver(a)) {
      throw new ShapeMismatch(
          "factors of shape "
              + b
              + " do not fit values of shape "
              + a
              + ": from the last on, each extent has to be the same, or 1");
    }
    return a;
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return Expr.multiply(inputs.get(0), inputs.get(1));
  }

  // da = dy·b, db = Σ dy·a over the axes along which b is spread
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    Node a = y.input(0);
    Node b = y.input(1);
    boolean spreads = !b.shape().equals(a.shape());
    Node products = (spreads ? g.termsBy(y, 1) : g.by(y, 1)).add(new Multiply(), dy, a);
    return List.of(
        g.by(y, 0).add(new Multiply(), dy, b),
        spreads ? SumTo.shape(g.by(y, 1), products, b.shape()) : products);
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
