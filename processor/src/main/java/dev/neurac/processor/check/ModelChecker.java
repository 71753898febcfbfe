package dev.neurac.processor.check;

import dev.neurac.Activation;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LayerBuilder;
import dev.neurac.processor.model.LayerProblem;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.ModelSpec.Form;
import dev.neurac.processor.model.ModelSpec.InputSpec;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the graph of a model and shapes it, collecting all that is wrong before it stops. */
public final class ModelChecker {

  /**
   * The most values that training keeps for each output of a layer: a dense layer's product, sum
   * with the bias, activation and dropout, and the gradient of each.
   */
  private static final BigInteger VALUES_PER_OUTPUT = BigInteger.valueOf(8);

  private final ModelSpec model;
  private final Diagnostics diagnostics;
  private final GraphBuilder graph = new GraphBuilder();
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final Set<Integer> salts = new HashSet<>();

  /** The output of each layer and the input; of a layer that failed, what it would have been. */
  private final Map<String, Value> values = new LinkedHashMap<>();

  private ModelChecker(ModelSpec model, Diagnostics diagnostics) {
    this.model = model;
    this.diagnostics = diagnostics;
  }

  /** Returns the checked model, or nothing if the diagnostics say why. */
  public static Optional<CheckedModel> check(ModelSpec model, Diagnostics diagnostics) {
    return !diagnostics.hasErrors()
        ? new ModelChecker(model, diagnostics).check()
        : Optional.empty();
  }

  private Optional<CheckedModel> check() {
    List<LayerSpec> order = new WiringChecker(model, diagnostics).order();
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    for (InputSpec input : model.inputs()) {
      Shape row = Shape.row(input.shape().toArray(new Integer[0]));
      graph.of(input.name(), false);
      Node node = graph.add(new Leaf(Leaf.Kind.INPUT, input.name(), row));
      String label = model.form() == Form.STACK ? "the input" : "the input " + input.name();
      values.put(input.name(), Value.input(node, label));
    }
    Map<LayerSpec, LayerProblem> problems = new LinkedHashMap<>();
    for (LayerSpec layer : order) {
      try {
        build(layer);
      } catch (LayerProblem problem) {
        problems.put(layer, problem);
      }
    }
    // Reported only now, so that the trace shows the shapes of the layers that follow.
    problems.forEach(
        (layer, problem) ->
            diagnostics.report(
                problem.problem(),
                layer.origin(problem.attribute()),
                layer.label() + " " + problem.getMessage(),
                Trace.at(layer, model.inputs(), order, values),
                problem.advice()));
    checkRoom(order);
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    new ParameterCounter(model, order, parameters).check(diagnostics);
    LayerSpec last = order.get(order.size() - 1);
    Node prediction = values.get(last.name()).node();
    Optional<Node> loss =
        new OutputChecker(model, order, values, diagnostics).loss(graph, last, prediction);
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    Graph whole =
        graph.build(
            List.of(
                new Output(Output.Kind.PREDICTION, last.name(), prediction),
                new Output(Output.Kind.LOSS, last.name(), loss.orElseThrow())));
    // The logarithms of probabilities are logits, too: their softmax is the probabilities.
    boolean logits =
        prediction.op().activation().equals(Optional.of(Activation.LOG_SOFTMAX))
            || model.loss().loss().activation().isPresent()
                && loss.orElseThrow().input(0) == prediction;
    CheckedOutput output = new CheckedOutput(last.name(), prediction.shape(), model.loss(), logits);
    return Optional.of(new CheckedModel(model, order, values, parameters, List.of(output), whole));
  }

  /** Checks that the values of one row, and their gradients, can be counted in an int. */
  private void checkRoom(List<LayerSpec> order) {
    BigInteger all = BigInteger.ZERO;
    for (LayerSpec layer : order) {
      Value value = values.get(layer.name());
      if (value != null) {
        BigInteger size = Trace.size(value.shape().dims());
        all = all.add(size.multiply(VALUES_PER_OUTPUT));
        if (all.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) > 0) {
          diagnostics.report(
              Problem.INVALID_SIZE,
              layer.origin("out"),
              String.format(
                  Locale.ROOT,
                  "%s produces %,d values for each row; training keeps at most %,d of all layers"
                      + " together",
                  layer.label(),
                  size,
                  Integer.MAX_VALUE / VALUES_PER_OUTPUT.intValue()),
              Trace.at(layer, model.inputs(), order, values),
              "Make the layer smaller, or put a smaller one in front of it.");
          return;
        }
      }
    }
  }

  /** Builds a layer, unless it stands on one of which nothing is known. */
  private void build(LayerSpec layer) throws LayerProblem {
    List<Value> inputs = new ArrayList<>();
    for (LayerSpec.Port port : layer.inputs()) {
      Value value = values.get(port.source());
      if (value == null) {
        layer.kind().checkAttributes();
        return;
      }
      inputs.add(value);
    }
    LayerBuilder builder = new LayerBuilder(graph, layer, parameters, salts);
    try {
      layer.kind().checkAttributes();
      values.put(layer.name(), layer.kind().build(builder, inputs));
    } catch (LayerProblem problem) {
      layer
          .kind()
          .intended(inputs)
          .map(shape -> builder.substitute(inputs.get(0), shape))
          .ifPresent(substitute -> values.put(layer.name(), substitute));
      throw problem;
    }
  }
}
