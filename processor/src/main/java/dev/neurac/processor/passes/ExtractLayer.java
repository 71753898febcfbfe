package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Keeps one layer by itself. What its first operation takes from other layers becomes an input of
 * its own for each place, so that a caller may give different values where the network has one.
 *
 * @param ports the names of the inputs, in their order
 */
record ExtractLayer(String layer, List<String> ports) implements Pass {

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    Iterator<String> names = ports.iterator();
    Node last = null;
    for (Node node : graph.nodes()) {
      if (node.layer().equals(layer) && !isInput(node)) {
        List<Node> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
          inputs.add(
              copies.containsKey(input) ? copies.get(input) : outside(g, names.next(), input));
        }
        last = g.copy(node, node.op(), inputs);
        copies.put(node, last);
      }
    }
    return g.build(List.of(new Output(Output.Kind.PREDICTION, "", last)));
  }

  private static boolean isInput(Node node) {
    return node.op() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.INPUT;
  }

  private static Node outside(GraphBuilder g, String name, Node node) {
    return g.of(name, false).add(new Leaf(Leaf.Kind.INPUT, name, node.shape()));
  }
}
