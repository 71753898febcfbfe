package dev.neurac.processor.ir;

import static dev.neurac.processor.ir.Shape.fixed;
import static dev.neurac.processor.ir.Shape.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.loop.Product.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape rule of every operation: what it makes of shapes that fit, what it says of others. */
class OpShapeTest {

  private static final Op PLAIN = new MatMul(Layout.PLAIN);
  private static final Op RIGHT = new MatMul(Layout.RIGHT_TRANSPOSED);
  private static final Op LEFT = new MatMul(Layout.LEFT_TRANSPOSED);
  private static final Op RELU = new Pointwise(Activation.RELU);
  private static final Op SLOPE = new Pointwise.Slope(Activation.RELU);
  private static final ElementLoss MSE = new ElementLoss(Loss.MEAN_SQUARED_ERROR);
  private static final Op MSE_GRADIENT = new ElementLoss.Gradient(MSE, 6);
  private static final Fused DENSE = new Fused(PLAIN, 2, new BiasAdd(), 0);

  static Stream<ArgumentSet> accepted() {
    return Stream.of(
        fits(PLAIN, row(2), row(3), fixed(3, 2)),
        fits(PLAIN, row(1), row(1), fixed(1, 1)),
        fits(PLAIN, row(4, 2), row(4, 3), fixed(3, 2)),
        fits(PLAIN, row(5, 4, 2), row(5, 4, 3), fixed(3, 2)),
        fits(RIGHT, row(3), row(2), fixed(3, 2)),
        fits(RIGHT, row(5, 4, 3), row(5, 4, 2), fixed(3, 2)),
        fits(LEFT, fixed(3, 2), row(3), row(2)),
        fits(LEFT, fixed(3, 2), row(5, 4, 3), row(5, 4, 2)),
        fits(RELU, row(2, 3), row(2, 3)),
        fits(RELU, row(), row()),
        fits(SLOPE, row(2, 3), row(2, 3), row(2, 3)),
        fits(new Add(), row(2, 3), row(2, 3), row(2, 3), row(2, 3)),
        fits(new Add(), fixed(2, 3), fixed(2, 3), fixed(2, 3)),
        fits(new BiasAdd(), row(3), row(3), fixed(3)),
        fits(new BiasAdd(), row(5, 4, 3), row(5, 4, 3), fixed(3)),
        fits(new Dropout(0.5, 1), row(2, 3), row(2, 3)),
        fits(new SumRows(), fixed(3), row(3)),
        fits(new SumRows(), fixed(3), row(5, 4, 3)),
        fits(new Softmax(), row(2, 3), row(2, 3)),
        fits(new Softmax.Gradient(), row(2, 3), row(2, 3), row(2, 3)),
        fits(new LogSoftmax(), row(2, 3), row(2, 3)),
        fits(new LogSoftmax.Gradient(), row(2, 3), row(2, 3), row(2, 3)),
        fits(new PRelu(), row(2, 3), row(2, 3), fixed(3)),
        fits(new PRelu.InputGradient(), row(2, 3), row(2, 3), fixed(3), row(2, 3)),
        fits(new PRelu.SlopeGradient(), row(2, 3), row(2, 3), row(2, 3)),
        fits(new Multiply(), row(2, 3), row(2, 3), row(2, 3)),
        fits(new Multiply(), row(2, 3), row(2, 3), fixed(3)),
        fits(new Multiply(), row(2, 3), row(2, 3), row(2, 1)),
        fits(new Multiply(), row(2, 3), row(2, 3), fixed(1, 3)),
        fits(new SumTo(row(2, 1)), row(2, 1), row(2, 3)),
        fits(new Normalize(true, 1e-5), row(2, 3), row(2, 3)),
        fits(new Normalize.Gradient(new Normalize(true, 1e-5)), row(3), row(3), row(3), row(3)),
        fits(new CrossEntropy(), row(), row(3), row(3)),
        fits(new CrossEntropy(), row(), row(5, 3), row(5, 3)),
        fits(new CrossEntropy.Gradient(), row(5, 3), row(5, 3), row(5, 3), row()),
        fits(MSE, row(), row(2, 3), row(2, 3)),
        fits(MSE_GRADIENT, row(2, 3), row(2, 3), row(2, 3), row()),
        fits(new Concat(0), row(6), row(1), row(2), row(3)),
        fits(new Concat(0), row(4, 3), row(1, 3), row(3, 3)),
        fits(new Concat(1), row(2, 7), row(2, 3), row(2, 4)),
        fits(new Concat(2), row(2, 3, 9), row(2, 3, 4), row(2, 3, 5)),
        fits(new Concat.Slice(0, 1, 2), row(2), row(3)),
        fits(new Concat.Slice(1, 0, 3), row(2, 3, 4), row(2, 3, 4)),
        fits(DENSE, row(2), row(3), fixed(3, 2), fixed(2)),
        fits(new Fused(DENSE, 3, new Add(), 1), row(2), row(3), fixed(3, 2), fixed(2), row(2)));
  }

