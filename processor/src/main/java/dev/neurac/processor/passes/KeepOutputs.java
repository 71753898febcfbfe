package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the outputs of some kinds, and what they need. */
record KeepOutputs(List<Output.Kind> kinds) implements Pass {

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      copies.put(node, g.copy(node, node.op(), node.inputs().stream().map(copies::get).toList()));
    }
    return g.build(
        graph.outputs().stream()
            .filter(output -> kinds.contains(output.kind()))
            .map(o -> new Output(o.kind(), o.name(), copies.get(o.node())))
            .toList());
  }
}
