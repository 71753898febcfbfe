package dev.neurac.processor.ir;

import java.util.List;

/**
 * An operation that only gradients are made of. It has no gradient of its own, since second
 * derivatives are not compiled, and no user chose it.
 */
public sealed interface GradientOp extends Op
    permits Concat.Slice,
        CrossEntropy.Gradient,
        ElementLoss.Gradient,
        LogSoftmax.Gradient,
        Normalize.Gradient,
        PRelu.InputGradient,
        PRelu.SlopeGradient,
        Pointwise.Slope,
        Softmax.Gradient,
        SumRows,
        SumTo {

  @Override
  default List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    throw new UnsupportedOperationException("second derivatives are not compiled: " + this);
  }

  @Override
  default Effect effect() {
    return Effect.COMPUTES;
  }
}
