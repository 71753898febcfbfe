package dev.neurac.processor.model;

import dev.neurac.processor.ir.Shape;
import java.util.List;

/**
 * A trainable array.
 *
 * @param layer the layer it belongs to
 * @param role its own name: {@code weight}, {@code bias}, or any other
 * @param shape its shape in memory: {@code [in, out]} for weights
 * @param fileAxes its axes in memory, in the order of files: {@code [1, 0]} for weights, which
 *     files hold as {@code [out, in]}
 * @param penalized whether penalties count it even where they leave out biases and the like
 * @param start how it starts
 */
public record ParameterSpec(
    String layer,
    String role,
    Shape shape,
    List<Integer> fileAxes,
    boolean penalized,
    Start start) {

  public ParameterSpec {
    fileAxes = List.copyOf(fileAxes);
  }

  /** Returns the name that users and files know it by. */
  public String name() {
    return layer + "." + role;
  }
}
