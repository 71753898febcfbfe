package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code yᵢ = log(exp(xᵢ) / Σ exp(xⱼ))} over the last axis.
 *
 * <p>Computed as {@code (xᵢ - m) - log Σ exp(xⱼ - m)} with {@code m = max x}: no exponential
 * exceeds 1, and their sum is at least 1.
 */
public record LogSoftmax() implements Op {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    return new Softmax().shape(inputs);
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    LoopAxes axes = LoopAxes.lead(result);
    Expr n = Expr.integer(result.last());
    Expr.Var i = Expr.index("q");
    Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), i);
    Expr.Var max = Expr.value("max");
    Expr.Var sum = Expr.value("sum");
    Expr.Var logSum = Expr.value("logSum");
    Expr below = Expr.subtract(Expr.load(1, at), max);
    List<Stmt> body = new ArrayList<>(Loops.max(max, i, n, Expr.load(1, at)));
    body.addAll(Loops.sum(sum, i, n, Expr.call(Function.EXP, below)));
    body.add(new Stmt.Local(logSum, Expr.call(Function.LOG, sum)));
    body.add(new Stmt.For(i, n, List.of(new Stmt.Store(0, at, Expr.subtract(below, logSum)))));
    return Kernel.of(axes.list(), body);
  }

  // dxᵢ = dyᵢ - exp(yᵢ)·Σⱼ dyⱼ
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of(g.add(new Gradient(), y, dy));
  }

  @Override
  public Effect effect() {
    return new Effect.Activates(Activation.LOG_SOFTMAX);
  }

  @Override
  public String toString() {
    return "LogSoftmax";
  }

  /** {@code dy - exp(y)·Σ dy}, from {@code y} and {@code dy}. */
  public record Gradient() implements GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return new Softmax.Gradient().shape(inputs);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      LoopAxes axes = LoopAxes.lead(result);
      Expr n = Expr.integer(result.last());
      Expr.Var i = Expr.index("q");
      Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), i);
      Expr.Var sum = Expr.value("sum");
      List<Stmt> body = new ArrayList<>(Loops.sum(sum, i, n, Expr.load(2, at)));
      Expr share = Expr.multiply(Expr.call(Function.EXP, Expr.load(1, at)), sum);
      body.add(
          new Stmt.For(
              i, n, List.of(new Stmt.Store(0, at, Expr.subtract(Expr.load(2, at), share)))));
      return Kernel.of(axes.list(), body);
    }

    @Override
    public String toString() {
      return "LogSoftmax.Gradient";
    }
  }
}
