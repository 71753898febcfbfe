package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileLayoutTest {

  /** Extents that differ, so that no two axes can be mistaken for each other, and one of 1. */
  private static final int[] EXTENTS = {3, 2, 5, 1, 4};

  /** All orders of up to five axes. */
  static Stream<List<Integer>> orders() {
    return IntStream.rangeClosed(0, EXTENTS.length).boxed().flatMap(FileLayoutTest::orders);
  }

  private static Stream<List<Integer>> orders(int rank) {
    if (rank == 0) {
      return Stream.of(List.of());
    }
    return orders(rank - 1)
        .flatMap(
            shorter ->
                IntStream.range(0, rank)
                    .mapToObj(
                        at -> {
                          List<Integer> longer = new ArrayList<>(shorter);
                          longer.add(at, rank - 1);
                          return longer;
                        }));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void eachValueIsWhereItsIndicesSay(List<Integer> axes) {
    FileLayout layout = new FileLayout(axes);
    int rank = axes.size();
    List<Integer> shape = IntStream.range(0, rank).mapToObj(axis -> EXTENTS[axis]).toList();
    List<Integer> inFile = layout.toFile(shape);
    float[] memory = new float[shape.stream().reduce(1, (a, b) -> a * b)];
    float[] expected = new float[memory.length];
    for (int at = 0; at < memory.length; at++) {
      memory[at] = 1 + at;
      List<Integer> indices = indices(at, shape);
      expected[place(axes.stream().map(indices::get).toList(), inFile)] = memory[at];
    }

    for (int i = 0; i < rank; i++) {
      assertThat(inFile.get(i)).isEqualTo(EXTENTS[axes.get(i)]);
    }
    assertThat(layout.toFile(memory, shape)).containsExactly(expected);
    assertThat(layout.toMemory(expected, shape)).containsExactly(memory);
  }

  /** The indices of a value in row-major order. */
  private static List<Integer> indices(int at, List<Integer> shape) {
    Integer[] indices = new Integer[shape.size()];
    int left = at;
    for (int axis = indices.length - 1; axis >= 0; axis--) {
      indices[axis] = left % shape.get(axis);
      left /= shape.get(axis);
    }
    return List.of(indices);
  }

  private static int place(List<Integer> indices, List<Integer> shape) {
    int place = 0;
    for (int axis = 0; axis < indices.size(); axis++) {
      place = place * shape.get(axis) + indices.get(axis);
    }
    return place;
  }

  @Test
  void aConvolutionIsWrittenAsPyTorchHasIt() {
    FileLayout layout = FileLayout.of(3, 2, 0, 1);

    assertThat(layout.toFile(List.of(5, 7, 3, 16)))
        .as("height, width, in, out")
        .containsExactly(16, 3, 5, 7);
    assertThat(layout).hasToString("[3, 2, 0, 1]");
  }

  @Test
  void whatIsNoOrderOfAxesIsRefused() {
    for (int[] axes : new int[][] {{1}, {0, 0}, {0, 2}, {-1, 0}, {0, 1, 3}, {2, 1, 0, 2}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FileLayout.of(axes))
          .withMessageContaining("each of 0 to " + (axes.length - 1) + " once");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileLayout.of(1, 1))
        .withMessage(
            "the axes in files are given as [1, 1], but they are those in memory in some order:"
                + " each of 0 to 1 once");
  }
}
