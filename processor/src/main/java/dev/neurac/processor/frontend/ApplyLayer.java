package dev.neurac.processor.frontend;

import dev.neurac.Activation;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.Softmax;
import java.util.List;
import java.util.Optional;

/** An activation by itself: what {@code @Apply} declares. */
record ApplyLayer(Activation activation) implements LayerKind {

  static ApplyLayer read(AnnotationReader annotation) {
    return new ApplyLayer(annotation.constant("value", Activation.class));
  }

  /** Adds an activation: by its formula, or as the operation that stands for a whole row. */
  static Node apply(LayerBuilder g, Activation activation, Node x) {
    return activation == Activation.SOFTMAX
        ? g.add(new Softmax(), x)
        : g.add(new Pointwise(activation), x);
  }

  @Override
  public String text() {
    return "Apply, " + activation;
  }

  @Override
  public String activationText() {
    return activation.name();
  }

  @Override
  public Node build(LayerBuilder g, List<Input> inputs) {
    return apply(g, activation, inputs.get(0).node());
  }

  @Override
  public Optional<Shape> intended(List<Input> inputs) {
    return Optional.of(inputs.get(0).shape());
  }
}
