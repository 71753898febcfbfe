package dev.neurac.processor.ir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and losses against PyTorch's values and gradients; each constant has a case. */
class ReferenceTest {

  private static final Gson GSON = new Gson();

  private record ActivationCase(double[][] x, double[][] c, double[][] y, double[][] dx) {}

  private record LossCase(double[][] x, double[][] t, double loss, double[][] dx) {}

  static List<String> activations() throws IOException {
    return names("activations");
  }

  static List<String> losses() throws IOException {
    return names("losses");
  }

  private static List<String> names(String file) throws IOException {
    return read(file).keySet().stream().filter(name -> !name.startsWith("_")).toList();
  }

  @Test
  void everyActivationHasAReference() throws IOException {
    assertThat(constants(activations()))
        .containsAll(Stream.of(Activation.values()).map(Enum::name).toList());
  }

  @Test
  void everyLossHasAReference() throws IOException {
    assertThat(constants(losses())).containsAll(Stream.of(Loss.values()).map(Enum::name).toList());
  }

  private static Set<String> constants(List<String> names) {
    return names.stream().map(ReferenceTest::constant).collect(toSet());
  }

  private static String constant(String name) {
    return name.replaceFirst(" \\(.*", "");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsAndTheirGradientsAreTheirs(String name) throws IOException {
    ActivationCase reference = GSON.fromJson(read("activations").get(name), ActivationCase.class);
    Activation activation = Activation.valueOf(constant(name));
    Op op = activation == Activation.SOFTMAX ? new Softmax() : new Pointwise(activation);
    Shape shape = Shape.row(reference.x()[0].length);
    GraphBuilder g = new GraphBuilder().of(name, false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node y = g.add(op, x);
    Node c = g.add(new Leaf(Leaf.Kind.INPUT, "c", shape));
    Node dx = op.vjp(g, y, c).get(0);
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", flat(reference.x()), "c", flat(reference.c())),
            Arguments.predict(reference.x().length));
    assertClose(values.get(y), flat(reference.y()));
    assertClose(values.get(dx), flat(reference.dx()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAndTheirGradientsAreTheirs(String name) throws IOException {
    LossCase reference = GSON.fromJson(read("losses").get(name), LossCase.class);
    Loss loss = Loss.valueOf(constant(name));
    Op op = loss == Loss.CROSS_ENTROPY ? new CrossEntropy() : new ElementLoss(loss);
    int rows = reference.x().length;
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    Shape shape = Shape.row(reference.x()[0].length);
    GraphBuilder g = new GraphBuilder().of(name, false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node t = g.add(new Leaf(Leaf.Kind.TARGET, "t", shape));
    Node y = g.add(op, x, t);
    Node weight = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "weight", Shape.row()));
    Node dx = op.vjp(g, y, weight).get(0);
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", flat(reference.x()), "t", flat(reference.t()), "weight", weights),
            Arguments.predict(rows));
    double mean = Arrays.stream(values.get(y)).sum() / rows;
    assertClose(new double[] {mean}, new double[] {reference.loss()});
    assertClose(values.get(dx), flat(reference.dx()));
  }

  /** The greatest difference is small beside the greatest reference value. */
  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isFinite();
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
      greatest = Math.max(greatest, Math.abs(expected[i]));
    }
    assertThat(difference / greatest).isLessThan(1e-10);
  }

  private static double[] flat(double[][] rows) {
    return Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static JsonObject read(String file) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            ReferenceTest.class.getResourceAsStream("/reference/" + file + ".json"), UTF_8)) {
      return GSON.fromJson(reader, JsonElement.class).getAsJsonObject();
    }
  }
}
