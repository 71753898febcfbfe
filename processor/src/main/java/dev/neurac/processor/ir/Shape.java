package dev.neurac.processor.ir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a value, outermost first.
 *
 * @param batch which values of this shape there are; the batch is not among the extents
 * @param dims the extents, each at least 1; none for a single number
 */
public record Shape(Batch batch, List<Integer> dims) {

  /** Over what a value is repeated. */
  public enum Batch {
    /** There is one, such as a parameter, or a mean that the rows of a batch share. */
    NONE,
    /** Each row of the batch has one. */
    ROWS
  }

  public Shape {
    dims = List.copyOf(dims);
    for (int extent : dims) {
      if (extent < 1) {
        throw new IllegalArgumentException("an extent is at least 1, not " + extent);
      }
    }
  }

  /** Returns the shape of a value that each row of the batch has. */
  public static Shape row(Integer... dims) {
    return new Shape(Batch.ROWS, List.of(dims));
  }

  /** Returns the shape of a value that there is once. */
  public static Shape fixed(Integer... dims) {
    return new Shape(Batch.NONE, List.of(dims));
  }

  /** Returns whether each row of the batch has such a value. */
  public boolean perRow() {
    return batch == Batch.ROWS;
  }

  /** Returns the number of axes, without the batch. */
  public int rank() {
    return dims.size();
  }

  /** Returns the extent of an axis. */
  public int dim(int axis) {
    return dims.get(axis);
  }

  /** Returns the extent of the last axis. */
  public int last() {
    return dims.get(dims.size() - 1);
  }

  /** Returns the number of elements, for each row where the value is per row. */
  public int size() {
    return product(0, rank());
  }

  /** Returns the number of elements before the last axis: rows of a matrix for each row. */
  public int lead() {
    return product(0, rank() - 1);
  }

  /** Returns the product of the extents from one axis up to another. */
  public int product(int from, int to) {
    return dims.subList(from, to).stream().reduce(1, Math::multiplyExact);
  }

  /** Returns this shape with another extent of one axis. */
  public Shape with(int axis, int extent) {
    Integer[] changed = dims.toArray(new Integer[0]);
    changed[axis] = extent;
    return new Shape(batch, Arrays.asList(changed));
  }

  /** Returns this shape with another extent of the last axis. */
  public Shape withLast(int extent) {
    return with(rank() - 1, extent);
  }

  /** Returns this shape without its last axis. */
  public Shape withoutLast() {
    return new Shape(batch, dims.subList(0, rank() - 1));
  }

  /**
   * Returns whether a value of this shape stands for one of another, as in NumPy: counted from the
   * last axis, each extent is the same or 1; outer axes and the batch may be missing. Along those
   * axes all elements share one of its.
   */
  public boolean spreadsOver(Shape whole) {
    int missing = whole.rank() - rank();
    if (missing < 0 || perRow() && !whole.perRow()) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (dim(axis) != 1 && dim(axis) != whole.dim(missing + axis)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the extents as users read them, without the batch: {@code 1×28×28}. */
  public String text() {
    return dims.isEmpty()
        ? "1"
        : dims.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  @Override
  public String toString() {
    String extents = dims.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return perRow() ? dims.isEmpty() ? "[rows]" : "[rows, " + extents + "]" : "[" + extents + "]";
  }
}
