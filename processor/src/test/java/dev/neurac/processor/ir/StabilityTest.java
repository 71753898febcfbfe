package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Far from 0, where exponentials overflow, and at kinks: the values that are right there. */
class StabilityTest {

  private static final double[] FAR = {-1000, -100, -30, 30, 100, 1000};

  /**
   * What a function is far from 0: below it and above, with its slopes.
   *
   * <p>Where there is no value, as of a root below 0, the function is NaN.
   */
  private record Far(
      DoubleUnaryOperator below,
      DoubleUnaryOperator slopeBelow,
      DoubleUnaryOperator above,
      DoubleUnaryOperator slopeAbove) {

    static Far of(
        DoubleUnaryOperator below,
        double slopeBelow,
        DoubleUnaryOperator above,
        double slopeAbove) {
      return new Far(below, x -> slopeBelow, above, x -> slopeAbove);
    }

    double value(double x) {
      return (x < 0 ? below : above).applyAsDouble(x);
    }

    double slope(double x) {
      return (x < 0 ? slopeBelow : slopeAbove).applyAsDouble(x);
    }
  }

  private static Far far(Activation activation) {
    DoubleUnaryOperator self = x -> x;
    double scale = 1.0507009873554805;
    double bottom = -1.7580993408473766;
    return switch (activation) {
      case IDENTITY -> Far.of(self, 1, self, 1);
      case RELU, GELU, GELU_TANH, SOFTPLUS, SWISH, MISH, HARD_SWISH -> Far.of(x -> 0, 0, self, 1);
      case LEAKY_RELU -> Far.of(x -> 0.01 * x, 0.01, self, 1);
      case PRELU -> Far.of(x -> 0.25 * x, 0.25, self, 1);
      case ELU -> Far.of(x -> -1, 0, self, 1);
      case SELU -> Far.of(x -> bottom, 0, x -> scale * x, scale);
      case SIGMOID, HARD_SIGMOID -> Far.of(x -> 0, 0, x -> 1, 0);
      case TANH, HARD_TANH -> Far.of(x -> -1, 0, x -> 1, 0);
      case SOFTSIGN ->
          new Far(
              x -> x / (1 - x),
              x -> 1 / Math.pow(1 - x, 2),
              x -> x / (1 + x),
              x -> 1 / Math.pow(1 + x, 2));
      case RELU6 -> Far.of(x -> 0, 0, x -> 6, 0);
      case SQUARE -> new Far(x -> x * x, x -> 2 * x, x -> x * x, x -> 2 * x);
      case SQRT ->
          new Far(x -> Double.NaN, x -> Double.NaN, Math::sqrt, x -> 1 / (2 * Math.sqrt(x)));
      // beyond 709 it is infinite, as the exact value is beyond all doubles
      case EXP -> new Far(Math::exp, Math::exp, Math::exp, Math::exp);
      case LOG -> new Far(x -> Double.NaN, x -> 1 / x, Math::log, x -> 1 / x);
      case ABS -> Far.of(x -> -x, -1, self, 1);
      // of a single value
      case SOFTMAX -> Far.of(x -> 1, 0, x -> 1, 0);
      case LOG_SOFTMAX -> Far.of(x -> 0, 0, x -> 0, 0);
    };
  }

  /** The loss of x far from 0 and its slope, for targets that suit the loss. */
  private static Far far(Loss loss, double t) {
    return switch (loss) {
      case MEAN_SQUARED_ERROR -> same(x -> Math.pow(x - t, 2), x -> 2 * (x - t));
      case HALF_SQUARED_ERROR -> same(x -> Math.pow(x - t, 2) / 2, x -> x - t);
      case MEAN_ABSOLUTE_ERROR -> Far.of(x -> t - x, -1, x -> x - t, 1);
      case HUBER -> Far.of(x -> t - x - 0.5, -1, x -> x - t - 0.5, 1);
      case LOG_COSH -> Far.of(x -> t - x - Math.log(2), -1, x -> x - t - Math.log(2), 1);
      case BINARY_CROSS_ENTROPY -> Far.of(x -> -t * x, -t, x -> (1 - t) * x, 1 - t);
      case HINGE -> same(x -> Math.max(0, 1 - t * x), x -> t * x < 1 ? -t : 0);
      case SQUARED_HINGE ->
          same(x -> Math.pow(Math.max(0, 1 - t * x), 2), x -> -2 * t * Math.max(0, 1 - t * x));
      case KL_DIVERGENCE -> same(x -> (t == 0 ? 0 : t * Math.log(t)) - t * x, x -> -t);
      case POISSON -> same(x -> Math.exp(x) - t * x, x -> Math.exp(x) - t);
      // of a single output, which is certain; others are tested below
      case CROSS_ENTROPY -> Far.of(x -> 0, 0, x -> 0, 0);
    };
  }

