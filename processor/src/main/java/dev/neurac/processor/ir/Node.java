package dev.neurac.processor.ir;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One value of the graph: an operation applied to earlier nodes. Two nodes are equal only if they
 * are the same.
 *
 * @param id its place in the graph's order
 * @param layer the name of the user's layer that it belongs to
 * @param part what it is of its layer, {@code normalized}; of a gradient what it is the gradient
 *     by; empty where its operation tells
 * @param gradient whether differentiation made it
 */
public record Node(
    int id, Op op, List<Node> inputs, Shape shape, String layer, String part, boolean gradient) {

  public Node {
    inputs = List.copyOf(inputs);
  }

  /** Returns one of the inputs. */
  public Node input(int i) {
    return inputs.get(i);
  }

  /** Returns the shapes of the inputs. */
  public List<Shape> inputShapes() {
    return inputs.stream().map(Node::shape).toList();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    String arguments =
        inputs.stream().map(input -> "%" + input.id()).collect(Collectors.joining(", ", "(", ")"));
    return "%"
        + id
        + " = "
        + op
        + (inputs.isEmpty() ? "" : arguments)
        + " : "
        + shape
        + "  // "
        + (gradient ? "gradient of " : "")
        + layer
        + (part.isEmpty() ? "" : ", " + part);
  }
}
