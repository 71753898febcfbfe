package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import java.util.List;
import java.util.Map;

/** Plans of graphs that no model gives. */
public final class GraphPlans {

  private GraphPlans() {}

  /** Returns the plans of three graphs, of the same parameters, inputs and outputs. */
  public static Plans of(
      Graph prediction, Graph evaluation, Graph training, ExternalArrays external) {
    return new Plans(
        PlanMemory.plan(prediction, external, false),
        PlanMemory.plan(evaluation, external, false),
        PlanMemory.plan(training, external, true),
        Map.of(),
        external.parameters());
  }

  /** Returns a graph of losses with the gradients of its parameters, as a training computes it. */
  public static Graph differentiated(Graph graph) {
    return Plans.run(graph, List.of(new Differentiate(), new FuseElementwise()));
  }
}
