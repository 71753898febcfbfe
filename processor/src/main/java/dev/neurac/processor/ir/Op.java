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
        CrossEntropy,
        ElementLoss,
        Elementwise,
        Fused,
        GradientOp,
        Leaf,
        LogSoftmax,
        MatMul,
        Normalize,
        Softmax {

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
   * input that is never differentiated.
   *
   * @param g which takes nodes for the gradient {@linkplain GraphBuilder#by by} the first input,
   *     unless it is told otherwise
   * @throws UnsupportedOperationException if only gradients are made of the operation
   */
  List<Node> vjp(GraphBuilder g, Node y, Node dy);

  /**
   * Returns what happens to the values, as far as the user's choice of activations and losses goes.
   * There is no default: an operation that forgot it would hide a mistake in the model.
   */
  Effect effect();

  /** Returns the activation that this operation is, if it is one. */
  default Optional<Activation> activation() {
    return effect() instanceof Effect.Activates activates
        ? Optional.of(activates.function())
        : Optional.empty();
  }

  /**
   * Returns whether the result depends on random numbers, which are drawn while training. Each such
   * operation of a network has a salt of its own.
   */
  default boolean isRandom() {
    return false;
  }

  /**
   * Adds what stands for this operation outside training, on inputs of the graph that is built.
   *
   * @param y the node of the operation in the graph that is rewritten
   */
  default Node forPrediction(GraphBuilder g, Node y, List<Node> inputs) {
    return g.copy(y, this, inputs);
  }

  /**
   * Returns the operation that computes the same bits, of finite values, from the classes of
   * targets, in place of targets that are 1 for one class and 0 for all others; none where targets
   * are no such vectors.
   */
  default Optional<Op> withClassTargets() {
    return Optional.empty();
  }

  /** What an operation does to values. */
  sealed interface Effect {

    /** Each element of the result is a new number, which no activation confines to a range. */
    record Computes() implements Effect {}

    /**
     * Each element of the result is outside training an element of an input: joined, cut out,
     * reshaped or as it was. An activation that the inputs went through still holds.
     */
    record Moves() implements Effect {}

    /** The operation is an activation. */
    record Activates(Activation function) implements Effect {}

    Effect COMPUTES = new Computes();
    Effect MOVES = new Moves();
  }

  /**
   * An operation whose loops end by storing one element at each point, so that elementwise
   * operations can follow in the same loops.
   */
  interface Fusible {}
}
