package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.processor.loop.Kernel;
import java.util.List;
import java.util.Optional;

/**
 * An operation: its shape rule, its loops and its gradient rule, side by side.
 *
 * <p>The permitted records are the registry of all operations; each has a case in the tests.
 */
public sealed interface Op
    permits Concat,
        Concat.Slice,
        CrossEntropy,
        CrossEntropy.Gradient,
        ElementLoss,
        Elementwise,
        Fused,
        Leaf,
        LogSoftmax,
        LogSoftmax.Gradient,
        MatMul,
        Softmax,
        Softmax.Gradient,
        SumRows {

  /**
   * Returns the shape of the result.
   *
   * @throws ShapeMismatch if the inputs do not fit
   */
  Shape shape(List<Shape> inputs) throws ShapeMismatch;

  /** Returns the loops that compute the result, buffer 0, from the inputs, buffers 1, 2, …. */
  Kernel lower(Shape result, List<Shape> inputs);

  /**
   * Returns what each input of {@code y} receives when {@code y} receives {@code dy}; null for an
   * input that is never differentiated. Operations that only gradients are made of have none.
   */
  default List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    throw new UnsupportedOperationException("second derivatives are not compiled: " + this);
  }

  /** Returns the activation that this operation is, if it is one. */
  default Optional<Activation> activation() {
    return Optional.empty();
  }

  /**
   * An operation whose loops end by storing one element at each point, so that elementwise
   * operations can follow in the same loops.
   */
  interface Fusible {}
}
