package dev.neurac.processor.model;

import dev.neurac.processor.ir.Normalize;
import dev.neurac.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Vectors whose mean square is 1, scaled: what {@code @RmsNorm} declares. */
record RmsNormLayer(double epsilon) implements LayerKind {

  static RmsNormLayer read(Attributes attributes) {
    return new RmsNormLayer(attributes.real("epsilon"));
  }

  @Override
  public String text() {
    return "RmsNorm";
  }

  @Override
  public void checkAttributes() throws LayerProblem {
    LayerNormLayer.checkEpsilon(epsilon);
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) {
    Value x = inputs.get(0);
    return g.output(x, LayerNormLayer.scaled(g, new Normalize(false, epsilon), x.node()));
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.of(inputs.get(0).shape());
  }
}
