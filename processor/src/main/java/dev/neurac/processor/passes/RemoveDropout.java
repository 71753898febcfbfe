package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Dropout;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code Dropout(x) → x}: nothing is dropped outside training. */
record RemoveDropout() implements Pass {

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = node.inputs().stream().map(copies::get).toList();
      copies.put(
          node, node.op() instanceof Dropout ? inputs.get(0) : g.copy(node, node.op(), inputs));
    }
    return g.build(
        graph.outputs().stream()
            .map(o -> new Output(o.kind(), o.name(), copies.get(o.node())))
            .toList());
  }
}
