package dev.neurac.processor.frontend;

import dev.neurac.Activation;
import dev.neurac.Initializer;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.MatMul;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Kernel.Product.Form;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code y = act(x·W + b)}: what {@code @Layer} declares.
 *
 * @param in the number of features that come in, 0 where it is inferred
 */
record DenseLayer(int in, int out, Activation activation, boolean bias, Initializer initializer)
    implements LayerKind {

  static DenseLayer read(AnnotationReader annotation) {
    return new DenseLayer(
        annotation.integer("in"),
        annotation.integer("out"),
        annotation.constant("act", Activation.class),
        annotation.flag("bias"),
        annotation.constant("init", Initializer.class));
  }

  @Override
  public String text() {
    return activation == Activation.IDENTITY ? "Dense" : "Dense, " + activation;
  }

  @Override
  public String activationText() {
    return activation == Activation.IDENTITY ? "" : activation.name();
  }

  @Override
  public Node build(LayerBuilder g, List<Input> inputs) throws LayerProblem {
    Input x = inputs.get(0);
    int features = x.shape().last();
    if (in != 0 && in != features) {
      throw new LayerProblem(
          Problem.SHAPE_MISMATCH,
          "in",
          "expects in = "
              + in
              + ", but "
              + x.label()
              + (x.given() ? " has " : " produces ")
              + x.shape().text()
              + (x.shape().rank() > 1 ? ", whose last axis is " + features : ""),
          "Write in = " + features + ", or leave in out: it is inferred.");
    }
    if ((long) features * out > Integer.MAX_VALUE) {
      throw new LayerProblem(
          Problem.TOO_MANY_PARAMETERS,
          "out",
          String.format(
              Locale.ROOT,
              "has %,d × %,d = %,d weights; an array holds at most %,d",
              features,
              out,
              (long) features * out,
              Integer.MAX_VALUE),
          "Make the layer narrower, or put a narrower one in front of it.");
    }
    Initializer weights = initializer == Initializer.AUTO ? activation.initializer() : initializer;
    Node y = g.add(new MatMul(Form.PLAIN), x.node(), g.weight(features, out, weights));
    if (bias) {
      y = g.add(new BiasAdd(), y, g.bias(features, out, weights));
    }
    return activation == Activation.IDENTITY ? y : ApplyLayer.apply(g, activation, y);
  }

  @Override
  public void checkAttributes() throws LayerProblem {
    if (out < 1) {
      throw new LayerProblem(
          Problem.INVALID_SIZE,
          "out",
          "has out = " + out + ", but a layer has at least 1 output",
          "Write the number of features that the layer produces.");
    }
    if (in < 0) {
      throw new LayerProblem(
          Problem.INVALID_SIZE,
          "in",
          "has in = " + in + ", but a layer has at least 1 input",
          "Write the number of features that come in, or leave in out: it is inferred.");
    }
  }

  @Override
  public Optional<Shape> intended(List<Input> inputs) {
    return out < 1 ? Optional.empty() : Optional.of(inputs.get(0).shape().withLast(out));
  }
}
