package dev.neurac.processor.model;

import dev.neurac.Initializer;
import dev.neurac.processor.ir.Shape;

/**
 * A trainable array.
 *
 * @param layer the layer it belongs to
 * @param role {@code weight}, {@code bias} or {@code slope}
 * @param shape its shape in memory: {@code [in, out]} for weights
 * @param scale the initialiser's scale, NaN for one that knows its own
 * @param fanIn the number of inputs each output of the layer sums over
 * @param fanOut the number of outputs of the layer
 */
public record ParameterSpec(
    String layer,
    String role,
    Shape shape,
    Initializer initializer,
    double scale,
    int fanIn,
    int fanOut) {

  /** Returns the name that users and files know it by. */
  public String name() {
    return layer + "." + role;
  }
}
