package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes of the loops over the elements of a shape: {@code r} for the row, then {@code i, j, …}.
 */
final class LoopAxes {

  private final List<Axis> axes = new ArrayList<>();
  private final List<Integer> dims;

  private LoopAxes(boolean perRow, List<Integer> dims) {
    this.dims = dims;
    if (perRow) {
      axes.add(new Axis(Expr.index("r"), Kernel.ROWS));
    }
    for (int axis = 0; axis < dims.size(); axis++) {
      axes.add(
          new Axis(Expr.index(String.valueOf((char) ('i' + axis))), Expr.integer(dims.get(axis))));
    }
  }

  /** Returns the axes over every element of a shape. */
  static LoopAxes of(Shape shape) {
    return new LoopAxes(shape.perRow(), shape.dims());
  }

  /** Returns the axes over a shape without its last axis. */
  static LoopAxes lead(Shape shape) {
    return new LoopAxes(shape.perRow(), shape.dims().subList(0, shape.rank() - 1));
  }

  /** Returns the axes, outermost first. */
  List<Axis> list() {
    return axes;
  }

  /** Returns the index of the innermost axis. */
  Expr innermost() {
    return axes.get(axes.size() - 1).index();
  }

  /** Returns the row's index. */
  Expr row() {
    return axes.get(0).index();
  }

  /** Returns the index of an element among all, in row-major order. */
  Expr flatIndex() {
    Expr flat = Expr.integer(0);
    for (Axis axis : axes) {
      flat = Expr.add(Expr.multiply(flat, axis.extent()), axis.index());
    }
    return flat.folded();
  }

  /** Returns the flat index over the axes before the innermost. */
  Expr flatIndexWithoutInnermost() {
    Expr flat = Expr.integer(0);
    for (Axis axis : axes.subList(0, axes.size() - 1)) {
      flat = Expr.add(Expr.multiply(flat, axis.extent()), axis.index());
    }
    return flat.folded();
  }

  /**
   * Returns the flat index of the element in a value of another shape, which is broadcast: where it
   * lacks the batch or outer axes, or an extent is 1, all elements along that axis share one of
   * its.
   *
   * @throws IllegalArgumentException if the shape does not broadcast to that of these loops
   */
  Expr indexIn(Shape shape) {
    boolean perRow = axes.size() > dims.size();
    Shape whole = new Shape(perRow ? Shape.Batch.ROWS : Shape.Batch.NONE, dims);
    if (!shape.spreadsOver(whole)) {
      throw new IllegalArgumentException(shape + " does not broadcast to " + dims);
    }
    Expr flat = shape.perRow() ? row() : Expr.integer(0);
    int skipped = dims.size() - shape.rank();
    for (int axis = skipped; axis < dims.size(); axis++) {
      if (shape.dim(axis - skipped) == dims.get(axis)) {
        Axis loop = axes.get(axes.size() - dims.size() + axis);
        flat = Expr.add(Expr.multiply(flat, loop.extent()), loop.index());
      }
    }
    return flat.folded();
  }
}
