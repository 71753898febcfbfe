package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Add;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds the gradient of the weighted sum of the row losses by every parameter: reverse mode.
 *
 * <p>Walking backwards, each node has received what its consumers contribute, in full, when its own
 * rule passes it on. Only what parameters need is kept.
 */
record Differentiate() implements Pass {

  private static final int MAX_ADDED = 32;

  @Override
  public Graph run(Graph graph) {
    GraphBuilder g = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      copies.put(node, g.copy(node, node.op(), node.inputs().stream().map(copies::get).toList()));
    }
    List<Node> forward = g.nodes();
    Set<Node> wanted = dependOnParameters(forward);
    Map<Node, List<Node>> contributions = new LinkedHashMap<>();
    List<Output> losses =
        graph.outputs(Output.Kind.LOSS).stream()
            .map(loss -> new Output(Output.Kind.LOSS, loss.name(), copies.get(loss.node())))
            .toList();
    g.of(losses.get(0).node().layer(), true);
    Node seed = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "rowWeights", Shape.row()));
    losses.forEach(loss -> contributions.put(loss.node(), List.of(seed)));

    List<Output> outputs = new ArrayList<>(losses);
    for (int i = forward.size() - 1; i >= 0; i--) {
      Node y = forward.get(i);
      List<Node> received = contributions.get(y);
      if (received == null || !wanted.contains(y)) {
        continue;
      }
      g.of(y.layer(), y.part().isEmpty() ? "output" : y.part(), true);
      Node dy = sum(g, received);
      if (y.op() instanceof Leaf parameter) {
        outputs.add(losses.size(), new Output(Output.Kind.GRADIENT, parameter.name(), dy));
        continue;
      }
      List<Node> passedOn = y.op().vjp(g.by(y, 0), y, dy);
      for (int k = 0; k < y.inputs().size(); k++) {
        if (wanted.contains(y.input(k))) {
          contributions
              .computeIfAbsent(y.input(k), input -> new ArrayList<>())
              .add(passedOn.get(k));
        }
      }
    }
    return g.build(outputs);
  }

  /** Adds what a node receives, so many at a time that no kernel gets too many arguments. */
  private static Node sum(GraphBuilder g, List<Node> received) {
    List<Node> open = new ArrayList<>(received);
    while (open.size() > 1) {
      List<Node> some = open.subList(0, Math.min(MAX_ADDED, open.size()));
      Node sum = g.add(new Add(), some.toArray(new Node[0]));
      some.clear();
      open.add(0, sum);
    }
    return open.get(0);
  }

  private static Set<Node> dependOnParameters(List<Node> nodes) {
    Set<Node> dependent = new HashSet<>();
    for (Node node : nodes) {
      boolean parameter = node.op() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.PARAMETER;
      if (parameter || node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    return dependent;
  }
}
