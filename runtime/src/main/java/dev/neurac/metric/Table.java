package dev.neurac.metric;

import java.util.List;

/** Prints lines of cells in columns: the first flush left, the others flush right. */
final class Table {

  private Table() {}

  /**
   * Returns the lines, columns two spaces apart, each line ending in a line feed.
   *
   * @param lines of the same number of cells, or none for an empty line
   */
  static String print(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int column = 0; column < line.size(); column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      int begin = text.length();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        String blanks = " ".repeat(widths[column] - cell.length());
        text.append(column == 0 ? cell + blanks : "  " + blanks + cell);
      }
      text.setLength(begin + text.substring(begin).stripTrailing().length());
      text.append('\n');
    }
    return text.toString();
  }
}
