package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.util.List;

/** What holds of every graph, checked between the passes. */
final class GraphVerifier {

  private GraphVerifier() {}

  /**
   * Checks a graph.
   *
   * @param culprit the pass that made it, for the message
   * @throws IllegalStateException if the graph is malformed
   */
  static void verify(Graph graph, String culprit) {
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.id() != i) {
        throw broken(culprit, node, "its id is not its place, " + i);
      }
      for (Node input : node.inputs()) {
        if (!isAmong(nodes.subList(0, i), input)) {
          throw broken(culprit, node, "its input " + input + " is not before it");
        }
      }
      Shape derived = derive(node);
      if (!derived.equals(node.shape())) {
        throw broken(culprit, node, "its shape is " + derived);
      }
    }
    for (Graph.Output output : graph.outputs()) {
      if (!isAmong(nodes, output.node())) {
        throw broken(culprit, output.node(), "it is not there");
      }
    }
    long distinct = graph.outputs().stream().map(Graph.Output::node).distinct().count();
    if (distinct != graph.outputs().size()) {
      throw new IllegalStateException(culprit + " made one node leave the graph twice:\n" + graph);
    }
  }

  private static Shape derive(Node node) {
    try {
      return node.op().shape(node.inputShapes());
    } catch (ShapeMismatch mismatch) {
      throw new IllegalStateException(node + ": " + mismatch.getMessage(), mismatch);
    }
  }

  /** Returns whether a node stands where its id says. */
  private static boolean isAmong(List<Node> nodes, Node node) {
    return node.id() < nodes.size() && nodes.get(node.id()) == node;
  }

  private static IllegalStateException broken(String culprit, Node node, String violation) {
    return new IllegalStateException(culprit + " broke " + node + ": " + violation);
  }
}
