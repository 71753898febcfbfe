package dev.neurac.processor.model;

import dev.neurac.Activation;
import dev.neurac.Initializer;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.MatMul;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Product.Layout;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code y = act(x·W + b)}: what {@code @Layer} declares.
 *
 * @param in the number of features that come in, 0 where it is inferred
 * @param slope of the activation, NaN where it is left out
 * @param initScale of the initialiser, NaN where it is left out
 */
record DenseLayer(
    int in,
    int out,
    Activation activation,
    double slope,
    double dropout,
    boolean bias,
    Initializer initializer,
    double initScale)
    implements LayerKind {

  /** The initialisers that take a scale. */
  private static final Set<Initializer> SCALED =
      EnumSet.of(Initializer.CONSTANT, Initializer.UNIFORM, Initializer.NORMAL);

  static DenseLayer read(Attributes attributes) {
    return new DenseLayer(
        attributes.integer("in"),
        attributes.integer("out"),
        attributes.constant("act", Activation.class),
        attributes.real("slope"),
        attributes.real("dropout"),
        attributes.flag("bias"),
        attributes.constant("init", Initializer.class),
        attributes.real("initScale"));
  }

  @Override
  public String text() {
    return "Dense"
        + (activation == Activation.IDENTITY ? "" : ", " + activation)
        + (dropout == 0 ? "" : ", dropout " + dropout);
  }

  @Override
  public String activationText() {
    return activation == Activation.IDENTITY ? "" : activation.name();
  }

  @Override
  public List<Integer> declaredInput() {
    return in == 0 ? List.of() : List.of(in);
  }

  @Override
  public Value build(LayerBuilder g, List<Value> inputs) throws LayerProblem {
    Value x = inputs.get(0);
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
    Start start = new Start(weights, initScale, features, out);
    Node weight = g.parameter("weight", Shape.fixed(features, out), List.of(1, 0), true, start);
    Node y = g.add(new MatMul(Layout.PLAIN), x.node(), weight);
    if (bias) {
      Initializer ofBiases = weights == Initializer.FAN_IN ? weights : Initializer.ZEROS;
      Start biasStart = new Start(ofBiases, Double.NaN, features, out);
      Node biases = g.parameter("bias", Shape.fixed(out), List.of(0), false, biasStart);
      y = g.add(new BiasAdd(), y, biases);
    }
    if (activation != Activation.IDENTITY) {
      y = ApplyLayer.apply(g, activation, slope, y);
    }
    return g.output(x, dropout == 0 ? y : DropoutLayer.apply(g, dropout, y));
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
    checkScale();
    ApplyLayer.checkSlope(activation, slope);
    DropoutLayer.checkRate(dropout, "dropout");
  }

  private void checkScale() throws LayerProblem {
    boolean written = !Double.isNaN(initScale);
    if (written && !SCALED.contains(initializer)) {
      throw new LayerProblem(
          Problem.INEFFECTIVE_ATTRIBUTE,
          "initScale",
          "has initScale = " + initScale + ", but " + initializer + " knows its own scale",
          "Leave initScale out, or write init = UNIFORM, NORMAL or CONSTANT.");
    }
    boolean positive = initializer == Initializer.CONSTANT || initScale > 0;
    if (SCALED.contains(initializer)
        && !(written && positive && Float.isFinite((float) initScale))) {
      throw new LayerProblem(
          Problem.INVALID_VALUE,
          written ? "initScale" : "init",
          "starts "
              + initializer
              + (written ? " with initScale = " + initScale : " without initScale")
              + ", but it needs "
              + (initializer == Initializer.CONSTANT ? "a finite value" : "a scale above 0"),
          "Write initScale = …: the constant, the bound or the standard deviation.");
    }
  }

  @Override
  public Optional<Shape> intended(List<Value> inputs) {
    return out < 1 ? Optional.empty() : Optional.of(inputs.get(0).shape().withLast(out));
  }
}
