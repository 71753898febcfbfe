package dev.neurac.processor.check;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Value;
import java.util.List;
import java.util.Map;

/**
 * A model without mistakes.
 *
 * @param layers in topological order
 * @param values the output of each layer and the input, by name
 * @param parameters in the order in which they lie in memory
 * @param outputs what comes out, in the order of the arrays that the program takes for it
 * @param graph from the inputs to the predictions and to the losses of each row
 */
public record CheckedModel(
    ModelSpec spec,
    List<LayerSpec> layers,
    Map<String, Value> values,
    List<ParameterSpec> parameters,
    List<CheckedOutput> outputs,
    Graph graph) {

  public CheckedModel {
    layers = List.copyOf(layers);
    parameters = List.copyOf(parameters);
    outputs = List.copyOf(outputs);
  }

  /** Returns the shape of a layer's output or of the input. */
  public Shape shape(String name) {
    return values.get(name).shape();
  }

  /** Returns what goes in, in the order of the arrays that the program takes for it. */
  public List<InputSpec> inputs() {
    return spec.inputs();
  }
}
