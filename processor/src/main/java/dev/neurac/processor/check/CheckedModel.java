package dev.neurac.processor.check;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import java.util.List;
import java.util.Map;

/**
 * A model without mistakes.
 *
 * @param layers in topological order
 * @param shapes the shape of each layer's output and of the input, by name
 * @param parameters in the order in which they lie in memory
 * @param graph from the input to the prediction and to the loss of each row
 * @param logits whether the loss takes the prediction as it is and applies its activation itself
 */
public record CheckedModel(
    ModelSpec spec,
    List<LayerSpec> layers,
    Map<String, Shape> shapes,
    List<ParameterSpec> parameters,
    Graph graph,
    boolean logits) {

  public CheckedModel {
    layers = List.copyOf(layers);
    parameters = List.copyOf(parameters);
  }

  /** Returns the network's input. */
  public InputSpec input() {
    return spec.inputs().get(0);
  }

  /** Returns the layer whose output is the network's. */
  public LayerSpec outputLayer() {
    return layers.get(layers.size() - 1);
  }
}