  private static Far same(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return new Far(value, slope, value, slope);
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationIsRightFarFromZero(Activation activation) {
    for (double x : FAR) {
      Values values =
          switch (activation) {
            case SOFTMAX -> compute(new Softmax(), Shape.row(1), new double[] {x});
            case LOG_SOFTMAX -> compute(new LogSoftmax(), Shape.row(1), new double[] {x});
            case PRELU -> prelu(x, 0.25);
            default -> activation(activation, new double[] {x});
          };
      assertRight(activation + " of " + x, values.y()[0], far(activation).value(x));
      assertRight("slope of " + activation + " at " + x, values.dx()[0], far(activation).slope(x));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLossIsRightFarFromZero(Loss loss) {
    boolean hinge = loss == Loss.HINGE || loss == Loss.SQUARED_HINGE;
    Op op = loss == Loss.CROSS_ENTROPY ? new CrossEntropy() : new ElementLoss(loss);
    for (double t : hinge ? new double[] {-1, 1} : new double[] {0, 0.5, 1}) {
      for (double x : FAR) {
        Values values = loss(op, new double[] {x}, new double[] {t});
        assertRight(loss + " of " + x + ", " + t, values.y()[0], far(loss, t).value(x));
        assertRight(
            "slope of " + loss + " at " + x + ", " + t, values.dx()[0], far(loss, t).slope(x));
      }
    }
  }

  private static void assertRight(String what, double actual, double expected) {
    if (Double.isFinite(expected)) {
      assertThat(actual).as(what).isEqualTo(expected, within(1e-11 * (1 + Math.abs(expected))));
    } else {
      assertThat(actual).as(what).isEqualTo(Double.valueOf(expected));
    }
  }

  private static Values prelu(double x, double slope) {
    Shape row = Shape.row(1);
    GraphBuilder g = new GraphBuilder().of("case", false);
    Node in = g.add(new Leaf(Leaf.Kind.INPUT, "x", row));
    Node a = g.add(new Leaf(Leaf.Kind.PARAMETER, "a", Shape.fixed(1)));
    Node y = g.add(new PRelu(), in, a);
    Node dy = g.add(new Leaf(Leaf.Kind.INPUT, "dy", row));
    List<Node> gradients = y.op().vjp(g, y, dy);
    Map<Node, double[]> values =
        GraphInterpreter.run(
            g.nodes(),
            Map.of("x", new double[] {x}, "a", new double[] {slope}, "dy", ones(1)),
            Arguments.predict(1));
    assertThat(values.get(gradients.get(1))).containsExactly(Math.min(x, 0));
    return new Values(values.get(y), values.get(gradients.get(0)));
  }

  @Test
  void geluKeepsItsDigitsFarBelowZero() {
    // from tables of the normal distribution: 10·Φ(-10) and 20·Φ(-20)
    assertThat(activation(Activation.GELU, new double[] {-10}).y()[0])
        .isEqualTo(-7.619853024160526e-23, within(1e-36));
    assertThat(activation(Activation.GELU, new double[] {-20}).y()[0])
        .isEqualTo(-5.507248237212467e-88, within(1e-100));
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

  /** The kinks themselves are among the reference values; here, their two sides. */
  @Test
  void slopesBesideZero() {
    double[] around = {-Double.MIN_NORMAL, Double.MIN_NORMAL};
    assertThat(activation(Activation.RELU, around).dx()).containsExactly(0, 1);
    assertThat(activation(Activation.LEAKY_RELU, around).dx()).containsExactly(0.01, 1);
    assertThat(activation(Activation.ABS, around).dx()).containsExactly(-1, 1);
    assertThat(prelu(around[0], 0.25).dx()).containsExactly(0.25);
    assertThat(prelu(around[1], 0.25).dx()).containsExactly(1);
  }

  /** Where the mathematical value is infinite or none, ours is, too. */
  @Test
  void rootsAndLogarithmsAtZero() {
    double[] zero = {0};
    assertThat(activation(Activation.SQRT, zero).y()).containsExactly(0);
    assertThat(activation(Activation.SQRT, zero).dx()).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(activation(Activation.LOG, zero).y()).containsExactly(Double.NEGATIVE_INFINITY);
    assertThat(activation(Activation.LOG, zero).dx()).containsExactly(Double.POSITIVE_INFINITY);
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
  }

  /** Digits are kept where the loss is small: on the right side, of either target. */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 5, 15, 30, 100, 700})
  void binaryCrossEntropyKeepsItsDigitsOnTheRightSide(double x) {
    double expected = Math.log1p(Math.exp(-x));
    for (double weight : new double[] {1, 0.25, 7}) {
      Op op = new ElementLoss(Loss.BINARY_CROSS_ENTROPY, 1, weight);
      assertThat(loss(op, new double[] {x}, new double[] {1}).y()[0])
          .isEqualTo(weight * expected, within(1e-12 * weight * expected));
      assertThat(loss(op, new double[] {-x}, new double[] {0}).y()[0])
          .isEqualTo(expected, within(1e-12 * expected));
    }
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
  void logSoftmaxOfFarLogits(double far) {
    double[] x = {far, -far, 0};
    double[] y =
        GraphInterpreter.run(
            new LogSoftmax(),
            Shape.row(3),
            List.of(Shape.row(3)),
            List.of(x),
            Arguments.predict(1),
            false);
    double sum = Math.log1p(Math.exp(-far) + Math.exp(-2 * far));
    assertThat(y).containsExactly(new double[] {-sum, -2 * far, -far}, within(1e-12 * far));
    // the gradient of the sum of y: 1 - 3·softmax(x)
    double[] dx = compute(new LogSoftmax(), Shape.row(3), x).dx();
    double e = Math.exp(-far);
    assertThat(dx).containsExactly(new double[] {-2 + 3 * e, 1, 1 - 3 * e}, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 100, 1000})
  void smoothedCrossEntropyOfFarLogits(double far) {
    double[] x = {far, -far, 0};
    // targets 0.8, 0.1, 0.1
    Values values = loss(new CrossEntropy(0.3), x, new double[] {1, 0, 0});
    double e = Math.exp(-far);
    assertThat(values.y()[0])
        .isEqualTo(0.1 * 2 * far + 0.1 * far + Math.log1p(e + e * e), within(1e-12 * far));
    assertThat(values.dx()).containsExactly(new double[] {0.2 - e, -0.1, e - 0.1}, within(1e-12));
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
