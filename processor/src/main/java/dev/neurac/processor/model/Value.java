package dev.neurac.processor.model;

import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;

/**
 * What a layer takes and gives: a node of the graph, and what is known of it beyond its shape.
 * Where values get a further property, layers that say nothing of it pass it on from their first
 * input.
 *
 * @param label how messages call what produces it
 * @param given whether it is the network's input, which nothing produces
 */
public record Value(Node node, String label, boolean given) {

  /** Returns an input of the network. */
  public static Value input(Node node, String label) {
    return new Value(node, label, true);
  }

  /** Returns the same value, which another node stands for. */
  public Value with(Node other) {
    return new Value(other, label, given);
  }

  /** Returns what a layer makes of this value: all that is known of it but where it comes from. */
  Value producedBy(String layer, Node result) {
    return new Value(result, layer, false);
  }

  public Shape shape() {
    return node.shape();
  }
}
