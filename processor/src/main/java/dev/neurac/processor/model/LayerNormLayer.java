package dev.neurac.processor.model;

import dev.neurac.Initializer;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.Multiply;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Normalize;
import dev.neurac.processor.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Vectors of mean 0 and variance 1, scaled and moved: what {@code @LayerNorm} declares. */
record LayerNormLayer(double epsilon) implements LayerKind {

  static LayerNormLayer read(Attributes attributes) {
    return new LayerNormLayer(attributes.real("epsilon"));
  }

  @Override
  public String text() {
    return "LayerNorm";
  }

  @Override
  public void checkAttributes() throws LayerProblem {
    checkEpsilon(epsilon);
  }

  /**
   * Checks what is added to a variance.
   *
   * @throws LayerProblem if equal values could be divided by 0
   */
  static void checkEpsilon(double epsilon) throws LayerProblem {
    if (!((float) epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
      throw new LayerProblem(
          Problem.INVALID_VALUE,
          "epsilon",
          "has epsilon = " + epsilon + ", but it is a small number above 0",
          "Leave epsilon out, or write epsilon = 1e-5: it keeps equal values from being divided by"
              + " 0.");
    }
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) {
    Value x = inputs.get(0);
    Node scaled = scaled(g, new Normalize(true, epsilon), x.node());
    int features = scaled.shape().last();
    Start zeros = new Start(Initializer.ZEROS, Double.NaN, features, features);
    Node bias = g.parameter("bias", Shape.fixed(features), List.of(0), false, zeros);
    return g.output(x, g.add(new BiasAdd(), scaled, bias));
  }

  /** Adds a normalization, and a factor for each feature, which begins as 1. */
  static Node scaled(LayerBuilder g, Normalize normalize, Node x) {
    Node normalized = g.add("normalized", normalize, x);
    int features = x.shape().last();
    Start ones = new Start(Initializer.CONSTANT, 1, features, features);
    Node weight = g.parameter("weight", Shape.fixed(features), List.of(0), false, ones);
    return g.add("scaled", new Multiply(), normalized, weight);
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return Optional.of(inputs.get(0).shape());
  }
}
