package dev.neurac.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The columns of a file, and how to find one of them. */
final class Columns {

  private final String file;
  private final long line;
  private final List<String> names;
  private final int count;

  /** Where each name stands that stands there once. */
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param file its name, for messages
   * @param line where they were counted: the header's, else the first row's
   * @param names one for each column, or none at all where there is no header
   * @param count at least 2, since a row has a feature and a target
   */
  Columns(String file, long line, List<String> names, int count) {
    this.file = file;
    this.line = line;
    this.names = names;
    this.count = count;
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < names.size(); column++) {
      if (seen.add(names.get(column))) {
        positions.put(names.get(column), column);
      } else {
        positions.remove(names.get(column));
      }
    }
  }

  String file() {
    return file;
  }

  long line() {
    return line;
  }

  int count() {
    return count;
  }

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
    Integer column = positions.get(name);
    if (column == null && names.contains(name)) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + line
              + ": columns "
              + names.indexOf(name)
              + " and "
              + names.lastIndexOf(name)
              + " (counted from 0) are both called \""
              + name
              + "\"; give the index");
    }
    if (column == null) {
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

  /** Returns whether a name of its own tells the column from the others. */
  boolean isNamed(int column) {
    return hasHeader() && !names.get(column).isEmpty() && positions.containsKey(names.get(column));
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
