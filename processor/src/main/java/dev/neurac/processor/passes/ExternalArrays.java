package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Place;
import java.util.List;
import java.util.Map;

/**
 * Where the values lie that come from outside a graph or leave it.
 *
 * @param inputs the names of the inputs, in the order of their arrays
 * @param outputs the names of the outputs, in the order of the arrays of predictions, targets,
 *     classes and losses
 * @param parameters where each parameter begins in the one array of all, by name
 */
public record ExternalArrays(
    List<String> inputs, List<String> outputs, Map<String, Integer> parameters) {

  /** Returns where a value from outside lies. */
  Buffer buffer(Node node, Leaf leaf) {
    String name = leaf.name();
    return switch (leaf.kind()) {
      case INPUT -> new Buffer(Place.INPUT, node, name, number(inputs, name), 0);
      case TARGET -> new Buffer(Place.TARGETS, node, name, number(outputs, name), 0);
      case CLASSES -> new Buffer(Place.CLASSES, node, name, number(outputs, name), 0);
      case ROW_WEIGHT -> new Buffer(Place.ROW_WEIGHTS, node, "", 0, 0);
      case PARAMETER -> new Buffer(Place.PARAMETERS, node, name, 0, parameters.get(name));
    };
  }

  /** Returns where a value is written that leaves the graph. */
  Buffer buffer(Graph.Output output) {
    Node node = output.node();
    String name = output.name();
    return switch (output.kind()) {
      case PREDICTION -> new Buffer(Place.PREDICTIONS, node, name, number(outputs, name), 0);
      case LOSS -> new Buffer(Place.LOSSES, node, name, number(outputs, name), 0);
      case GRADIENT -> new Buffer(Place.GRADIENTS, node, name, 0, parameters.get(name));
    };
  }

  private static int number(List<String> names, String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException("no array is called '" + name + "', only " + names);
    }
    return number;
  }
}
