package dev.neurac.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Appends nodes in topological order, shaping each as it is added. */
public final class GraphBuilder {

  private final List<Node> nodes = new ArrayList<>();
  private String layer = "";
  private String part = "";
  private boolean gradient;

  /** Says whose nodes are added from now on. */
  public GraphBuilder of(String layer, boolean gradient) {
    return of(layer, "", gradient);
  }

  /** Says whose nodes are added from now on, and what they are of their layer. */
  public GraphBuilder of(String layer, String part, boolean gradient) {
    this.layer = layer;
    this.part = part;
    this.gradient = gradient;
    return this;
  }

  /**
   * Says that nodes added from now on are the gradient of {@code y} by an input of it, which tells
   * gradients of one layer apart: they are parts of its layer that are called like the input. What
   * a layer passes on to the only layer before it needs no such name.
   */
  public GraphBuilder by(Node y, int input) {
    return of(y.layer(), nameIn(y, input), true);
  }

  /**
   * Says that sums of the nodes added from now on are the gradient of {@code y} by an input of it.
   */
  public GraphBuilder termsBy(Node y, int input) {
    return of(y.layer(), "unsummed " + nameIn(y, input), true);
  }

  /** Returns what an input is to the layer of {@code y}. */
  private static String nameIn(Node y, int input) {
    Node x = y.input(input);
    if (x.layer().equals(y.layer())) {
      return x.op() instanceof Leaf leaf ? leaf.role() : x.part();
    }
    List<String> before = y.inputs().stream().map(Node::layer).toList();
    if (before.stream().filter(layer -> !layer.equals(y.layer())).count() == 1) {
      return "";
    }
    boolean again = before.indexOf(x.layer()) < before.lastIndexOf(x.layer());
    return again ? x.layer() + (input + 1) : x.layer();
  }

  /** Adds a node whose inputs are known to fit. */
  public Node add(Op op, Node... inputs) {
    try {
      return tryAdd(op, List.of(inputs));
    } catch (ShapeMismatch mismatch) {
      throw new IllegalStateException(op + ": " + mismatch.getMessage(), mismatch);
    }
  }

  /**
   * Adds a node.
   *
   * @throws ShapeMismatch if the inputs do not fit the operation
   */
  public Node tryAdd(Op op, List<Node> inputs) throws ShapeMismatch {
    Shape shape = op.shape(inputs.stream().map(Node::shape).toList());
    Node node = new Node(nodes.size(), op, inputs, shape, layer, part, gradient);
    nodes.add(node);
    return node;
  }

  /** Adds a node like one of another graph, on inputs of this graph. */
  public Node copy(Node node, Op op, List<Node> inputs) {
    return of(node.layer(), node.part(), node.gradient()).add(op, inputs.toArray(new Node[0]));
  }

  /** Returns the nodes added so far. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Returns the graph of what the outputs need, numbered anew. */
  public Graph build(List<Graph.Output> outputs) {
    Set<Node> needed = new LinkedHashSet<>();
    outputs.forEach(output -> collect(output.node(), needed));
    List<Node> kept = new ArrayList<>();
    Map<Node, Node> renumbered = new HashMap<>();
    for (Node node : nodes) {
      if (needed.contains(node)) {
        List<Node> inputs = node.inputs().stream().map(renumbered::get).toList();
        Node copy =
            new Node(
                kept.size(),
                node.op(),
                inputs,
                node.shape(),
                node.layer(),
                node.part(),
                node.gradient());
        kept.add(copy);
        renumbered.put(node, copy);
      }
    }
    return new Graph(
        kept,
        outputs.stream()
            .map(o -> new Graph.Output(o.kind(), o.name(), renumbered.get(o.node())))
            .toList());
  }

  /** Adds a node and all it needs; by hand, since a deep network is deeper than the stack. */
  private static void collect(Node root, Set<Node> needed) {
    List<Node> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (needed.add(node)) {
        open.addAll(node.inputs());
      }
    }
  }
}
