package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code -Σ tᵢ·log softmax(x)ᵢ} over the last axis, from logits and targets; one value for each
 * row.
 *
 * <p>Computed as {@code Σ tᵢ·(log Σ exp(xⱼ - m) - (xᵢ - m))} with {@code m = max x}, which neither
 * overflows nor takes the logarithm of 0. Where a row has several vectors, their mean.
 *
 * @param smoothing the share ε of the targets that is spread evenly over the n classes: {@code t}
 *     becomes {@code (1 - ε)·t + ε/n}
 */
public record CrossEntropy(double smoothing) implements Op {

  /** Makes the loss without label smoothing. */
  public CrossEntropy() {
    this(0);
  }

  private static final Expr.Var MAX = Expr.value("max");
  private static final Expr.Var SUM = Expr.value("sum");
  private static final Expr.Var I = Expr.index("q");

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = Elementwise.same(inputs);
    ShapeMismatch.unless(x.perRow(), x, "is not a value of each row");
    ShapeMismatch.unless(x.rank() > 0, x, "has no axis to make probabilities of");
    return Shape.row();
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    Shape x = inputs.get(0);
    LoopAxes axes = LoopAxes.of(result);
    Expr n = Expr.integer(x.last());
    Expr.Var v = Expr.index("v");
    Expr vector =
        x.lead() == 1
            ? axes.flatIndex()
            : Expr.add(Expr.multiply(axes.flatIndex(), Expr.integer(x.lead())), v);
    Expr at = Expr.add(Expr.multiply(vector, n), I);
    Expr.Var loss = Expr.value("loss");
    Expr.Var logSum = Expr.value("logSum");
    List<Stmt> body = new ArrayList<>(logSumExp(n, at));
    body.add(new Stmt.Local(logSum, Expr.call(Function.LOG, SUM)));
    // loss += t·(logSum - (x - max))
    Expr below = Expr.subtract(logSum, Expr.subtract(Expr.load(1, at), MAX));
    body.add(
        new Stmt.For(
            I,
            n,
            List.of(
                new Stmt.Assign(
                    loss, Expr.add(loss, Expr.multiply(target(at, x.last()), below))))));
    List<Stmt> all = new ArrayList<>(List.of(new Stmt.Local(loss, Expr.num(0))));
    all.add(new Stmt.For(v, Expr.integer(x.lead()), body));
    all.add(new Stmt.Store(0, axes.flatIndex(), Expr.multiply(loss, Expr.num(1.0 / x.lead()))));
    return Kernel.of(axes.list(), all);
  }

  /** Returns the smoothed target at an index. */
  private Expr target(Expr at, int classes) {
    return smoothing == 0
        ? Expr.load(2, at)
        : Expr.call(
            Function.FMA, Expr.num(1 - smoothing), Expr.load(2, at), Expr.num(smoothing / classes));
  }

  /** {@code max = max x; sum = Σ exp(x - max)}. */
  private static List<Stmt> logSumExp(Expr n, Expr at) {
    List<Stmt> body = new ArrayList<>(Loops.max(MAX, I, n, Expr.load(1, at)));
    body.addAll(
        Loops.sum(SUM, I, n, Expr.call(Function.EXP, Expr.subtract(Expr.load(1, at), MAX))));
    return body;
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return Arrays.asList(g.add(new Gradient(this), y.input(0), y.input(1), dy), null);
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return "CrossEntropy";
  }

  /**
   * {@code dloss·(softmax(x)·Σt - t)}, from logits, targets and the row's {@code dloss}; {@code Σt}
   * is 1 where the targets are probabilities.
   */
  public record Gradient(CrossEntropy of) implements GradientOp {

    /** Makes the gradient without label smoothing. */
    public Gradient() {
      this(new CrossEntropy());
    }

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return ElementLoss.gradient(inputs);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      LoopAxes axes = LoopAxes.lead(result);
      Expr n = Expr.integer(result.last());
      Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), I);
      Expr.Var total = Expr.value("total");
      Expr.Var weight = Expr.value("weight");
      List<Stmt> body = new ArrayList<>(logSumExp(n, at));
      body.addAll(Loops.sum(total, I, n, of.target(at, result.last())));
      body.add(
          new Stmt.Local(
              weight, Expr.multiply(Expr.load(3, axes.row()), Expr.num(1.0 / result.lead()))));
      Expr exp = Expr.call(Function.EXP, Expr.subtract(Expr.load(1, at), MAX));
      Expr softmax = Expr.multiply(Expr.divide(exp, SUM), total);
      body.add(
          new Stmt.For(
              I,
              n,
              List.of(
                  new Stmt.Store(
                      0,
                      at,
                      Expr.multiply(
                          Expr.subtract(softmax, of.target(at, result.last())), weight)))));
      return Kernel.of(axes.list(), body);
    }

    @Override
    public String toString() {
      return "CrossEntropy.Gradient";
    }
  }
}
