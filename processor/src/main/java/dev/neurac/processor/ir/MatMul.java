package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Product;
import dev.neurac.processor.loop.Product.Layout;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The matrix product of training and prediction, with either operand transposed or none. All axes
 * of a row but the last count as rows of the matrix.
 */
public record MatMul(Layout layout) implements Op, Op.Fusible {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    for (Shape input : inputs) {
      ShapeMismatch.unless(input.rank() > 0, input, "has no axis to multiply along");
    }
    return switch (layout) {
      case PLAIN -> {
        needRows(a);
        needWeights(b);
        agree(a.last(), b.dim(0), a, b);
        yield a.withLast(b.dim(1));
      }
      case RIGHT_TRANSPOSED -> {
        needRows(a);
        needWeights(b);
        agree(a.last(), b.dim(1), a, b);
        yield a.withLast(b.dim(0));
      }
      case LEFT_TRANSPOSED -> {
        ShapeMismatch.unless(a.perRow(), a, "has no rows to sum over");
        ShapeMismatch.unless(b.perRow(), b, "has no rows to sum over");
        agree(a.lead(), b.lead(), a, b);
        yield Shape.fixed(a.last(), b.last());
      }
    };
  }

  /** A product shares its rows with the batch: its kernel splits them. */
  private static void needRows(Shape matrix) throws ShapeMismatch {
    ShapeMismatch.unless(matrix.perRow(), matrix, "has no rows of a batch");
  }

  private static void needWeights(Shape b) throws ShapeMismatch {
    ShapeMismatch.unless(!b.perRow() && b.rank() == 2, b, "is no matrix of weights");
  }

  private static void agree(int left, int right, Shape a, Shape b) throws ShapeMismatch {
    if (left != right) {
      throw new ShapeMismatch("the inner extents of " + a + " and " + b + " differ");
    }
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    LoopAxes axes = LoopAxes.of(result);
    Expr row = axes.flatIndexWithoutInnermost();
    Expr column = axes.innermost();
    Expr.Var p = Expr.index("p");
    Expr.Var sum = Expr.value("sum");
    List<Stmt> body =
        new ArrayList<>(
            switch (layout) {
              // y[r,j] = Σₚ x[r,p]·w[p,j]
              case PLAIN ->
                  Loops.dot(
                      sum,
                      p,
                      Expr.integer(a.last()),
                      Expr.load(1, matrix(row, a.last(), p)),
                      Expr.load(2, matrix(p, b.last(), column)));
              // dx[r,i] = Σₚ dy[r,p]·w[i,p]
              case RIGHT_TRANSPOSED ->
                  Loops.dot(
                      sum,
                      p,
                      Expr.integer(a.last()),
                      Expr.load(1, matrix(row, a.last(), p)),
                      Expr.load(2, matrix(column, b.last(), p)));
              // dw[i,j] = Σₚ x[p,i]·dy[p,j]
              case LEFT_TRANSPOSED ->
                  Loops.overRows(
                      sum,
                      a.lead(),
                      (place, soFar) ->
                          Expr.call(
                              Function.FMA,
                              Expr.load(1, matrix(place, a.last(), row)),
                              Expr.load(2, matrix(place, b.last(), column)),
                              soFar));
            });
    body.add(new Stmt.Store(0, axes.flatIndex(), sum));
    boolean rowByRow = layout == Layout.LEFT_TRANSPOSED && Loops.areRowByRow(a.lead());
    Product product = new Product(layout, a.lead(), rowByRow, a.last(), result.last(), List.of());
    return Kernel.of(axes.list(), body, Optional.of(product));
  }

  private static Expr matrix(Expr row, int columns, Expr column) {
    return Expr.add(Expr.multiply(row, Expr.integer(columns)), column);
  }

  // dX = dY·Wᵀ   [m,n]·[k,n]ᵀ → [m,k]
  // dW = Xᵀ·dY   [m,k]ᵀ·[m,n] → [k,n]
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    if (layout != Layout.PLAIN) {
      throw new UnsupportedOperationException("second derivatives are not compiled: " + this);
    }
    return List.of(
        g.add(new MatMul(Layout.RIGHT_TRANSPOSED), dy, y.input(1)),
        g.add(new MatMul(Layout.LEFT_TRANSPOSED), y.input(0), dy));
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return switch (layout) {
      case PLAIN -> "x·W";
      case RIGHT_TRANSPOSED -> "dy·Wᵀ";
      case LEFT_TRANSPOSED -> "xᵀ·dy";
    };
  }
}
