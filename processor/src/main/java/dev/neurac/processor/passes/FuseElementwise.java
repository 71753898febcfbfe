package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Elementwise;
import dev.neurac.processor.ir.Fused;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Does elementwise operations in the loops of the operation before them, where nobody else wants
 * that operation's value.
 *
 * <p>A layer's forward operations are fused among themselves alone, so that every layer can also be
 * computed by itself, to the same bits.
 */
record FuseElementwise() implements Pass {

  /** A kernel's method takes two arguments for each input, and Java allows 255. */
  private static final int MAX_INPUTS = 32;

  @Override
  public Graph run(Graph graph) {
    Map<Node, List<Node>> consumers = graph.consumers();
    Set<Node> leaving = new HashSet<>();
    graph.outputs().forEach(output -> leaving.add(output.node()));
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = node.inputs().stream().map(copies::get).toList();
      int place = -1;
      for (int k = node.inputs().size() - 1; k >= 0; k--) {
        Node input = node.input(k);
        boolean small = copies.get(input).inputs().size() + node.inputs().size() <= MAX_INPUTS;
        if (small
            && fits(input, node)
            && consumers.get(input).size() == 1
            && !leaving.contains(input)) {
          place = k;
        }
      }
      copies.put(node, place < 0 ? g.copy(node, node.op(), inputs) : fuse(g, node, inputs, place));
    }
    return g.build(
        graph.outputs().stream()
            .map(o -> new Output(o.kind(), o.name(), copies.get(o.node())))
            .toList());
  }

  private static boolean fits(Node first, Node then) {
    return then.op() instanceof Elementwise
        && first.op() instanceof Op.Fusible
        && first.shape().equals(then.shape())
        && first.gradient() == then.gradient()
        && (then.gradient() || first.layer().equals(then.layer()));
  }

  private static Node fuse(GraphBuilder g, Node then, List<Node> inputs, int place) {
    Node first = inputs.get(place);
    List<Node> all = new ArrayList<>(first.inputs());
    all.addAll(inputs.subList(0, place));
    all.addAll(inputs.subList(place + 1, inputs.size()));
    Fused fused = new Fused(first.op(), first.inputs().size(), (Elementwise) then.op(), place);
    return g.copy(then, fused, all);
  }
}
