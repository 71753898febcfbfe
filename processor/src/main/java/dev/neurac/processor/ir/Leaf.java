package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Kernel;
import java.util.List;
import java.util.Locale;

/**
 * A value from outside the graph.
 *
 * @param name the parameter's name, the input's, or that of the output that a target is for
 */
public record Leaf(Kind kind, String name, Shape value) implements Op {

  /** Where a value comes from. */
  public enum Kind {
    /** The rows of features, or the output of a layer outside this graph. */
    INPUT,
    /** A trainable array. */
    PARAMETER,
    /** The rows of targets. */
    TARGET,
    /**
     * The class of each vector of targets, where they are classes: an index along the last axis.
     */
    CLASSES,
    /** How much each row counts in the loss of the batch: the gradient's seed. */
    ROW_WEIGHT
  }

  /** Returns the name without the layer: {@code layer1.bias → bias}. */
  public String role() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return value;
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    throw new UnsupportedOperationException(this + " is given, not computed");
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of();
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
