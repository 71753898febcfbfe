package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Far from 0, where exponentials overflow, and at kinks: the values that are right there. */
class StabilityTest {

  private static final double[] FAR = {-1000, -100, -30, 30, 100, 1000};

  static List<Activation> activations() {
    return OpCases.activations();
  }

  static List<Loss> losses() {
    return OpCases.elementLosses();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyActivationIsFiniteFarFromZero(Activation activation) {
    Values values = activation(activation, FAR);
    for (double[] result : List.of(values.y(), values.dx())) {
      assertThat(Arrays.stream(result).allMatch(Double::isFinite))
          .as("%s", Arrays.toString(result))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyElementLossIsFiniteFarFromZero(Loss loss) {
    for (double t : new double[] {0, 0.5, 1}) {
      for (double x : FAR) {
        Values values = loss(new ElementLoss(loss), new double[] {x}, new double[] {t});
        assertThat(values.y()[0]).as("%s of %s, %s", loss, x, t).isFinite();
        assertThat(values.dx()[0]).as("slope of %s of %s, %s", loss, x, t).isFinite();
      }
    }
  }

  @Test
  void sigmoidKeepsItsDigitsBelowZeroAndSaturatesAbove() {
    Values values = activation(Activation.SIGMOID, FAR);
    double[] expected = {0, Math.exp(-100), Math.exp(-30), 1, 1, 1};
    for (int i = 0; i < FAR.length; i++) {
      assertThat(values.y()[i]).isEqualTo(expected[i], within(1e-12 * expected[i]));
      assertThat(values.dx()[i]).isEqualTo(Math.exp(-Math.abs(FAR[i])), within(1e-16));
    }
  }

  @Test
  void tanhSaturates() {
    Values values = activation(Activation.TANH, FAR);
    assertThat(values.y()).containsExactly(new double[] {-1, -1, -1, 1, 1, 1}, within(1e-15));
    assertThat(values.dx()).containsExactly(new double[6], within(1e-15));
  }

  /** As PyTorch has it: relu'(0) = 0 and leaky_relu'(0) = 0.01, for both zeros. */
  @Test
  void slopesAtZero() {
    double[] zeros = {0.0, -0.0};
    assertThat(activation(Activation.RELU, zeros).y()).containsExactly(0, 0);
    assertThat(activation(Activation.RELU, zeros).dx()).containsExactly(0, 0);
    assertThat(activation(Activation.LEAKY_RELU, zeros).dx()).containsExactly(0.01, 0.01);
    double[] around = {-Double.MIN_NORMAL, Double.MIN_NORMAL};
    assertThat(activation(Activation.RELU, around).dx()).containsExactly(0, 1);
    assertThat(activation(Activation.LEAKY_RELU, around).dx()).containsExactly(0.01, 1);
  }

  @Test
  void binaryCrossEntropyIsTheLogitOnTheWrongSide() {
    for (double x : FAR) {
      Values one = loss(new ElementLoss(Loss.BINARY_CROSS_ENTROPY), new double[] {x}, ones(1));
      double small = Math.log1p(Math.exp(-Math.abs(x)));
      assertThat(one.y()[0]).isEqualTo(x < 0 ? -x + small : small, within(1e-12 * Math.abs(x)));
      assertThat(one.dx()[0]).isEqualTo(x < 0 ? -1 : 0, within(1e-12));
      Values zero =
          loss(new ElementLoss(Loss.BINARY_CROSS_ENTROPY), new double[] {x}, new double[1]);
      assertThat(zero.y()[0]).isEqualTo(x > 0 ? x + small : small, within(1e-12 * Math.abs(x)));
      assertThat(zero.dx()[0]).isEqualTo(x > 0 ? 1 : 0, within(1e-12));
    }
    // digits are kept where the loss is small
    Values right =
        loss(new ElementLoss(Loss.BINARY_CROSS_ENTROPY), new double[] {30}, new double[] {1});
    assertThat(right.y()[0]).isEqualTo(Math.exp(-30), within(1e-12 * Math.exp(-30)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 100, 1000})
  void softmaxOfFarLogits(double far) {
    double e = Math.exp(-far);
    double[] y = softmax(far, 0, -far);
    double sum = 1 + e + e * e;
    for (int i = 0; i < 3; i++) {
      double expected = Math.pow(e, i) / sum;
      assertThat(y[i]).isEqualTo(expected, within(1e-12 * expected));
    }
    assertThat(softmax(-far, far)).containsExactly(new double[] {0, 1}, within(1e-12));
    assertThat(softmax(far, far, far, far)).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(softmax(-far, -far)).containsExactly(0.5, 0.5);
    assertThat(softmax(-far)).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 100, 1000})
  void crossEntropyOfFarLogits(double far) {
    double[] x = {far, -far, 0};
    double e = Math.exp(-far);
    assertCrossEntropy(x, new double[] {1, 0, 0}, Math.log1p(e + e * e), -e, e * e, e);
    assertCrossEntropy(x, new double[] {0, 1, 0}, 2 * far, 1, -1, e);
    assertCrossEntropy(x, new double[] {0, 0, 1}, far, 1, 0, -1);
    assertCrossEntropy(x, new double[] {0.5, 0.25, 0.25}, far * 0.75, 0.5, -0.25, -0.25);
    double third = 1 / 3.0;
    double[] same = {-far, -far, -far};
    assertCrossEntropy(same, new double[] {1, 0, 0}, Math.log(3), third - 1, third, third);
  }

  private static void assertCrossEntropy(double[] x, double[] t, double loss, double... slope) {
    Values values = loss(new CrossEntropy(), x, t);
    assertThat(values.y()[0]).isEqualTo(loss, within(1e-12 * (1 + loss)));
    assertThat(values.dx()).containsExactly(slope, within(1e-12));
  }

  private static double[] softmax(double... x) {
    Shape shape = Shape.row(x.length);
    return GraphInterpreter.run(
        new Softmax(), shape, List.of(shape), List.of(x), Arguments.predict(1), false);
  }

  /** A result, and its gradient by x where every element of the result receives 1. */
  private record Values(double[] y, double[] dx) {}

  private static Values activation(Activation activation, double[] x) {
    return compute(new Pointwise(activation), Shape.row(x.length), x);
  }

  private static Values loss(Op loss, double[] x, double[] t) {
    return compute(loss, Shape.row(), x, t);
  }

  private static Values compute(Op op, Shape result, double[]... inputs) {
    Shape shape = Shape.row(inputs[0].length);
    GraphBuilder g = new GraphBuilder().of("case", false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", shape));
    Node t = g.add(new Leaf(Leaf.Kind.TARGET, "t", shape));
    Node y = g.add(op, Stream.of(x, t).limit(inputs.length).toArray(Node[]::new));
    Node dy = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "dy", result));
    Node dx = op.vjp(g, y, dy).get(0);
    double[] last = inputs[inputs.length - 1];
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", inputs[0], "t", last, "dy", ones(result.size())),
            Arguments.predict(1));
    return new Values(values.get(y), values.get(dx));
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
