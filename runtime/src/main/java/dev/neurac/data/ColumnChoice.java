package dev.neurac.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A column as the caller says it. */
sealed interface ColumnChoice {

  /** Returns the position of the column in a file. */
  int find(Columns columns);

  /** A column by its name in the header. */
  record Named(String name) implements ColumnChoice {
    @Override
    public int find(Columns columns) {
      return columns.find(name);
    }
  }

  /** A column by its index, counted from 0; a negative one from the end. */
  record Indexed(int index) implements ColumnChoice {
    @Override
    public int find(Columns columns) {
      return columns.find(index);
    }
  }

  static List<ColumnChoice> of(String... names) {
    return Stream.of(names).<ColumnChoice>map(Named::new).toList();
  }

  static List<ColumnChoice> of(int... indices) {
    return Arrays.stream(indices).<ColumnChoice>mapToObj(Indexed::new).toList();
  }
}
