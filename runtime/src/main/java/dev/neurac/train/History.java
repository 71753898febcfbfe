package dev.neurac.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of each epoch of a run; prints as a table.
 *
 * @param epochs the epochs that ended, in their order; at least one
 */
public record History(List<Epoch> epochs) {

  public History {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("a history has at least 1 epoch, not 0");
    }
  }

  /** Returns the last epoch. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /**
   * Returns one value of each epoch.
   *
   * @param name {@code "loss"}, the name of a metric, or either after {@code "validation "}
   * @throws IllegalArgumentException if there is none of that name
   */
  public double[] values(String name) {
    return epochs.stream().mapToDouble(epoch -> value(epoch, name)).toArray();
  }

  private static double value(Epoch epoch, String name) {
    Map<String, Double> columns = Columns.of(epoch);
    Double value = columns.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no '" + name + "' was measured; there is " + columns.keySet());
    }
    return value;
  }

  /** Returns a table with a line for each epoch. */
  @Override
  public String toString() {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("epoch"));
    head.addAll(Columns.of(last()).keySet());
    head.add("seconds");
    table.add(head);
    for (Epoch epoch : epochs) {
      List<String> line = new ArrayList<>(List.of(Integer.toString(epoch.number())));
      Columns.of(epoch).values().forEach(value -> line.add(Evaluation.format(value)));
      line.add(String.format(Locale.ROOT, "%.2f", epoch.seconds()));
      table.add(line);
    }
    return print(table);
  }

  /** Prints columns flush right, two spaces apart. */
  private static String print(List<List<String>> table) {
    int columns = table.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : table) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        text.append(" ".repeat(widths[column] - cell.length() + (column == 0 ? 0 : 2)));
        text.append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
