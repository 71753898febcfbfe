package dev.neurac.processor.frontend;

import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Concat;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Its inputs joined along one axis: what {@code @Concat} declares.
 *
 * @param axis as the user counts: the batch is axis 0
 */
record ConcatLayer(int axis) implements LayerKind {

  static ConcatLayer read(AnnotationReader annotation) {
    return new ConcatLayer(annotation.integer("axis"));
  }

  @Override
  public String text() {
    return "Concat";
  }

  @Override
  public int fewestInputs() {
    return 2;
  }

  @Override
  public int mostInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Node build(LayerBuilder g, List<Input> inputs) throws LayerProblem {
    int axes = inputs.get(0).shape().rank();
    if (axis < 1 || axis > axes) {
      throw new LayerProblem(
          Problem.INVALID_AXIS,
          "axis",
          "joins along axis " + axis + ", but " + inputs.get(0).label() + " has axes 1 to " + axes,
          "Axis 0 is the batch. Write an axis from 1 to " + axes + ".");
    }
    try {
      return g.tryAdd(new Concat(axis - 1), inputs);
    } catch (ShapeMismatch mismatch) {
      throw new LayerProblem(
          Problem.SHAPE_MISMATCH,
          "",
          "joins values that differ along axis " + axis + " alone, but " + shapes(inputs),
          "Give the inputs the same number of axes, equal but for axis " + axis + ".");
    }
  }

  /** Returns {@code a is 3, b is 4 and c is 3}. */
  static String shapes(List<Input> inputs) {
    return inputs.stream()
        .map(input -> input.label() + " is " + input.shape().text())
        .collect(Collectors.joining(", "));
  }

  @Override
  public Optional<Shape> intended(List<Input> inputs) {
    return Optional.empty();
  }
}
