package dev.neurac.processor.check;

import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shapes of a network, a line for each layer, with a mark where something is wrong. */
public final class Trace {

  /** Layers shown before and after the marked one: a deep network's trace stays on the screen. */
  private static final int BEFORE = 6;

  private static final int AFTER = 3;

  private Trace() {}

  /** Returns the lines without a mark, all of them. */
  public static List<String> of(CheckedModel model) {
    return lines(model.inputs(), model.layers(), model.values(), null);
  }

  /** Returns the lines around a layer, which is marked. */
  static List<String> at(
      LayerSpec marked, List<InputSpec> inputs, List<LayerSpec> layers, Map<String, Value> values) {
    List<String> lines = lines(inputs, layers, values, marked);
    int at = layers.indexOf(marked) + inputs.size();
    int from = at - BEFORE <= 1 ? 0 : at - BEFORE;
    int to = Math.min(lines.size(), at + AFTER + 1);
    List<String> shown = new ArrayList<>(lines.subList(from, to));
    if (from > 0) {
      shown.add(0, "    …");
    }
    if (to < lines.size()) {
      shown.add("    …");
    }
    return shown;
  }

  private static List<String> lines(
      List<InputSpec> inputs, List<LayerSpec> layers, Map<String, Value> values, LayerSpec marked) {
    List<String[]> rows = new ArrayList<>();
    for (InputSpec input : inputs) {
      rows.add(new String[] {"    ", input.name(), "", text(values.get(input.name())), ""});
    }
    for (LayerSpec layer : layers) {
      rows.add(
          new String[] {
            layer == marked ? "  > " : "    ",
            layer.label(),
            layer.kind().activationText(),
            text(values.get(layer.name())),
            layer.annotation()
          });
    }
    int[] width = new int[5];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        width[i] = Math.max(width[i], row[i].length());
      }
    }
    return rows.stream()
        .map(
            row ->
                (row[0]
                        + pad(row[1], width[1])
                        + "  "
                        + pad(row[2], width[2])
                        + "  "
                        + " ".repeat(width[3] - row[3].length())
                        + row[3]
                        + "     "
                        + row[4])
                    .stripTrailing())
        .toList();
  }

  /** Returns the number of elements, which may be more than an array holds. */
  static BigInteger size(List<Integer> extents) {
    return extents.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static String text(Value value) {
    return value == null ? "?" : value.shape().text();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
