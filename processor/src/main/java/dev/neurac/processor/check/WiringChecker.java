package dev.neurac.processor.check;

import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.diagnostic.Spelling;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.LayerSpec.Port;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.Form;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks that every layer gets its inputs, and puts the layers into topological order. */
final class WiringChecker {

  /** Axes are i, j, k, … in generated loops, which other indices follow. */
  private static final int MAX_AXES = 6;

  private final ModelSpec model;
  private final Diagnostics diagnostics;
  private final Map<String, LayerSpec> layers = new TreeMap<>();

  WiringChecker(ModelSpec model, Diagnostics diagnostics) {
    this.model = model;
    this.diagnostics = diagnostics;
  }

  /** Returns the layers, each after its inputs, ties by name; the output last. */
  List<LayerSpec> order() {
    checkInput();
    checkNames();
    model.layers().forEach(this::checkPorts);
    List<LayerSpec> order = List.of();
    if (!diagnostics.hasErrors()) {
      order = model.form() == Form.STACK ? model.layers() : sort();
    }
    if (!diagnostics.hasErrors()) {
      order = checkUses(order);
    }
    return order;
  }

  private void checkInput() {
    if (model.inputs().isEmpty()) {
      diagnostics.report(
          Problem.MISSING_INPUT,
          model.origin(),
          "no parameter declares the network's input",
          "Write @Input(…) with the shape of a row in front of one parameter that takes it.");
    }
    for (InputSpec input : model.inputs()) {
      if (input.shape().isEmpty() || input.shape().stream().anyMatch(extent -> extent < 1)) {
        diagnostics.report(
            Problem.INVALID_SIZE,
            input.origin(),
            input.shape().isEmpty()
                ? "the input " + input.name() + " has no axis"
                : "the input "
                    + input.name()
                    + " has shape "
                    + text(input.shape())
                    + ", but every extent is at least 1",
            "Write the extents of one row, without the batch: 13, or {1, 28, 28}.");
      } else if (input.shape().size() > MAX_AXES) {
        diagnostics.report(
            Problem.INVALID_SIZE,
            input.origin(),
            "the input "
                + input.name()
                + " has "
                + input.shape().size()
                + " axes, but at most "
                + MAX_AXES
                + " are compiled",
            "Join axes that no layer tells apart.");
      } else if (Trace.size(input.shape()).bitLength() > 31) {
        diagnostics.report(
            Problem.INVALID_SIZE,
            input.origin(),
            String.format(
                Locale.ROOT,
                "a row of the input %s is %s = %,d values; an array holds at most %,d",
                input.name(),
                text(input.shape()),
                Trace.size(input.shape()),
                Integer.MAX_VALUE),
            "Make the rows smaller.");
      }
    }
    if (model.inputs().size() > 1) {
      diagnostics.report(
          Problem.DUPLICATE_INPUT,
          model.inputs().get(1).origin(),
          "the input is declared as '"
              + model.inputs().get(0).name()
              + "' and again as '"
              + model.inputs().get(1).name()
              + "'; a network has one input, declared once",
          "Keep one @Input; other methods use the input by its parameter's name.");
    }
  }

