package dev.neurac.processor.check;

import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts the parameters and compares them with what the model declares. */
record ParameterCounter(ModelSpec model, List<LayerSpec> layers, List<ParameterSpec> parameters) {

  void check(Diagnostics diagnostics) {
    long total = parameters.stream().mapToLong(p -> p.shape().size()).sum();
    if (total > Integer.MAX_VALUE) {
      diagnostics.report(
          Problem.TOO_MANY_PARAMETERS,
          model.origin(),
          model.name()
              + " has "
              + grouped(total)
              + " parameters; an array holds at most "
              + grouped(Integer.MAX_VALUE),
          table(total),
          "Make the widest layers narrower.");
    } else if (model.parameters() != -1 && model.parameters() != total) {
      diagnostics.report(
          Problem.PARAMETER_COUNT,
          model.parametersOrigin(),
          model.name()
              + " declares "
              + grouped(model.parameters())
              + " parameters, but its layers have "
              + grouped(total),
          table(total),
          "Write parameters = "
              + String.format(Locale.ROOT, "%,d", total).replace(',', '_')
              + ", or correct the layer that is not what you meant.");
    }
  }

  /** A line for each layer with parameters: {@code layer 1 20×128 + 128 2,688}. */
  private List<String> table(long total) {
    List<String[]> rows = new ArrayList<>();
    for (LayerSpec layer : layers) {
      List<ParameterSpec> own =
          parameters.stream().filter(p -> p.layer().equals(layer.name())).toList();
      if (!own.isEmpty()) {
        rows.add(
            new String[] {
              layer.label(),
              String.join(" + ", own.stream().map(p -> p.shape().text()).toList()),
              grouped(own.stream().mapToLong(p -> p.shape().size()).sum())
            });
      }
    }
    rows.add(new String[] {"total", "", grouped(total)});
    int name = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    int terms = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
    int count = rows.stream().mapToInt(row -> row[2].length()).max().orElse(0);
    return rows.stream()
        .map(
            row ->
                String.format(
                    "    %-" + name + "s  %-" + Math.max(1, terms) + "s  %" + count + "s",
                    (Object[]) row))
        .toList();
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
