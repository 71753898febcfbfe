package dev.neurac.processor.ir;

import dev.neurac.Loss;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Formula;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The loss of each row, from predictions and targets, for a loss that is defined by its formula.
 *
 * @param delta the value of {@code delta} in the formula
 * @param positiveWeight the value of {@code positiveWeight} in the formula
 */
public record ElementLoss(Loss loss, double delta, double positiveWeight)
    implements Op, Op.Fusible {

  /** Makes the operation of a loss with its usual attributes. */
  public ElementLoss(Loss loss) {
    this(loss, 1, 1);
  }

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = Elementwise.same(inputs);
    ShapeMismatch.unless(x.perRow(), x, "is not a value of each row");
    return Shape.row();
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    LoopAxes axes = LoopAxes.of(result);
    Expr n = Expr.integer(inputs.get(0).size());
    Expr.Var i = Expr.index("i");
    Expr.Var sum = Expr.value("sum");
    Expr at = Expr.add(Expr.multiply(axes.flatIndex(), n), i);
    Expr term = formula(loss.formula().orElseThrow(), Expr.load(1, at), Expr.load(2, at));
    List<Stmt> body = new ArrayList<>(Loops.sum(sum, i, n, term));
    body.add(
        new Stmt.Store(
            0, axes.flatIndex(), Expr.multiply(sum, Expr.num(scale(loss, inputs.get(0))))));
    return Kernel.of(axes.list(), body);
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    int elements = y.input(0).shape().size();
    return Arrays.asList(g.add(new Gradient(this, elements), y.input(0), y.input(1), dy), null);
  }

  /** Returns the shape of predictions and targets that a row's {@code dloss} comes with. */
  static Shape gradient(List<Shape> inputs) throws ShapeMismatch {
    Shape dloss = inputs.get(2);
    ShapeMismatch.unless(dloss.equals(Shape.row()), dloss, "is not one number for each row");
    return Elementwise.same(inputs.subList(0, 2));
  }

  private static double scale(Loss loss, Shape row) {
    return loss.reduction() == Loss.Reduction.MEAN ? 1.0 / row.size() : 1;
  }

  private Expr formula(String text, Expr x, Expr t) {
    return Formula.parse(
        text,
        Map.of(
            "x", x, "t", t, "delta", Expr.num(delta), "positiveWeight", Expr.num(positiveWeight)));
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return loss.name();
  }

  /**
   * {@code dloss · loss'(x, t)}, divided by the elements of a row where the loss is their mean;
   * from predictions, targets and the row's {@code dloss}.
   */
  public record Gradient(ElementLoss of, int elements) implements Elementwise, GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      return gradient(inputs);
    }

    @Override
    public Expr at(List<Expr> inputs) {
      Expr slope = of.formula(of.loss.derivative().orElseThrow(), inputs.get(0), inputs.get(1));
      double scale = scale(of.loss, Shape.row(elements));
      return Expr.multiply(Expr.multiply(inputs.get(2), Expr.num(scale)), slope);
    }

    @Override
    public String toString() {
      return of + ".Gradient";
    }
  }
}
