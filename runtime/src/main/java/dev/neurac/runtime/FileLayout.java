package dev.neurac.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a parameter's axes in files and for users, which is PyTorch's, as against that in
 * memory, which suits the kernels: axis {@code i} in files is axis {@code axes.get(i)} in memory.
 *
 * <p>The weights of a dense layer lie in memory as {@code [in, out]} and in files as {@code [out,
 * in]}, so their layout is {@code [1, 0]}; that of {@code [height, width, in, out]} in memory and
 * {@code [out, in, height, width]} in files is {@code [3, 2, 0, 1]}.
 *
 * @param axes each axis in memory once
 */
public record FileLayout(List<Integer> axes) {

  public FileLayout {
    axes = List.copyOf(axes);
    List<Integer> sorted = axes.stream().sorted().toList();
    if (!sorted.equals(IntStream.range(0, axes.size()).boxed().toList())) {
      throw new IllegalArgumentException(
          "the axes in files are given as "
              + axes
              + ", but they are those in memory in some order: each of 0 to "
              + (axes.size() - 1)
              + " once");
    }
  }

  /** Returns the layout with some axes in memory, in their order in files. */
  public static FileLayout of(int... axes) {
    return new FileLayout(Arrays.stream(axes).boxed().toList());
  }

  /** Returns the layout whose files have the order of memory. */
  public static FileLayout asInMemory(int rank) {
    return of(IntStream.range(0, rank).toArray());
  }

  /** Returns the shape in files, given that in memory. */
  List<Integer> toFile(List<Integer> shape) {
    return axes.stream().map(shape::get).toList();
  }

  /**
   * Returns values in the order of files.
   *
   * @param values in the order of memory; returned as they are if the orders are the same
   * @param shape their shape in memory
   */
  float[] toFile(float[] values, List<Integer> shape) {
    int rank = axes.size();
    if (equals(asInMemory(rank))) {
      return values;
    }
    int[] extents = new int[rank];
    int[] strides = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = shape.get(axes.get(axis));
      strides[axis] = shape.subList(axes.get(axis) + 1, rank).stream().reduce(1, (a, b) -> a * b);
    }
    float[] ordered = new float[values.length];
    int[] index = new int[rank];
    int from = 0;
    for (int at = 0; at < ordered.length; at++) {
      ordered[at] = values[from];
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += strides[axis];
        index[axis]++;
        if (index[axis] < extents[axis]) {
          break;
        }
        from -= extents[axis] * strides[axis]; // Back to the first; the axis before it advances.
        index[axis] = 0;
      }
    }
    return ordered;
  }

  /**
   * Returns values in the order of memory.
   *
   * @param values in the order of files; returned as they are if the orders are the same
   * @param shape their shape in memory
   */
  float[] toMemory(float[] values, List<Integer> shape) {
    return inverse().toFile(values, toFile(shape));
  }

  /** Returns the layout that leads from files to memory. */
  private FileLayout inverse() {
    return new FileLayout(IntStream.range(0, axes.size()).map(axes::indexOf).boxed().toList());
  }

  @Override
  public String toString() {
    return axes.toString();
  }
}
