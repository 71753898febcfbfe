package dev.neurac.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a file, and how to find one of them.
 *
 * @param file its name, for messages
 * @param line where they were counted: the header's, else the first row's
 * @param names one for each column, or none at all where there is no header
 * @param count at least 2, since a row has a feature and a target
 */
record Columns(String file, long line, List<String> names, int count) {

  boolean hasHeader() {
    return !names.isEmpty();
  }

  /** Returns the position of a named column. */
  int find(String name) {
    if (!hasHeader()) {
      throw new IllegalArgumentException(
          file
              + ": column \""
              + name
              + "\" is asked for by name, but the reader has withoutHeader(); give the index,"
              + " counted from 0, or leave out withoutHeader()");
    }
    int column = names.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + line
              + ": there is no column \""
              + name
              + "\""
              + NearestName.hint(name, names)
              + "; the columns are "
              + list());
    }
    if (column != names.lastIndexOf(name)) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + line
              + ": columns "
              + column
              + " and "
              + names.lastIndexOf(name)
              + " (counted from 0) are both called \""
              + name
              + "\"; give the index");
    }
    return column;
  }

  /** Returns the position of a column given by its index; a negative one counts from the end. */
  int find(int index) {
    if (index < -count || index >= count) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + line
              + ": there is no column "
              + index
              + "; there are "
              + count
              + " columns, so an index is from 0 to "
              + (count - 1)
              + ", or from -"
              + count
              + " to -1 counted from the end");
    }
    return index < 0 ? index + count : index;
  }

  /** Returns {@code column "ram"}, or {@code column 3 (counted from 0)} where no name tells. */
  String describe(int column) {
    return isNamed(column)
        ? "column \"" + names.get(column) + "\""
        : "column " + column + " (counted from 0)";
  }

  /** Returns the argument that finds the column: {@code "ram"} in quotes, or {@code 3}. */
  String argument(int column) {
    return isNamed(column) ? "\"" + names.get(column) + "\"" : Integer.toString(column);
  }

  /** Returns the name of a column, or its index where no name tells it. */
  String name(int column) {
    return isNamed(column) ? names.get(column) : Integer.toString(column);
  }

  private boolean isNamed(int column) {
    return hasHeader()
        && !names.get(column).isEmpty()
        && names.indexOf(names.get(column)) == names.lastIndexOf(names.get(column));
  }

  /** Long lists help nobody: the first forty. */
  private String list() {
    String first =
        IntStream.range(0, Math.min(count, 40))
            .mapToObj(column -> names.get(column).isEmpty() ? "\"\"" : names.get(column))
            .collect(Collectors.joining(", "));
    return count > 40 ? first + " and " + (count - 40) + " more" : first;
  }
}
