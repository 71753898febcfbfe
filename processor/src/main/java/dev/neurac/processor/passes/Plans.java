package dev.neurac.processor.passes;

import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.check.CheckedOutput;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output.Kind;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.model.LayerBuilder;
import dev.neurac.processor.model.LayerProblem;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec.Form;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The plans of a model, all made from its one graph.
 *
 * @param prediction from the input to the output
 * @param evaluation from the input and the targets to the output and the losses
 * @param training from the input and the targets to the losses and the gradients
 * @param layers each layer by itself, by name; in the node form only
 * @param parameterOffsets where each parameter begins, by name
 */
public record Plans(
    Plan prediction,
    Plan evaluation,
    Plan training,
    Map<String, Plan> layers,
    Map<String, Integer> parameterOffsets) {

  /**
   * Returns the most floats of scratch that all rows share in prediction, evaluation or training.
   */
  public int sharedScratch() {
    return Stream.of(prediction, evaluation, training)
        .mapToInt(Plan::sharedScratch)
        .max()
        .orElseThrow();
  }

  /** Returns the plans of a model: here is every pass, in order. */
  public static Plans of(CheckedModel model) {
    Map<String, Integer> offsets = offsets(model.parameters());
    Graph graph = model.graph();
    GraphVerifier.verify(graph, "the checker");
    ExternalArrays external =
        new ExternalArrays(
            model.inputs().stream().map(InputSpec::name).toList(),
            model.outputs().stream().map(CheckedOutput::name).toList(),
            offsets);
    Graph forward = run(graph, List.of(new KeepOutputs(List.of(Kind.PREDICTION))));
    Graph prediction = run(forward, List.of(new ForPrediction(), new FuseElementwise()));
    Graph evaluation = run(graph, List.of(new ForPrediction(), new FuseElementwise()));
    Graph training = run(graph, List.of(new Differentiate(), new FuseElementwise()));
    Lowering lowering = new Lowering();
    Map<String, Plan> layers = new LinkedHashMap<>();
    if (model.spec().form() == Form.NODE) {
      for (LayerSpec layer : model.layers()) {
        Graph alone = alone(layer, model.values());
        GraphVerifier.verify(alone, "the layer " + layer.name());
        Graph fused = run(alone, List.of(new ForPrediction(), new FuseElementwise()));
        List<String> ports = layer.inputs().stream().map(LayerSpec.Port::parameter).toList();
        ExternalArrays own = new ExternalArrays(ports, List.of(layer.name()), offsets);
        layers.put(layer.name(), PlanMemory.plan(fused, lowering, own, false));
      }
    }
    Plan predicting = PlanMemory.plan(prediction, lowering, external, false);
    requireRowsApart(predicting);
    return new Plans(
        predicting,
        planned(evaluation, lowering, external, false),
        planned(training, lowering, external, true),
        layers,
        offsets);
  }

  /** Checks that a row's prediction depends on no other row: rows come in blocks of any size. */
  private static void requireRowsApart(Plan plan) {
    for (Plan.Launch launch : plan.launches()) {
      boolean readsRows = launch.node().inputs().stream().anyMatch(i -> i.shape().perRow());
      if (readsRows && !launch.node().shape().perRow()) {
        throw new IllegalStateException("a prediction depends on other rows by " + launch.node());
      }
    }
  }

  /** Plans what takes targets, which may be classes. */
  private static Plan planned(
      Graph graph, Lowering lowering, ExternalArrays external, boolean severalThreads) {
    Plan plan = PlanMemory.plan(graph, lowering, external, severalThreads);
    Graph ofClasses = run(graph, List.of(new ClassTargets()));
    return plan.orOfClasses(PlanMemory.plan(ofClasses, lowering, external, severalThreads));
  }

  /**
   * Builds a layer once more, on inputs of its own: one for each port, so that a caller may give
   * different values where the network has one.
   */
  private static Graph alone(LayerSpec layer, Map<String, Value> values) {
    GraphBuilder g = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    for (LayerSpec.Port port : layer.inputs()) {
      Value value = values.get(port.source());
      Leaf input = new Leaf(Leaf.Kind.INPUT, port.parameter(), value.shape());
      inputs.add(value.with(g.of(port.parameter(), false).add(input)));
    }
    try {
      LayerBuilder builder = new LayerBuilder(g, layer, new ArrayList<>(), new HashSet<>());
      Node output = layer.kind().build(builder, inputs).node();
      return g.build(List.of(new Graph.Output(Kind.PREDICTION, layer.name(), output)));
    } catch (LayerProblem e) {
      throw new IllegalStateException(layer.name() + " fits into its network only: " + e, e);
    }
  }

  /** Runs passes in order; a graph that one leaves malformed is a defect of that pass. */
  static Graph run(Graph graph, List<Pass> passes) {
    Graph current = graph;
    for (Pass pass : passes) {
      current = pass.run(current);
      GraphVerifier.verify(current, pass.toString());
    }
    return current;
  }

  private static Map<String, Integer> offsets(List<ParameterSpec> parameters) {
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int next = 0;
    for (ParameterSpec parameter : parameters) {
      offsets.put(parameter.name(), next);
      next = Math.addExact(next, parameter.shape().size());
    }
    return offsets;
  }

  /** Returns the three main plans as text. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    texts.add("prediction\n" + prediction);
    texts.add("evaluation\n" + evaluation);
    texts.add("training\n" + training);
    return String.join("\n", texts);
  }
}
