package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.ArrayList;
import java.util.List;

/** The loop indices over the elements of a shape: {@code r} for the row, then {@code i, j, …}. */
final class Point {

  private final List<Axis> axes = new ArrayList<>();
  private final List<Integer> dims;

  private Point(boolean perRow, List<Integer> dims) {
    this.dims = dims;
    if (perRow) {
      axes.add(new Axis(Expr.index("r"), Kernel.ROWS));
    }
    for (int axis = 0; axis < dims.size(); axis++) {
      axes.add(
          new Axis(Expr.index(String.valueOf((char) ('i' + axis))), Expr.integer(dims.get(axis))));
    }
  }

  /** Returns the indices over every element of a shape. */
  static Point of(Shape shape) {
    return new Point(shape.perRow(), shape.dims());
  }

  /** Returns the indices over a shape without its last axis. */
  static Point lead(Shape shape) {
    return new Point(shape.perRow(), shape.dims().subList(0, shape.rank() - 1));
  }

  List<Axis> axes() {
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

  /** Returns the place of this point among all, in row-major order. */
  Expr flat() {
    Expr flat = Expr.integer(0);
    for (Axis axis : axes) {
      flat = Expr.add(Expr.multiply(flat, axis.extent()), axis.index());
    }
    return flat.folded();
  }

  /** Returns the place among all points of the axes before the innermost. */
  Expr flatWithoutInnermost() {
    Expr flat = Expr.integer(0);
    for (Axis axis : axes.subList(0, axes.size() - 1)) {
      flat = Expr.add(Expr.multiply(flat, axis.extent()), axis.index());
    }
    return flat.folded();
  }

  /**
   * Returns where the element that belongs to this point lies in a value of another shape: one that
   * lacks the batch, or has nothing but it, is the same for all points it does not tell apart.
   *
   * @throws IllegalArgumentException if the shape is no such part of this point's
   */
  Expr in(Shape shape) {
    boolean pointPerRow = axes.size() > dims.size();
    if (shape.perRow() && !pointPerRow || !isTrailing(shape.dims())) {
      throw new IllegalArgumentException(shape + " does not spread over " + dims);
    }
    Expr flat = shape.perRow() ? row() : Expr.integer(0);
    int skipped = axes.size() - shape.rank();
    for (Axis axis : axes.subList(skipped, axes.size())) {
      flat = Expr.add(Expr.multiply(flat, axis.extent()), axis.index());
    }
    return flat.folded();
  }

  private boolean isTrailing(List<Integer> others) {
    int from = dims.size() - others.size();
    return from >= 0 && dims.subList(from, dims.size()).equals(others);
  }
}
