package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts classes in the place of targets that may be vectors with a single 1, wherever all that takes
 * such targets can do with classes.
 */
record ClassTargets() implements Pass {

  @Override
  public Graph run(Graph graph) {
    Map<Node, List<Node>> consumers = graph.consumers();
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = node.inputs().stream().map(copies::get).toList();
      copies.put(node, g.copy(node, op(node, consumers), inputs));
    }
    return g.build(
        graph.outputs().stream()
            .map(o -> new Output(o.kind(), o.name(), copies.get(o.node())))
            .toList());
  }

  private static Op op(Node node, Map<Node, List<Node>> consumers) {
    if (node.op() instanceof Leaf target && isReplaced(node, consumers)) {
      return new Leaf(Leaf.Kind.CLASSES, target.name(), target.value().withoutLast());
    }
    boolean takesClasses = node.inputs().stream().anyMatch(i -> isReplaced(i, consumers));
    return takesClasses ? node.op().withClassTargets().orElseThrow() : node.op();
  }

  private static boolean isReplaced(Node node, Map<Node, List<Node>> consumers) {
    return node.op() instanceof Leaf leaf
        && leaf.kind() == Leaf.Kind.TARGET
        && consumers.get(node).stream().allMatch(c -> c.op().withClassTargets().isPresent());
  }
}
