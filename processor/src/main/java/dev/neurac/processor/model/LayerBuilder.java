package dev.neurac.processor.model;

import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** What a layer builds itself with: operations and parameters under its name. */
public final class LayerBuilder {

  private final GraphBuilder graph;
  private final String layer;
  private final String label;
  private final List<ParameterSpec> parameters;
  private final Set<Integer> salts;

  /** Salts have as many bits as a float holds exactly: strip programs keep them as one. */
  private static final int SALT = (1 << 24) - 1;

  /**
   * Makes the builder of one layer.
   *
   * @param parameters receives the parameters that the layer declares
   * @param salts those that the network's layers have so far; receives the layer's
   */
  public LayerBuilder(
      GraphBuilder graph, LayerSpec layer, List<ParameterSpec> parameters, Set<Integer> salts) {
    this.graph = graph.of(layer.name(), false);
    this.layer = layer.name();
    this.label = layer.label();
    this.parameters = parameters;
    this.salts = salts;
  }

  /**
   * Returns a salt for a random operation: of the layer's name, so that a layer that is put in
   * front of it changes nothing, and no other's in the network.
   */
  int salt() {
    CRC32 hash = new CRC32();
    hash.update(layer.getBytes(StandardCharsets.UTF_8));
    int salt = (int) hash.getValue() & SALT;
    while (!salts.add(salt)) {
      salt = salt + 1 & SALT;
    }
    return salt;
  }

  Node add(Op op, Node... inputs) {
    return add("", op, inputs);
  }

  /**
   * Adds an operation.
   *
   * @param part what its value is of the layer, which names it in generated code; not that of the
   *     layer's last operation, which has the layer's name
   */
  Node add(String part, Op op, Node... inputs) {
    return graph.of(layer, part, false).add(op, inputs);
  }

  /**
   * Returns the layer's output.
   *
   * @param x the input that it is like, but for where it comes from
   */
  Value output(Value x, Node result) {
    return x.producedBy(label, result);
  }

  /**
   * Adds the one operation of a layer, and returns the layer's output, which is like its first
   * input.
   *
   * @throws ShapeMismatch if the inputs do not fit the operation
   */
  Value tryOutput(Op op, List<Value> inputs) throws ShapeMismatch {
    return output(inputs.get(0), graph.tryAdd(op, inputs.stream().map(Value::node).toList()));
  }

  /** Returns what stands for the output of a layer that could not be built, for those after it. */
  public Value substitute(Value x, Shape shape) {
    return output(x, graph.add(new Leaf(Leaf.Kind.INPUT, layer, shape)));
  }

  /**
   * Declares a parameter of the layer.
   *
   * @param role its name within the layer
   * @param shape its shape in memory
   * @param fileAxes its axes in memory, in the order of files
   * @param penalized whether penalties count it even where they leave out biases and the like
   */
  Node parameter(String role, Shape shape, List<Integer> fileAxes, boolean penalized, Start start) {
    ParameterSpec parameter = new ParameterSpec(layer, role, shape, fileAxes, penalized, start);
    parameters.add(parameter);
    return graph.of(layer, false).add(new Leaf(Leaf.Kind.PARAMETER, parameter.name(), shape));
  }
}
