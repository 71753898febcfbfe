package dev.neurac.processor.frontend;

import dev.neurac.Initializer;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.util.List;

/** What a layer builds itself with: operations and parameters under its name. */
public final class LayerBuilder {

  private final GraphBuilder graph;
  private final String layer;
  private final List<ParameterSpec> parameters;

  /**
   * Makes the builder of one layer.
   *
   * @param parameters receives the parameters that the layer declares
   */
  public LayerBuilder(GraphBuilder graph, String layer, List<ParameterSpec> parameters) {
    this.graph = graph.of(layer, false);
    this.layer = layer;
    this.parameters = parameters;
  }

  String layer() {
    return layer;
  }

  Node add(Op op, Node... inputs) {
    return graph.add(op, inputs);
  }

  Node tryAdd(Op op, List<LayerKind.Input> inputs) throws ShapeMismatch {
    return graph.tryAdd(op, inputs.stream().map(LayerKind.Input::node).toList());
  }

  /** Declares the weights of a layer from {@code in} to {@code out} features. */
  Node weight(int in, int out, Initializer initializer) {
    return parameter("weight", Shape.fixed(in, out), initializer, in, out);
  }

  /** Declares the biases of a layer from {@code in} to {@code out} features. */
  Node bias(int in, int out, Initializer weights) {
    Initializer initializer = weights == Initializer.FAN_IN ? weights : Initializer.ZEROS;
    return parameter("bias", Shape.fixed(out), initializer, in, out);
  }

  private Node parameter(String name, Shape shape, Initializer initializer, int fanIn, int fanOut) {
    ParameterSpec parameter = new ParameterSpec(layer, name, shape, initializer, fanIn, fanOut);
    parameters.add(parameter);
    return graph.add(new Leaf(Leaf.Kind.PARAMETER, parameter.name(), shape));
  }
}
