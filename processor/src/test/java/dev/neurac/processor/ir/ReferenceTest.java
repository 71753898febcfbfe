package dev.neurac.processor.ir;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.References;
import dev.neurac.processor.References.ActivationCase;
import dev.neurac.processor.References.LossCase;
import dev.neurac.processor.References.NormCase;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and losses against PyTorch's values and gradients; each constant has a case. */
class ReferenceTest {

  private static final double TOLERANCE = 1e-10;

  static List<ActivationCase> activations() {
    return References.activations();
  }

  static List<LossCase> losses() {
    return References.losses();
  }

  static List<NormCase> norms() {
    return References.norms();
  }

  @Test
  void everyActivationHasAReference() {
    Set<Activation> referenced =
        activations().stream().map(ActivationCase::activation).collect(toSet());
    assertThat(referenced).containsExactlyInAnyOrder(Activation.values());
  }

  @Test
  void everyLossHasAReference() {
    Set<Loss> referenced = losses().stream().map(LossCase::loss).collect(toSet());
    assertThat(referenced).containsExactlyInAnyOrder(Loss.values());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsAndTheirGradientsAreTheirs(ActivationCase reference) {
    Shape shape = Shape.row(reference.width());
    GraphBuilder g = new GraphBuilder().of("case", false);
    Map<String, double[]> leaves =
        new TreeMap<>(Map.of("x", reference.x(), "c", reference.c(), "a", reference.a()));
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node y = apply(g, reference, x);
    Node c = g.add(new Leaf(Leaf.Kind.INPUT, "c", shape));
    List<Node> gradients = y.op().vjp(g, y, c);
    Map<Node, double[]> values =
        GraphInterpreter.run(g.nodes(), leaves, Arguments.predict(reference.rows()));
    References.assertClose("y", values.get(y), reference.y(), TOLERANCE);
    References.assertClose("dx", values.get(gradients.get(0)), reference.dx(), TOLERANCE);
    if (reference.activation() == Activation.PRELU) {
      References.assertClose("da", values.get(gradients.get(1)), reference.da(), TOLERANCE);
    }
  }

  private static Node apply(GraphBuilder g, ActivationCase reference, Node x) {
    return switch (reference.activation()) {
      case SOFTMAX -> g.add(new Softmax(), x);
      case LOG_SOFTMAX -> g.add(new LogSoftmax(), x);
      case PRELU -> {
        Shape slopes = Shape.fixed(reference.width());
        yield g.add(new PRelu(), x, g.add(new Leaf(Leaf.Kind.PARAMETER, "a", slopes)));
      }
      default -> g.add(new Pointwise(reference.activation(), reference.slope()), x);
    };
  }

  @ParameterizedTest
  @MethodSource("norms")
  void normalizationsAndTheirGradientsAreTheirs(NormCase reference) {
    Shape shape = Shape.row(reference.shape().toArray(new Integer[0]));
    Shape features = Shape.fixed(shape.last());
    GraphBuilder g = new GraphBuilder().of("case", false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node weight = g.add(new Leaf(Leaf.Kind.PARAMETER, "weight", features));
    Node normalized = g.add(new Normalize(reference.centred(), reference.epsilon()), x);
    Node scaled = g.add(new Multiply(), normalized, weight);
    Node c = g.add(new Leaf(Leaf.Kind.INPUT, "c", shape));
    List<Node> ofScaled = scaled.op().vjp(g, scaled, c);
    List<Node> ofNormalized = normalized.op().vjp(g, normalized, ofScaled.get(0));
    double[] bias = reference.bias();
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", reference.x(), "c", reference.c(), "weight", reference.weight()),
            Arguments.predict(reference.rows()));
    double[] y = values.get(scaled).clone();
    for (int i = 0; i < y.length && bias.length > 0; i++) {
      y[i] += bias[i % bias.length];
    }
    References.assertClose("y", y, reference.y(), TOLERANCE);
    References.assertClose("dx", values.get(ofNormalized.get(0)), reference.dx(), TOLERANCE);
    References.assertClose("dweight", values.get(ofScaled.get(1)), reference.dweight(), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAndTheirGradientsAreTheirs(LossCase reference) {
    int rows = reference.rows();
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    Shape shape = Shape.row(reference.width());
    GraphBuilder g = new GraphBuilder().of("case", false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node t = g.add(new Leaf(Leaf.Kind.TARGET, "t", shape));
    Op op =
        reference.loss() == Loss.CROSS_ENTROPY
            ? new CrossEntropy(reference.labelSmoothing())
            : new ElementLoss(reference.loss(), reference.delta(), reference.positiveWeight());
    Node y = g.add(op, x, t);
    Node weight = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "weight", Shape.row()));
    Node dx = op.vjp(g, y, weight).get(0);
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", reference.x(), "t", reference.t(), "weight", weights),
            Arguments.predict(rows));
    double[] mean = {Arrays.stream(values.get(y)).sum() / rows};
    References.assertClose("loss", mean, new double[] {reference.value()}, TOLERANCE);
    References.assertClose("dx", values.get(dx), reference.dx(), TOLERANCE);
  }
}
