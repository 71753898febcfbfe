package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one layer by itself: the outputs of the layers before it become its inputs. */
record ExtractLayer(String layer) implements Pass {

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    Node last = null;
    for (Node node : graph.nodes()) {
      if (node.layer().equals(layer) && !(node.op() instanceof Leaf leaf && isInput(leaf))) {
        List<Node> inputs =
            node.inputs().stream()
                .map(input -> copies.computeIfAbsent(input, i -> outside(g, i)))
                .toList();
        last = g.copy(node, node.op(), inputs);
        copies.put(node, last);
      }
    }
    return g.build(List.of(new Output(Output.Kind.PREDICTION, "", last)));
  }

  private static boolean isInput(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.INPUT;
  }

  private static Node outside(GraphBuilder g, Node node) {
    return g.of(node.layer(), false).add(new Leaf(Leaf.Kind.INPUT, node.layer(), node.shape()));
  }
}