  /** {@code a, b and c}. */
  private static String and(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static String text(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private void checkNames() {
    for (LayerSpec layer : model.layers()) {
      boolean isInput =
          model.inputs().stream().anyMatch(input -> input.name().equals(layer.name()));
      if ((layers.putIfAbsent(layer.name(), layer) != null || isInput)
          && model.form() == Form.NODE) {
        diagnostics.report(
            Problem.DUPLICATE_NAME,
            Origin.of(layer.origin().element()),
            "the name '"
                + layer.name()
                + "' is taken by "
                + (isInput ? "the network's input" : "another node"),
            "Give each node a name of its own.");
      }
    }
  }

  private void checkPorts(LayerSpec layer) {
    int count = layer.inputs().size();
    int min = layer.kind().minInputs();
    int max = layer.kind().maxInputs();
    if (count < min || count > max) {
      diagnostics.report(
          Problem.INPUT_COUNT,
          Origin.of(layer.origin().element()),
          layer.label()
              + " has "
              + (count == 1 ? "1 input" : count + " inputs")
              + ", but "
              + layer.annotation().replaceAll("\\(.*", "")
              + " takes "
              + (max == min ? min : min + " to " + max),
          count > max
              ? "Join the inputs first, with @Add or @Concat."
              : "Each parameter of the method is an input, named like the node it comes from.");
    }
    if (model.inputs().isEmpty()) {
      return; // the missing input is reported; that nothing is called like it follows
    }
    for (Port port : layer.inputs()) {
      if (!layers.containsKey(port.source()) && !isInput(port.source())) {
        List<String> known = new ArrayList<>(layers.keySet());
        model.inputs().forEach(input -> known.add(input.name()));
        known.remove(layer.name());
        diagnostics.report(
            Problem.UNKNOWN_INPUT,
            port.origin(),
            layer.label() + " takes '" + port.source() + "', but there is no such node or input",
            Spelling.nearest(port.source(), known)
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("There are: " + String.join(", ", known) + "."));
      }
    }
  }

  private boolean isInput(String name) {
    return model.inputs().stream().anyMatch(input -> input.name().equals(name));
  }

  /** Kahn's algorithm; of the layers that are ready, the first by name. */
  private List<LayerSpec> sort() {
    List<LayerSpec> order = new ArrayList<>();
    Map<String, LayerSpec> waiting = new TreeMap<>(layers);
    Map<String, Integer> missing = new HashMap<>();
    Map<String, List<String>> users = new HashMap<>();
    TreeSet<String> ready = new TreeSet<>();
    for (LayerSpec layer : layers.values()) {
      for (Port port : layer.inputs()) {
        if (layers.containsKey(port.source())) {
          missing.merge(layer.name(), 1, Integer::sum);
          users.computeIfAbsent(port.source(), name -> new ArrayList<>()).add(layer.name());
        }
      }
      if (!missing.containsKey(layer.name())) {
        ready.add(layer.name());
      }
    }
    while (!ready.isEmpty()) {
      LayerSpec next = waiting.remove(ready.pollFirst());
      order.add(next);
      for (String user : users.getOrDefault(next.name(), List.of())) {
        if (missing.merge(user, -1, Integer::sum) == 0) {
          ready.add(user);
        }
      }
    }
    if (!waiting.isEmpty()) {
      reportCycle(waiting);
      return List.of();
    }
    return order;
  }

  /** Every waiting layer has a waiting input: following those leads into a cycle. */
  private void reportCycle(Map<String, LayerSpec> waiting) {
    List<String> path = new ArrayList<>();
    String next = waiting.keySet().iterator().next();
    while (!path.contains(next)) {
      path.add(next);
      next =
          waiting.get(next).inputs().stream()
              .map(Port::source)
              .filter(waiting::containsKey)
              .findFirst()
              .orElseThrow();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(next), path.size()));
    cycle.add(next);
    List<String> trace = new ArrayList<>();
    for (int i = 0; i + 1 < cycle.size(); i++) {
      trace.add("    " + cycle.get(i) + " takes " + cycle.get(i + 1));
    }
    diagnostics.report(
        Problem.CYCLE,
        Origin.of(waiting.get(next).origin().element()),
        trace.size() == 1
            ? next + " waits for itself"
            : and(cycle.subList(0, cycle.size() - 1)) + " wait for each other",
        trace,
        "Values flow from the input to the output: let "
            + (trace.size() == 1 ? "it" : "one of them")
            + " take an earlier node, or the input.");
  }

  /** The output is the node that no other uses; of several, the one furthest from the input. */
  private List<LayerSpec> checkUses(List<LayerSpec> order) {
    Map<String, Integer> depth = new HashMap<>();
    List<LayerSpec> unused = new ArrayList<>();
    Set<String> used =
        order.stream()
            .flatMap(layer -> layer.inputs().stream())
            .map(Port::source)
            .collect(Collectors.toSet());
    for (LayerSpec layer : order) {
      int deepest =
          layer.inputs().stream().mapToInt(p -> depth.getOrDefault(p.source(), 0)).max().orElse(0);
      depth.put(layer.name(), deepest + 1);
      if (!used.contains(layer.name())) {
        unused.add(layer);
      }
    }
    LayerSpec output =
        unused.stream().max(Comparator.comparing(layer -> depth.get(layer.name()))).orElseThrow();
    List<String> furthest =
        unused.stream()
            .filter(layer -> depth.get(layer.name()).equals(depth.get(output.name())))
            .map(LayerSpec::label)
            .toList();
    if (furthest.size() > 1) {
      diagnostics.report(
          Problem.UNUSED_NODE,
          model.origin(),
          "no node uses " + and(furthest) + ", but a network has one output",
          "Join them with @Add or @Concat, or remove all but one.");
      return order;
    }
    for (LayerSpec layer : unused) {
      if (layer != output) {
        diagnostics.report(
            Problem.UNUSED_NODE,
            Origin.of(layer.origin().element()),
            "no node uses "
                + layer.label()
                + ", and it is not the network's output, which is "
                + output.label(),
            "A network has one output: use "
                + layer.label()
                + " as an input of another node, or remove it.");
      }
    }
    List<LayerSpec> outputLast = new ArrayList<>(order);
    outputLast.removeIf(layer -> layer == output);
    outputLast.add(output);
    return outputLast;
  }
}
