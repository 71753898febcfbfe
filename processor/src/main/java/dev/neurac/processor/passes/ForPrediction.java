package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts in the place of every operation what stands for it outside training: of dropout, nothing.
 */
record ForPrediction() implements Pass {

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = node.inputs().stream().map(copies::get).toList();
      copies.put(node, node.op().forPrediction(g, node, inputs));
    }
    return g.build(
        graph.outputs().stream()
            .map(o -> new Output(o.kind(), o.name(), copies.get(o.node())))
            .toList());
  }
}
