package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Add;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.ShapeMismatch;
import java.util.List;
import java.util.Optional;

/** The sum of its inputs: what {@code @Add} declares. */
record AddLayer() implements LayerKind {

  @Override
  public String text() {
    return "Add";
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
    try {
      return g.tryOutput(new Add(), inputs);
    } catch (ShapeMismatch mismatch) {
      throw new LayerProblem(
          Problem.SHAPE_MISMATCH,
          "",
          "adds values of one shape, but " + ConcatLayer.shapes(inputs),
          "Give the inputs one shape, with a @Layer before the one that differs, for example.");
    }
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.empty();
  }
}
