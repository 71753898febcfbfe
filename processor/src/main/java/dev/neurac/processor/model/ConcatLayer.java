package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Concat;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Its inputs joined along one axis: what {@code @Concat} declares.
 *
 * @param axis as the user counts: the batch is axis 0
 */
record ConcatLayer(int axis) implements LayerKind {

  static ConcatLayer read(Attributes attributes) {
    return new ConcatLayer(attributes.integer("axis"));
  }

  @Override
  public String text() {
    return "Concat";
  }

  @Override
  public int minInputs() {
    return 2;
  }

  @Override
  public int maxInputs() {
    return MAX_INPUTS;
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) throws LayerProblem {
    int axes = inputs.get(0).shape().rank();
    if (axis < 1 || axis > axes) {
      throw new LayerProblem(
          Problem.INVALID_AXIS,
          "axis",
          "joins along axis "
              + axis
              + ", but "
              + inputs.get(0).label()
              + (axes == 1 ? " has axis 1 alone" : " has axes 1 to " + axes),
          axes == 1
              ? "Leave axis out: axis 0 is the batch, and 1 the features."
              : "Write an axis from 1 to " + axes + ": axis 0 is the batch.");
    }
    long extent = inputs.stream().mapToLong(input -> extent(input.shape())).sum();
    if (extent > Integer.MAX_VALUE) {
      throw new LayerProblem(
          Problem.INVALID_SIZE,
          "",
          String.format(
              Locale.ROOT,
              "joins %,d values for each row; an array holds at most %,d",
              extent,
              Integer.MAX_VALUE),
          "Make the inputs smaller.");
    }
    try {
      return g.tryOutput(new Concat(axis - 1), inputs);
    } catch (ShapeMismatch mismatch) {
      throw new LayerProblem(
          Problem.SHAPE_MISMATCH,
          "",
          "joins values whose shapes differ along axis " + axis + " alone, but " + shapes(inputs),
          "Give the inputs the same number of axes, equal but for axis " + axis + ".");
    }
  }

  private int extent(Shape shape) {
    return axis <= shape.rank() ? shape.dim(axis - 1) : 0;
  }

  /** Returns {@code a is 3, b is 4 and c is 3}. */
  static String shapes(List<Value> inputs) {
    List<String> each =
        inputs.stream().map(input -> input.label() + " is " + input.shape().text()).toList();
    int last = each.size() - 1;
    return String.join(", ", each.subList(0, last)) + " and " + each.get(last);
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.empty();
  }
}
