package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum over the axes along which a value of the shape {@code to} {@linkplain Shape#spreadsOver
 * spreads}, in row-major order: what such a value receives. Over rows that have very many such
 * elements, each row is summed by itself first ({@link Loops#areRowByRow}).
 */
public record SumTo(Shape to) implements GradientOp, Op.Fusible {

  /** Returns the sum of a value to a shape; {@link SumRows} where that can do it. */
  static Node shape(GraphBuilder g, Node x, Shape to) {
    Shape whole = x.shape();
    if (to.equals(whole)) {
      return x;
    }
    boolean rows = whole.perRow() && whole.rank() > 0 && to.equals(Shape.fixed(whole.last()));
    return g.add(rows ? new SumRows() : new SumTo(to), x);
  }

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    ShapeMismatch.unless(to.spreadsOver(x), x, "has no sum of shape " + to);
    return to;
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    Shape x = inputs.get(0);
    LoopAxes axes = LoopAxes.of(to);
    List<Kernel.Axis> summed = new ArrayList<>();
    Expr at = x.perRow() ? row(axes, summed) : Expr.integer(0);
    int missing = x.rank() - to.rank();
    int kept = axes.list().size() - to.rank();
    for (int axis = 0; axis < x.rank(); axis++) {
      Expr extent = Expr.integer(x.dim(axis));
      Expr.Var index;
      if (axis >= missing && to.dim(axis - missing) == x.dim(axis)) {
        index = axes.list().get(kept + axis - missing).index();
      } else {
        index = Expr.index("along" + axis);
        summed.add(new Kernel.Axis(index, extent));
      }
      at = Expr.add(Expr.multiply(at, extent), index);
    }
    Expr element = Expr.load(1, at.folded());
    Expr.Var sum = Expr.value("sum");
    int vectors = (x.perRow() ? x.size() : 1) / to.size();
    List<Stmt> all = new ArrayList<>(List.of(new Stmt.Local(sum, Expr.num(0))));
    if (x.perRow() && !to.perRow() && Loops.areRowByRow(vectors)) {
      Kernel.Axis rows = summed.remove(0);
      Expr.Var ofRow = Expr.value("ofRow");
      List<Stmt> body = new ArrayList<>(List.of(new Stmt.Local(ofRow, Expr.num(0))));
      body.addAll(around(summed, new Stmt.Assign(ofRow, Expr.add(ofRow, element))));
      body.add(new Stmt.Assign(sum, Expr.add(sum, ofRow)));
      all.add(new Stmt.For(rows.index(), rows.extent(), body));
    } else {
      all.addAll(around(summed, new Stmt.Assign(sum, Expr.add(sum, element))));
    }
    all.add(new Stmt.Store(0, axes.flatIndex(), sum));
    return Kernel.of(axes.list(), all);
  }

  /** Returns loops over axes, the first outermost, around a statement. */
  private static List<Stmt> around(List<Kernel.Axis> axes, Stmt statement) {
    List<Stmt> body = List.of(statement);
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      body = List.of(new Stmt.For(axes.get(axis).index(), axes.get(axis).extent(), body));
    }
    return body;
  }

  /** Returns the row of the batch, over which is summed where the result has none. */
  private Expr row(LoopAxes axes, List<Kernel.Axis> summed) {
    if (to.perRow()) {
      return axes.row();
    }
    Expr.Var row = Expr.index("p");
    summed.add(new Kernel.Axis(row, Kernel.ROWS));
    return row;
  }

  @Override
  public String toString() {
    return "SumTo " + to;
  }
}
