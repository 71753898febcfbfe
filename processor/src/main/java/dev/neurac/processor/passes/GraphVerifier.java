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
      require(node.id() == i, culprit, node, "its id is not its place, " + i);
      for (Node input : node.inputs()) {
        require(
            input.id() < i && nodes.get(input.id()) == input,
            culprit,
            node,
            "its input " + input + " is not before it");
      }
      require(derive(node).equals(node.shape()), culprit, node, "its shape is " + derive(node));
    }
    graph
        .outputs()
        .forEach(
            output ->
                require(nodes.contains(output.node()), culprit, output.node(), "it is not there"));
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

  private static void require(boolean holds, String culprit, Node node, String violation) {
    if (!holds) {
      throw new IllegalStateException(culprit + " broke " + node + ": " + violation);
    }
  }
}
