package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.Dropout;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Values dropped at random while the network trains: what {@code @Dropout} declares. */
record DropoutLayer(double rate) implements LayerKind {

  static DropoutLayer read(Attributes attributes) {
    return new DropoutLayer(attributes.real("value"));
  }

  @Override
  public String text() {
    return "Dropout " + rate;
  }

  @Override
  public void checkAttributes() throws LayerProblem {
    checkRate(rate, "value");
  }

  /**
   * Checks a probability of dropping.
   *
   * @param attribute where the rate was written
   * @throws LayerProblem if the rate is no probability below 1
   */
  static void checkRate(double rate, String attribute) throws LayerProblem {
    if (!(rate >= 0 && rate < 1)) {
      throw new LayerProblem(
          Problem.INVALID_RATE,
          attribute,
          "drops values with probability " + rate + ", which is not in [0, 1)",
          "Write the share of values to drop: 0.5 drops half of them.");
    }
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) {
    Value x = inputs.get(0);
    return g.output(x, apply(g, rate, x.node()));
  }

  /** Adds dropout. */
  static Node apply(LayerBuilder g, double rate, Node x) {
    return g.add(new Dropout(rate, g.salt()), x);
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.of(inputs.get(0).shape());
  }
}
