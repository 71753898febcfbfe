package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.RowSum;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sum over the rows of the batch and over all axes but the last: {@code [rows, n] → [n]}. */
public record SumRows() implements GradientOp, Op.Fusible {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape x = inputs.get(0);
    ShapeMismatch.unless(x.perRow(), x, "has no rows to sum over");
    ShapeMismatch.unless(x.rank() > 0, x, "has no axis to keep");
    return Shape.fixed(x.last());
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    Shape x = inputs.get(0);
    LoopAxes axes = LoopAxes.of(result);
    Expr.Var sum = Expr.value("sum");
    Expr n = Expr.integer(x.last());
    // y[j] = Σₚ x[p,j]
    List<Stmt> body =
        new ArrayList<>(
            Loops.overRows(
                sum,
                x.lead(),
                (place, soFar) -> {
                  Expr at = Expr.add(Expr.multiply(place, n), axes.innermost());
                  return Expr.add(soFar, Expr.load(1, at));
                }));
    body.add(new Stmt.Store(0, axes.flatIndex(), sum));
    return Kernel.of(
        axes.list(),
        body,
        Optional.of(new RowSum(x.lead(), Loops.areRowByRow(x.lead()), x.last())));
  }

  @Override
  public String toString() {
    return "SumRows";
  }
}
