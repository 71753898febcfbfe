package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code -Σ tᵢ·log softmax(x)ᵢ} over the last axis, from logits and targets; one value for each
 * row.
 *
 * <p>Computed as {@code Σ tᵢ·(log Σ exp(xⱼ - m) - (xᵢ - m))} with {@code m = max x}, which neither
 * overflows nor takes the logarithm of 0. Where a row has several vectors, their mean.
 *
 * @param smoothing the share ε of the targets that is spread evenly over the n classes: {@code t}
 *     becomes {@code (1 - ε)·t + ε/n}
 * @param targets what the targets are; both ways compute the same bits of finite logits
 */
public record CrossEntropy(double smoothing, Targets targets) implements Op {

  /** What the targets are. */
  public enum Targets {
    /** A vector of probabilities for each vector of logits. */
    PROBABILITIES,
    /**
     * A class for each vector of logits: the index of the one target that is 1; all others are 0.
     */
    CLASSES
  }

  /** Makes the loss without label smoothing. */
  public CrossEntropy() {
    this(0);
  }

  /** Makes the loss of probabilities. */
  public CrossEntropy(double smoothing) {
    this(smoothing, Targets.PROBABILITIES);
  }

  private static final Expr.Var MAX = Expr.value("max");
  private static final Expr.Var SUM = Expr.value("sum");
  private static final Expr.Var I = Expr.index("q");

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    ShapeMismatch.unless(x.perRow(), x, "is not a value of each row");
    ShapeMismatch.unless(x.rank() > 0, x, "has no axis to make probabilities of");
    Elementwise.same(List.of(ofTargets(x), inputs.get(1)));
    return Shape.row();
  }

  /** Returns the shape of the targets of some logits. */
  private Shape ofTargets(Shape logits) {
    return targets == Targets.CLASSES ? logits.withoutLast() : logits;
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
    Expr.Var loss = Expr.value("loss");
    Expr.Var logSum = Expr.value("logSum");
    List<Stmt> body = new ArrayList<>(logSumExp(n, element(vector, n, I)));
    body.add(new Stmt.Local(logSum, Expr.call(Function.LOG, SUM)));
    Expr i = isOneTerm() ? new Expr.ToInt(Expr.load(2, vector)) : I;
    Expr below = Expr.subtract(logSum, Expr.subtract(Expr.load(1, element(vector, n, i)), MAX));
    List<Stmt> all = new ArrayList<>();
    if (isOneTerm() && x.lead() == 1) {
      all.addAll(body);
      all.add(new Stmt.Local(loss, below));
    } else {
      // loss += t·(logSum - (x - max))
      Expr term = isOneTerm() ? below : Expr.multiply(target(vector, x.last()), below);
      Stmt add = new Stmt.Assign(loss, Expr.add(loss, term));
      body.add(isOneTerm() ? add : new Stmt.For(I, n, List.of(add)));
      all.add(new Stmt.Local(loss, Expr.num(0)));
      all.add(new Stmt.For(v, Expr.integer(x.lead()), body));
    }
    all.add(new Stmt.Store(0, axes.flatIndex(), Expr.multiply(loss, Expr.num(1.0 / x.lead()))));
    return Kernel.of(axes.list(), all);
  }

  /** Returns whether one target of a vector is 1 and all others 0, so that one term is left. */
  private boolean isOneTerm() {
    return targets == Targets.CLASSES && smoothing == 0;
  }

  /** Returns the place of an element of a vector. */
  private static Expr element(Expr vector, Expr n, Expr i) {
    return Expr.add(Expr.multiply(vector, n), i);
  }

  /** Returns the smoothed target of the class {@link #I}. */
  private Expr target(Expr vector, int classes) {
    if (targets == Targets.CLASSES) {
      return new Expr.Select(
          new Expr.Compare(Relation.EQUAL, new Expr.ToFloat(I), Expr.load(2, vector)),
          smoothed(Expr.num(1), classes),
          Expr.num(smoothing / classes));
    }
    return smoothed(Expr.load(2, element(vector, Expr.integer(classes), I)), classes);
  }

  private Expr smoothed(Expr target, int classes) {
    return smoothing == 0
        ? target
        : Expr.call(Function.FMA, Expr.num(1 - smoothing), target, Expr.num(smoothing / classes));
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
  public Optional<Op> withClassTargets() {
    return Optional.of(new CrossEntropy(smoothing, Targets.CLASSES));
  }

  @Override
  public String toString() {
    return targets == Targets.CLASSES ? "CrossEntropy[classes]" : "CrossEntropy";
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
      of.shape(inputs.subList(0, 2));
      Shape weight = inputs.get(2);
      ShapeMismatch.unless(weight.equals(Shape.row()), weight, "is not one number for each row");
      return inputs.get(0);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      LoopAxes axes = LoopAxes.lead(result);
      Expr n = Expr.integer(result.last());
      Expr vector = axes.flatIndex();
      Expr at = element(vector, n, I);
      Expr.Var total = Expr.value("total");
      Expr.Var weight = Expr.value("weight");
      Expr target = of.target(vector, result.last());
      List<Stmt> body = new ArrayList<>(logSumExp(n, at));
      if (!of.isOneTerm()) {
        body.addAll(Loops.sum(total, I, n, target));
      }
      body.add(
          new Stmt.Local(
              weight, Expr.multiply(Expr.load(3, axes.row()), Expr.num(1.0 / result.lead()))));
      Expr exp = Expr.call(Function.EXP, Expr.subtract(Expr.load(1, at), MAX));
      Expr softmax = Expr.divide(exp, SUM);
      Expr slope = Expr.subtract(of.isOneTerm() ? softmax : Expr.multiply(softmax, total), target);
      body.add(new Stmt.For(I, n, List.of(new Stmt.Store(0, at, Expr.multiply(slope, weight)))));
      return Kernel.of(axes.list(), body);
    }

    @Override
    public Optional<Op> withClassTargets() {
      return Optional.of(new Gradient(new CrossEntropy(of.smoothing, Targets.CLASSES)));
    }

    @Override
    public String toString() {
      return of + ".Gradient";
    }
  }
}
