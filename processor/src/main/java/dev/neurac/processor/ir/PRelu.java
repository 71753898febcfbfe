package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import java.util.List;

/**
 * {@code y = x > 0 ? x : a·x}, from {@code x} and a slope {@code a} for each feature of the last
 * axis (He et al., 2015).
 */
public record PRelu() implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    return new BiasAdd().shape(inputs);
  }

  @Override
  public Expr at(List<Expr> inputs) {
    Expr x = inputs.get(0);
    return new Select(isPositive(x), x, Expr.multiply(inputs.get(1), x));
  }

  // dx = dy·(x > 0 ? 1 : a), da = Σ dy·(x > 0 ? 0 : x) over all but the last axis
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    Node x = y.input(0);
    Node a = y.input(1);
    Node dx = g.by(y, 0).add(new InputGradient(), x, a, dy);
    Node terms = g.termsBy(y, 1).add(new SlopeGradient(), x, dy);
    return List.of(dx, g.by(y, 1).add(new SumRows(), terms));
  }

  private static Expr isPositive(Expr x) {
    return new Compare(Relation.GREATER, x, Expr.num(0));
  }

  @Override
  public Effect effect() {
    return new Effect.Activates(Activation.PRELU);
  }

  @Override
  public String toString() {
    return "PRELU";
  }

  /** {@code dy·(x > 0 ? 1 : a)}, from {@code x}, {@code a} and {@code dy}. */
  public record InputGradient() implements Elementwise, GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      Elementwise.same(List.of(inputs.get(0), inputs.get(2)));
      return new BiasAdd().shape(inputs);
    }

    @Override
    public Expr at(List<Expr> inputs) {
      Expr slope = new Select(isPositive(inputs.get(0)), Expr.num(1), inputs.get(1));
      return Expr.multiply(inputs.get(2), slope);
    }

    @Override
    public String toString() {
      return "PRELU.InputGradient";
    }
  }

  /** {@code dy·(x > 0 ? 0 : x)} of each element, from {@code x} and {@code dy}. */
  public record SlopeGradient() implements Elementwise, GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return Elementwise.same(inputs);
    }

    @Override
    public Expr at(List<Expr> inputs) {
      Expr x = inputs.get(0);
      return Expr.multiply(inputs.get(1), new Select(isPositive(x), Expr.num(0), x));
    }

    @Override
    public String toString() {
      return "PRELU.SlopeGradient";
    }
  }
}
