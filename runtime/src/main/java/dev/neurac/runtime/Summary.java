package dev.neurac.runtime;

import dev.neurac.runtime.Architecture.InputInfo;
import dev.neurac.runtime.Architecture.LayerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network's layers as a table and as a line, in ASCII so that they look the same in every
 * terminal.
 */
final class Summary {

  private static final String GAP = "   ";

  /** As many sizes stand on a line. */
  private static final int MAX_SIZES = 8;

  private record Row(String name, String kind, String shape, String parameters) {}

  private Summary() {}

  /*
   * PhonePrice
   * --------------------------------------------------
   * Layer    Kind          Output shape     Parameters
   * --------------------------------------------------
   * input                  (n, 20)                   0
   * layer1   Dense, RELU   (n, 128)              2,688
   * …
   */
  static String of(Architecture architecture) {
    List<Row> rows = rows(architecture);
    int name = width(rows.stream().map(Row::name).toList());
    int kind = width(rows.stream().map(Row::kind).toList());
    int shape = width(rows.stream().map(Row::shape).toList());
    int parameters = width(rows.stream().map(Row::parameters).toList());
    String format =
        "%-"
            + name
            + "s"
            + GAP
            + "%-"
            + kind
            + "s"
            + GAP
            + "%-"
            + shape
            + "s"
            + GAP
            + "%"
            + parameters
            + "s";
    String rule = "-".repeat(name + kind + shape + parameters + 3 * GAP.length());

    List<String> lines = new ArrayList<>();
    lines.add(architecture.name());
    lines.add(rule);
    for (Row row : rows) {
      lines.add(String.format(Locale.ROOT, format, row.name, row.kind, row.shape, row.parameters));
      if (lines.size() == 3) { // the titles
        lines.add(rule);
      }
    }
    lines.add(rule);
    lines.add("Parameters  " + thousands(architecture.parameterCount()) + ", all trainable");
    lines.add("Size        " + kibibytes(architecture.parameterCount()) + " KiB");
    lines.add(
        "Loss        "
            + architecture.outputs().stream()
                .map(output -> output.loss().name())
                .collect(Collectors.joining(", ")));
    return String.join("\n", lines);
  }

  /**
   * {@code PhonePrice 20-128-256-4, 36,740 parameters}: the input, the layers that have parameters,
   * and the output, where it is none of these; of many the first and the last.
   */
  static String line(Architecture architecture) {
    List<String> sizes =
        new ArrayList<>(
            List.of(
                architecture.inputs().stream()
                    .map(input -> size(input.shape()))
                    .collect(Collectors.joining("+"))));
    for (LayerInfo layer : architecture.layers()) {
      if (layer.parameterCount() > 0) {
        sizes.add(size(layer.shape()));
      }
    }
    String output =
        architecture.outputs().stream()
            .map(each -> size(each.shape()))
            .collect(Collectors.joining("+"));
    if (!sizes.get(sizes.size() - 1).equals(output)) {
      sizes.add(output);
    }
    if (sizes.size() > MAX_SIZES) {
      sizes.subList(MAX_SIZES / 2, sizes.size() - 1).clear();
      sizes.add(MAX_SIZES / 2, "...");
    }
    int count = architecture.parameterCount();
    return architecture.name()
        + " "
        + String.join("-", sizes)
        + ", "
        + thousands(count)
        + (count == 1 ? " parameter" : " parameters");
  }

  /** {@code 1x28x28}. */
  private static String size(List<Integer> row) {
    return row.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static List<Row> rows(Architecture architecture) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Layer", "Kind", "Output shape", "Parameters"));
    for (InputInfo input : architecture.inputs()) {
      rows.add(new Row(input.name(), "", shape(input.shape()), "0"));
    }
    for (LayerInfo layer : architecture.layers()) {
      rows.add(
          new Row(
              layer.name(), layer.kind(), shape(layer.shape()), thousands(layer.parameterCount())));
    }
    return rows;
  }

  /** {@code (n, 1, 28, 28)}: n is the number of rows. */
  private static String shape(List<Integer> row) {
    return row.stream().map(String::valueOf).collect(Collectors.joining(", ", "(n, ", ")"));
  }

  private static String thousands(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String kibibytes(int parameters) {
    return String.format(Locale.ROOT, "%,.1f", parameters * (double) Float.BYTES / 1024);
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(String::length).max().orElseThrow();
  }
}
