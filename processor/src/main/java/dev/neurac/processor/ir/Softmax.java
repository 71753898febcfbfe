package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code yᵢ = exp(xᵢ) / Σ exp(xⱼ)} over the last axis.
 *
 * <p>Computed as {@code exp(xᵢ - m) / Σ exp(xⱼ - m)} with {@code m = max x}: the factor {@code
 * exp(-m)} cancels, and no exponential exceeds 1.
 */
public record Softmax() implements Op {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    ShapeMismatch.unless(x.rank() > 0, x, "has no axis to make probabilities of");
    return x;
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    LoopAxes axes = LoopAxes.lead(result);
    Expr n = Expr.integer(result.last());
    Expr.Var i = Expr.index("q");
    Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), i);
    Expr.Var max = Expr.value("max");
    Expr.Var sum = Expr.value("sum");
    List<Stmt> body = new ArrayList<>(Loops.max(max, i, n, Expr.load(1, at)));
    body.add(new Stmt.Local(sum, Expr.num(0)));
    body.add(
        new Stmt.For(
            i,
            n,
            List.of(
                new Stmt.Store(
                    0, at, Expr.call(Function.EXP, Expr.subtract(Expr.load(1, at), max))),
                new Stmt.Assign(sum, Expr.add(sum, Expr.load(0, at))))));
    body.add(
        new Stmt.For(i, n, List.of(new Stmt.Store(0, at, Expr.divide(Expr.load(0, at), sum)))));
    return Kernel.of(axes.list(), body);
  }

  // dxᵢ = yᵢ·(dyᵢ - Σⱼ dyⱼ·yⱼ)
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of(g.add(new Gradient(), y, dy));
  }

  @Override
  public Effect effect() {
    return new Effect.Activates(Activation.SOFTMAX);
  }

  @Override
  public String toString() {
    return "Softmax";
  }

  /** {@code y·(dy - Σ dy·y)}, from {@code y} and {@code dy}. */
  public record Gradient() implements GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return Elementwise.same(inputs);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      LoopAxes axes = LoopAxes.lead(result);
      Expr n = Expr.integer(result.last());
      Expr.Var i = Expr.index("q");
      Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), i);
      Expr.Var sum = Expr.value("sum");
      List<Stmt> body = new ArrayList<>(Loops.dot(sum, i, n, Expr.load(2, at), Expr.load(1, at)));
      body.add(
          new Stmt.For(
              i,
              n,
              List.of(
                  new Stmt.Store(
                      0,
                      at,
                      Expr.multiply(Expr.load(1, at), Expr.subtract(Expr.load(2, at), sum))))));
      return Kernel.of(axes.list(), body);
    }

    @Override
    public String toString() {
      return "Softmax.Gradient";
    }
  }
}
