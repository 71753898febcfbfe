package dev.neurac.processor.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Nodes in topological order, and what is asked of them.
 *
 * @param nodes every node after its inputs
 * @param outputs the values that leave the graph
 */
public record Graph(List<Node> nodes, List<Output> outputs) {

  /**
   * A value that leaves the graph.
   *
   * @param kind what it is
   * @param name of a gradient the parameter's, else the output's
   */
  public record Output(Kind kind, String name, Node node) {
    /** What leaves a graph. */
    public enum Kind {
      /** An output of the network. */
      PREDICTION,
      /** The loss of each row by an output. */
      LOSS,
      /** The gradient of the weighted losses by a parameter. */
      GRADIENT
    }

    @Override
    public String toString() {
      return kind.name().toLowerCase(java.util.Locale.ROOT)
          + (name.isEmpty() ? "" : " " + name)
          + " %"
          + node.id();
    }
  }

  public Graph {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /** Returns what leaves the graph of a kind, in order. */
  public List<Output> outputs(Output.Kind kind) {
    return outputs.stream().filter(o -> o.kind() == kind).toList();
  }

  /** Returns the nodes that take each node as an input, once for each time they do. */
  public Map<Node, List<Node>> consumers() {
    Map<Node, List<Node>> consumers = new LinkedHashMap<>();
    nodes.forEach(node -> consumers.put(node, new java.util.ArrayList<>()));
    nodes.forEach(node -> node.inputs().forEach(input -> consumers.get(input).add(node)));
    return consumers;
  }

  /** Returns the graph as text, a line for each node and one for the outputs. */
  @Override
  public String toString() {
    return nodes.stream().map(node -> node + "\n").collect(Collectors.joining())
        + outputs.stream().map(Output::toString).collect(Collectors.joining(", ", "-> ", "\n"));
  }
}