  private static ArgumentSet fits(Op op, Shape result, Shape... inputs) {
    return argumentSet(op + " of " + List.of(inputs), op, result, List.of(inputs));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsWhatFits(Op op, Shape result, List<Shape> inputs) throws ShapeMismatch {
    assertThat(op.shape(inputs)).isEqualTo(result);
  }

  static Stream<ArgumentSet> refused() {
    return Stream.of(
        differs(PLAIN, "the inner extents of [rows, 4] and [3, 2] differ", row(4), fixed(3, 2)),
        differs(
            PLAIN, "the inner extents of [rows, 3, 4] and [3, 2] differ", row(3, 4), fixed(3, 2)),
        differs(PLAIN, "[3] is no matrix of weights", row(3), fixed(3)),
        differs(PLAIN, "[3, 2, 2] is no matrix of weights", row(3), fixed(3, 2, 2)),
        differs(PLAIN, "[rows, 3, 2] is no matrix of weights", row(3), row(3, 2)),
        differs(PLAIN, "[rows] has no axis to multiply along", row(), fixed(3, 2)),
        differs(RIGHT, "the inner extents of [rows, 3] and [3, 2] differ", row(3), fixed(3, 2)),
        differs(RIGHT, "[rows, 3, 2] is no matrix of weights", row(2), row(3, 2)),
        differs(
            LEFT,
            "the inner extents of [rows, 5, 3] and [rows, 4, 2] differ",
            row(5, 3),
            row(4, 2)),
        differs(RIGHT, "[5, 2] has no rows of a batch", fixed(5, 2), fixed(3, 2)),
        differs(PLAIN, "[5, 3] has no rows of a batch", fixed(5, 3), fixed(3, 2)),
        differs(LEFT, "[5, 2] has no rows to sum over", row(3), fixed(5, 2)),
        differs(LEFT, "[5, 3] has no rows to sum over", fixed(5, 3), fixed(5, 2)),
        differs(LEFT, "[rows] has no axis to multiply along", row(3), row()),
        differs(SLOPE, "shape 3×2 differs from shape 2×3", row(2, 3), row(3, 2)),
        differs(new Add(), "shape 4 differs from shape 3", row(3), row(3), row(4)),
        differs(new Add(), "shape 3 differs from shape 1×3", row(1, 3), row(3)),
        differs(
            new BiasAdd(),
            "a bias of shape [4] does not fit values of shape [rows, 3]",
            row(3),
            fixed(4)),
        differs(
            new BiasAdd(),
            "a bias of shape [rows, 3] does not fit values of shape [rows, 3]",
            row(3),
            row(3)),
        differs(
            new BiasAdd(),
            "a bias of shape [3] does not fit values of shape [rows]",
            row(),
            fixed(3)),
        differs(new SumRows(), "[4, 3] has no rows to sum over", fixed(4, 3)),
        differs(new SumRows(), "[rows] has no axis to keep", row()),
        differs(new Softmax(), "[rows] has no axis to make probabilities of", row()),
        differs(new Softmax.Gradient(), "shape 4 differs from shape 3", row(3), row(4)),
        differs(new LogSoftmax(), "[rows] has no axis to make probabilities of", row()),
        differs(new LogSoftmax.Gradient(), "shape 4 differs from shape 3", row(3), row(4)),
        differs(
            new PRelu(),
            "a bias of shape [4] does not fit values of shape [rows, 3]",
            row(3),
            fixed(4)),
        differs(
            new PRelu.InputGradient(), "shape 4 differs from shape 3", row(3), fixed(3), row(4)),
        differs(new PRelu.SlopeGradient(), "shape 4 differs from shape 3", row(3), row(4)),
        differs(
            new Multiply(),
            "factors of shape [rows, 2, 4] do not fit values of shape [rows, 3, 4]: from the last"
                + " on, each extent has to be the same, or 1",
            row(3, 4),
            row(2, 4)),
        differs(
            new Multiply(),
            "factors of shape [rows, 3] do not fit values of shape [rows, 1]: from the last on,"
                + " each extent has to be the same, or 1",
            row(1),
            row(3)),
        differs(new SumTo(row(2)), "[rows, 3] has no sum of shape [rows, 2]", row(3)),
        differs(new CrossEntropy(), "shape 4 differs from shape 3", row(3), row(4)),
        differs(new CrossEntropy(), "shape 3×1 differs from shape 3", row(3), row(3, 1)),
        differs(new CrossEntropy(), "[rows] has no axis to make probabilities of", row(), row()),
        differs(new CrossEntropy(), "[3] is not a value of each row", fixed(3), fixed(3)),
        differs(new CrossEntropy.Gradient(), "shape 4 differs from shape 3", row(3), row(4), row()),
        differs(
            new CrossEntropy.Gradient(),
            "[rows, 3] is not one number for each row",
            row(3),
            row(3),
            row(3)),
        differs(MSE, "shape 4 differs from shape 3", row(3), row(4)),
        differs(MSE, "[3] is not a value of each row", fixed(3), fixed(3)),
        differs(MSE_GRADIENT, "shape 4 differs from shape 6", row(6), row(4), row()),
        differs(MSE_GRADIENT, "[6] is not one number for each row", row(6), row(6), fixed(6)),
        differs(new Concat(0), "shape 2×4 does not continue shape 2×3", row(2, 3), row(2, 4)),
        differs(new Concat(1), "shape 3×3 does not continue shape 2×3", row(2, 3), row(3, 3)),
        differs(new Concat(1), "shape 3 has no axis 2 to join along", row(3), row(3)),
        differs(new Concat(-1), "shape 3 has no axis 0 to join along", row(3), row(3)),
        differs(new Concat(0), "shape 3×1 does not continue shape 3", row(3), row(3, 1)),
        differs(new Concat(0), "[3] is not a value of each row", fixed(3), fixed(3)),
        differs(
            new Concat.Slice(0, 2, 2),
            "Slice[axis=0, from=2, extent=2] reaches beyond shape 3",
            row(3)),
        differs(
            new Concat.Slice(1, 0, 1),
            "Slice[axis=1, from=0, extent=1] reaches beyond shape 3",
            row(3)),
        differs(
            DENSE,
            "a bias of shape [3] does not fit values of shape [rows, 2]",
            row(3),
            fixed(3, 2),
            fixed(3)),
        // the loops would run over the bias alone
        differs(
            new Fused(new SumRows(), 1, new BiasAdd(), 1),
            "[3] spreads over [rows, 3], so one loop cannot do both",
            row(3),
            row(3)),
        differs(
            new Fused(MSE, 2, new ElementLoss.Gradient(MSE, 3), 2),
            "[rows] spreads over [rows, 3], so one loop cannot do both",
            row(3),
            row(3),
            row(3),
            row(3)));
  }

  private static ArgumentSet differs(Op op, String message, Shape... inputs) {
    return argumentSet(op + " of " + List.of(inputs), op, message, List.of(inputs));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatDoesNotFit(Op op, String message, List<Shape> inputs) {
    assertThatThrownBy(() -> op.shape(inputs))
        .isInstanceOf(ShapeMismatch.class)
        .hasMessage(message);
  }
}
