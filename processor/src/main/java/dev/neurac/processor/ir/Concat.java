package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * Values joined one after the other along one axis.
 *
 * @param axis the axis, counted without the batch
 */
public record Concat(int axis) implements Op {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    Shape first = inputs.get(0);
    ShapeMismatch.unless(first.perRow(), first, "is not a value of each row");
    int joined = 0;
    for (Shape input : inputs) {
      // As the annotation counts: axis 0 is the batch.
      if (axis < 0 || axis >= input.rank()) {
        throw new ShapeMismatch(
            "shape " + input.text() + " has no axis " + (axis + 1) + " to join along");
      }
      if (input.rank() != first.rank() || !input.with(axis, 1).equals(first.with(axis, 1))) {
        throw new ShapeMismatch(
            "shape " + input.text() + " does not continue shape " + first.text());
      }
      joined += input.dim(axis);
    }
    return first.with(axis, joined);
  }

  // Each input is a block of dim(axis)·inner elements in every stretch of the result.
  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    List<Stmt> body = new ArrayList<>();
    int from = 0;
    for (int k = 0; k < inputs.size(); k++) {
      body.add(copy(axis, from, result, 0, inputs.get(k), k + 1, true));
      from += inputs.get(k).dim(axis);
    }
    return Kernel.of(List.of(LoopAxes.of(result).list().get(0)), body);
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    List<Node> slices = new ArrayList<>();
    int from = 0;
    for (int k = 0; k < y.inputs().size(); k++) {
      int extent = y.input(k).shape().dim(axis);
      slices.add(g.by(y, k).add(new Slice(axis, from, extent), dy));
      from += extent;
    }
    return slices;
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  /**
   * Copies between a whole value and its part from {@code from} on along the axis: into the whole,
   * or out of it.
   */
  private static Stmt copy(
      int axis, int from, Shape whole, int wholeBuffer, Shape part, int partBuffer, boolean into) {
    int inner = whole.product(axis + 1, whole.rank());
    int stretch = part.dim(axis) * inner;
    int stretches = whole.product(0, axis);
    Expr.Var o = Expr.index("o");
    Expr.Var i = Expr.index("i");
    Expr r = Expr.index("r");
    Expr outer = Expr.add(Expr.multiply(r, Expr.integer(stretches)), o);
    Expr inWhole =
        Expr.add(
            Expr.add(
                Expr.multiply(outer, Expr.integer(whole.dim(axis) * inner)),
                Expr.integer(from * inner)),
            i);
    Expr inPart = Expr.add(Expr.multiply(outer, Expr.integer(stretch)), i);
    Stmt store =
        into
            ? new Stmt.Store(wholeBuffer, inWhole, Expr.load(partBuffer, inPart))
            : new Stmt.Store(partBuffer, inPart, Expr.load(wholeBuffer, inWhole));
    Stmt loop = new Stmt.For(i, Expr.integer(stretch), List.of(store));
    return new Stmt.For(o, Expr.integer(stretches), List.of(loop));
  }

  /** The part of a value from {@code from} on, {@code extent} long, along one axis. */
  public record Slice(int axis, int from, int extent) implements GradientOp {

    @Override
    public Shape shape(List<Shape> inputs) throws ShapeMismatch {
      Shape whole = inputs.get(0);
      if (axis >= whole.rank() || from + extent > whole.dim(axis)) {
        throw new ShapeMismatch(this + " reaches beyond shape " + whole.text());
      }
      return whole.with(axis, extent);
    }

    @Override
    public Kernel lower(Shape result, List<Shape> inputs) {
      return Kernel.of(
          List.of(LoopAxes.of(result).list().get(0)),
          List.of(copy(axis, from, inputs.get(0), 1, result, 0, false)));
    }
  }
}
