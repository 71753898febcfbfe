package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = (x - μ) / √(σ² + ε)} over the last axis, with the mean μ and the variance σ² of its
 * elements (Ba et al., 2016); not centred, {@code y = x / √(mean x² + ε)} (Zhang and Sennrich,
 * 2019).
 *
 * <p>Digits are kept where the mean is large: the variance is the mean of the squared differences
 * to it, and from each is subtracted what the mean itself is off by, the mean of the differences.
 *
 * @param centred whether the mean is subtracted
 * @param epsilon ε, above 0: keeps equal elements from being divided by 0
 */
public record Normalize(boolean centred, double epsilon) implements Op {

  private static final Expr.Var I = Expr.index("q");
  private static final Expr.Var MEAN = Expr.value("mean");
  private static final Expr.Var OFF = Expr.value("off");
  private static final Expr.Var SCALE = Expr.value("scale");

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    ShapeMismatch.unless(x.rank() > 0, x, "has no axis to normalize over");
    return x;
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    LoopAxes axes = LoopAxes.lead(result);
    Expr n = Expr.integer(result.last());
    Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), I);
    List<Stmt> body = new ArrayList<>(statistics(result.last(), at));
    Expr y = Expr.multiply(difference(at), SCALE);
    body.add(new Stmt.For(I, n, List.of(new Stmt.Store(0, at, y))));
    return Kernel.of(axes.list(), body);
  }

  /**
   * {@code mean = Σ x / n; off = Σ (x - mean) / n; scale = 1 / sqrt(Σ (x - mean - off)² / n + ε)}.
   */
  private List<Stmt> statistics(int extent, Expr at) {
    Expr n = Expr.integer(extent);
    Expr.Var sum = Expr.value("sum");
    Expr.Var squares = Expr.value("squares");
    List<Stmt> body = new ArrayList<>();
    if (centred) {
      body.addAll(Loops.sum(sum, I, n, Expr.load(1, at)));
      body.add(new Stmt.Local(MEAN, Expr.divide(sum, Expr.num(extent))));
      Expr.Var differences = Expr.value("differences");
      body.addAll(Loops.sum(differences, I, n, Expr.subtract(Expr.load(1, at), MEAN)));
      body.add(new Stmt.Local(OFF, Expr.divide(differences, Expr.num(extent))));
    }
    body.addAll(Loops.dot(squares, I, n, difference(at), difference(at)));
    Expr variance = Expr.divide(squares, Expr.num(extent));
    Expr deviation = Expr.call(Function.SQRT, Expr.add(variance, Expr.num(epsilon)));
    body.add(new Stmt.Local(SCALE, Expr.divide(Expr.num(1), deviation)));
    return body;
  }

  private Expr difference(Expr at) {
    Expr x = Expr.load(1, at);
    return centred ? Expr.subtract(Expr.subtract(x, MEAN), OFF) : x;
  }

  // dx = scale·(dy - mean dy - y·mean (dy·y)); not centred without mean dy
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of(g.add(new Gradient(this), y.input(0), y, dy));
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return centred ? "Normalize" : "Normalize by the mean square";
  }

  /** {@code scale·(dy - mean dy - y·mean (dy·y))}, from {@code x}, {@code y} and {@code dy}. */
  public record Gradient(Normalize of) implements GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return Elementwise.same(inputs);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      LoopAxes axes = LoopAxes.lead(result);
      Expr n = Expr.integer(result.last());
      Expr extent = Expr.num(result.last());
      Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), I);
      Expr y = Expr.load(2, at);
      Expr dy = Expr.load(3, at);
      Expr.Var along = Expr.value("along");
      List<Stmt> body = new ArrayList<>(of.statistics(result.last(), at));
      body.addAll(Loops.dot(along, I, n, dy, y));
      Expr.Var meanAlong = Expr.value("meanAlong");
      body.add(new Stmt.Local(meanAlong, Expr.divide(along, extent)));
      Expr received = dy;
      if (of.centred) {
        Expr.Var total = Expr.value("total");
        Expr.Var meanReceived = Expr.value("meanReceived");
        body.addAll(Loops.sum(total, I, n, dy));
        body.add(new Stmt.Local(meanReceived, Expr.divide(total, extent)));
        received = Expr.subtract(dy, meanReceived);
      }
      Expr dx = Expr.multiply(SCALE, Expr.subtract(received, Expr.multiply(y, meanAlong)));
      body.add(new Stmt.For(I, n, List.of(new Stmt.Store(0, at, dx))));
      return Kernel.of(axes.list(), body);
    }

    @Override
    public String toString() {
      return of + ".Gradient";
    }
  }
}
