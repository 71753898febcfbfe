package dev.neurac.processor.ir;

import static dev.neurac.processor.ir.Shape.fixed;
import static dev.neurac.processor.ir.Shape.row;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.ir.CrossEntropy.Targets;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.loop.Product.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations at awkward sizes: 1, odd, not square, of one, two and three axes. */
public final class OpCases {

  /**
   * An operation on inputs of given shapes.
   *
   * @param differentiable the inputs that it has gradients of; none for an operation that only
   *     gradients are made of
   */
  public record OpCase(Op op, List<Shape> inputs, Set<Integer> differentiable) {

    /** Returns the shape of the result. */
    public Shape result() {
      try {
        return op.shape(inputs);
      } catch (ShapeMismatch e) {
        throw new AssertionError(this + ": " + e.getMessage(), e);
      }
    }

    /** Returns random inputs. */
    public List<double[]> draw(Random random, int rows) {
      List<double[]> drawn = new ArrayList<>();
      for (Shape shape : inputs) {
        double[] values = OpCases.draw(random, shape, rows);
        if (isOfClasses(drawn.size())) {
          int classes = inputs.get(0).last();
          drawn.add(Arrays.stream(values).map(x -> random.nextInt(classes)).toArray());
          continue;
        }
        boolean positive = drawn.size() == positiveInput(op);
        drawn.add(positive ? Arrays.stream(values).map(x -> Math.abs(x) + 0.25).toArray() : values);
      }
      return drawn;
    }

    /** Returns whether the elements of an input are classes: only such indices mean something. */
    public boolean isOfClasses(int input) {
      boolean ofClasses =
          op instanceof CrossEntropy loss && loss.targets() == Targets.CLASSES
              || op instanceof CrossEntropy.Gradient g && g.of().targets() == Targets.CLASSES;
      return ofClasses && input == 1;
    }

    /** Returns what the loops compute from some inputs. */
    double[] run(List<double[]> values, Arguments arguments) {
      return GraphInterpreter.run(op, result(), inputs, values, arguments, false);
    }

    @Override
    public String toString() {
      return op + " of " + inputs;
    }
  }

  /** Where activations and losses may have kinks: no element lies near, as slopes differ there. */
  private static final double[] KINKS = {-6, -3, -1, -0.5, 0, 0.5, 1, 3, 6};

  private static final List<Shape> ROWS = List.of(row(1), row(5), row(3, 4), row(2, 3, 5));

  /** So many vectors a row that sums over rows are taken row by row. */
  private static final Shape LONG = row(5, 7, 3);

  private OpCases() {}

  /** Returns all cases. */
  public static List<OpCase> all() {
    return Stream.of(
            pointwise(),
            additions(),
            dropouts(),
            products(),
            joins(),
            slopes(),
            softmaxes(),
            multiplications(),
            normalizations(),
            losses(),
            fused())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns random elements, none of them near a kink. */
  static double[] draw(Random random, Shape shape, int rows) {
    double[] values = new double[GraphInterpreter.elements(shape, rows)];
    for (int i = 0; i < values.length; i++) {
      do {
        values[i] = 1.5 * random.nextGaussian();
      } while (isNearKink(values[i]));
    }
    return values;
  }

  private static boolean isNearKink(double x) {
    return Arrays.stream(KINKS).anyMatch(kink -> Math.abs(x - kink) < 0.02);
  }

  /** Returns the activations that a formula defines. */
  static List<Activation> activations() {
    return Stream.of(Activation.values()).filter(a -> a.formula().isPresent()).toList();
  }

  /** Returns which input an operation takes the root or the logarithm of, -1 for none. */
  private static int positiveInput(Op op) {
    if (op instanceof ElementLoss l && l.loss() == Loss.KL_DIVERGENCE) {
      return 1;
    }
    return op instanceof Pointwise p && isDefinedAboveZero(p.function()) ? 0 : -1;
  }

  private static boolean isDefinedAboveZero(Activation activation) {
    return activation == Activation.SQRT || activation == Activation.LOG;
  }

  /** Returns the losses that a formula defines. */
  static List<Loss> elementLosses() {
    return Stream.of(Loss.values()).filter(l -> l.formula().isPresent()).toList();
  }

  private static List<OpCase> pointwise() {
    List<OpCase> cases = new ArrayList<>();
    for (Activation activation : activations()) {
      for (Shape shape : with(ROWS, row(), fixed(3, 2))) {
        cases.add(differentiable(new Pointwise(activation), shape));
        cases.add(gradient(new Pointwise.Slope(activation), slopeInputs(activation, shape)));
      }
      if (activation.slope().isPresent()) {
        for (double slope : new double[] {0, 0.3, 2}) {
          cases.add(differentiable(new Pointwise(activation, slope), row(5)));
          Op derivative = new Pointwise.Slope(activation, slope);
          cases.add(gradient(derivative, slopeInputs(activation, row(5))));
        }
      }
    }
    return cases;
  }

  private static List<OpCase> slopes() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      Shape a = fixed(shape.last());
      cases.add(differentiable(new PRelu(), shape, a));
      cases.add(gradient(new PRelu.InputGradient(), shape, a, shape));
      cases.add(gradient(new PRelu.SlopeGradient(), shape, shape));
    }
    return cases;
  }

  private static Shape[] slopeInputs(Activation activation, Shape shape) {
    return Stream.of("x", "y", "dy")
        .filter(variable -> variable.equals("dy") || Naive.mentions(activation, variable))
        .map(variable -> shape)
        .toArray(Shape[]::new);
  }

  private static List<OpCase> additions() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      cases.add(differentiable(new Add(), shape, shape));
      cases.add(differentiable(new Add(), shape, shape, shape));
      cases.add(differentiable(new BiasAdd(), shape, fixed(shape.last())));
      cases.add(gradient(new SumRows(), shape));
    }
    cases.add(gradient(new SumRows(), LONG));
    cases.add(differentiable(new Add(), row(), row()));
    cases.add(differentiable(new Add(), fixed(3, 2), fixed(3, 2)));
    return cases;
  }

  private static List<OpCase> dropouts() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      for (double rate : new double[] {0, 0.25, 0.5, 0.9}) {
        cases.add(differentiable(new Dropout(rate, 3), shape));
      }
    }
    return cases;
  }

  private static List<OpCase> products() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape x : ROWS) {
      for (int n : new int[] {1, 4, 7}) {
        Shape w = fixed(x.last(), n);
        Shape y = x.withLast(n);
        cases.add(differentiable(new MatMul(Layout.PLAIN), x, w));
        cases.add(gradient(new MatMul(Layout.RIGHT_TRANSPOSED), y, w));
        cases.add(gradient(new MatMul(Layout.LEFT_TRANSPOSED), x, y));
      }
    }
    cases.add(gradient(new MatMul(Layout.LEFT_TRANSPOSED), LONG, LONG.withLast(4)));
    return cases;
  }

  private static List<OpCase> joins() {
    List<OpCase> cases = new ArrayList<>();
    cases.add(differentiable(new Concat(0), row(1), row(1)));
    cases.add(differentiable(new Concat(0), row(3), row(1), row(5)));
    cases.add(differentiable(new Concat(0), row(2, 3), row(1, 3)));
    cases.add(differentiable(new Concat(1), row(3, 2), row(3, 5)));
    for (int axis = 0; axis < 3; axis++) {
      Shape image = row(2, 3, 5);
      cases.add(differentiable(new Concat(axis), image, image.with(axis, 1), image.with(axis, 4)));
    }
    cases.add(gradient(new Concat.Slice(0, 0, 1), row(1)));
    cases.add(gradient(new Concat.Slice(0, 2, 3), row(7)));
    cases.add(gradient(new Concat.Slice(0, 1, 1), row(3, 4)));
    cases.add(gradient(new Concat.Slice(1, 1, 3), row(3, 4)));
    for (int axis = 0; axis < 3; axis++) {
      cases.add(gradient(new Concat.Slice(axis, 1, 2), row(4, 3, 5)));
    }
    return cases;
  }

  private static List<OpCase> softmaxes() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      cases.add(differentiable(new Softmax(), shape));
      cases.add(gradient(new Softmax.Gradient(), shape, shape));
      cases.add(differentiable(new LogSoftmax(), shape));
      cases.add(gradient(new LogSoftmax.Gradient(), shape, shape));
    }
    return cases;
  }

  private static List<OpCase> multiplications() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      cases.add(differentiable(new Multiply(), shape, shape));
      cases.add(differentiable(new Multiply(), shape, fixed(shape.last())));
    }
    for (Shape part : parts()) {
      cases.add(differentiable(new Multiply(), row(2, 3, 5), part));
      cases.add(gradient(new SumTo(part), row(2, 3, 5)));
      cases.add(gradient(new Fused(new SumTo(part), 1, new Add(), 0), row(2, 3, 5), part));
    }
    cases.add(gradient(new SumTo(fixed(5, 1)), row(5, 40))); // Each row by itself first.
    cases.add(differentiable(new Multiply(), fixed(3, 4), fixed(3, 1)));
    cases.add(differentiable(new Multiply(), fixed(3, 4), fixed(4)));
    return cases;
  }

  /** Returns shapes that spread over [rows, 2, 3, 5]: with extents of 1, without axes or batch. */
  private static List<Shape> parts() {
    return List.of(
        row(2, 3, 1),
        row(2, 1, 5),
        row(1, 3, 1),
        row(3, 1),
        row(5),
        row(1),
        row(),
        fixed(2, 3, 5),
        fixed(2, 1, 5),
        fixed(1, 3, 5),
        fixed(3, 1),
        fixed(1));
  }

  private static List<OpCase> normalizations() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      for (boolean centred : new boolean[] {true, false}) {
        for (double epsilon : new double[] {1e-5, 0.5}) {
          Normalize op = new Normalize(centred, epsilon);
          cases.add(differentiable(op, shape));
          cases.add(gradient(new Normalize.Gradient(op), shape, shape, shape));
        }
      }
    }
    return cases;
  }

  private static List<OpCase> losses() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape : ROWS) {
      for (double smoothing : new double[] {0, 0.1, 0.75}) {
        for (Targets targets : Targets.values()) {
          CrossEntropy op = new CrossEntropy(smoothing, targets);
          Shape given = targets == Targets.CLASSES ? shape.withoutLast() : shape;
          cases.add(new OpCase(op, List.of(shape, given), Set.of(0)));
          cases.add(gradient(new CrossEntropy.Gradient(op), shape, given, row()));
        }
      }
    }
    for (ElementLoss op : elementLossOps()) {
      for (Shape shape : with(ROWS, row())) {
        cases.add(new OpCase(op, List.of(shape, shape), Set.of(0)));
        cases.add(gradient(new ElementLoss.Gradient(op, shape.size()), shape, shape, row()));
      }
    }
    return cases;
  }

  /** Returns every loss that a formula defines, with usual and with other attributes. */
  private static List<ElementLoss> elementLossOps() {
    List<ElementLoss> ops =
        new ArrayList<>(elementLosses().stream().map(ElementLoss::new).toList());
    for (double other : new double[] {0.4, 2.5}) {
      ops.add(new ElementLoss(Loss.HUBER, other, 1));
      ops.add(new ElementLoss(Loss.BINARY_CROSS_ENTROPY, 1, other));
    }
    return ops;
  }

  private static List<OpCase> fused() {
    List<OpCase> cases = new ArrayList<>();
    Op plain = new MatMul(Layout.PLAIN);
    Op right = new MatMul(Layout.RIGHT_TRANSPOSED);
    Op left = new MatMul(Layout.LEFT_TRANSPOSED);
    for (Shape x : ROWS) {
      Shape w = fixed(x.last(), 4);
      Shape b = fixed(4);
      Shape y = x.withLast(4);
      Fused dense = new Fused(plain, 2, new BiasAdd(), 0);
      cases.add(gradient(dense, x, w, b));
      for (Activation activation : activations()) {
        Pointwise act = new Pointwise(activation);
        Pointwise.Slope slope = new Pointwise.Slope(activation);
        if (!isDefinedAboveZero(activation)) {
          Fused layer = new Fused(dense, 3, act, 0);
          cases.add(gradient(layer, x, w, b));
          cases.add(gradient(new Fused(layer, 3, new Dropout(0.5, 1), 0), x, w, b));
        }
        // dx = (dy·wᵀ)·slope
        Shape[] others = slopeInputs(activation, x);
        int place = others.length - 1;
        cases.add(
            gradient(
                new Fused(right, 2, slope, place),
                Stream.concat(Stream.of(y, w), Stream.of(others).limit(place))
                    .toArray(Shape[]::new)));
      }
      cases.add(gradient(new Fused(dense, 3, new PRelu(), 0), x, w, b, b));
      cases.add(
          gradient(new Fused(right, 2, new PRelu.InputGradient(), 2), y, w, x, fixed(x.last())));
      cases.add(gradient(new Fused(right, 2, new PRelu.SlopeGradient(), 1), y, w, x));
      // two uses of one weight: their gradients are summed
      cases.add(gradient(new Fused(left, 2, new Add(), 0), x, y, w));
      cases.add(gradient(new Fused(left, 2, new Add(), 1), x, y, w));
      cases.add(gradient(new Fused(new SumRows(), 1, new Add(), 0), x, fixed(x.last())));
      // a residual connection
      cases.add(gradient(new Fused(dense, 3, new Add(), 1), x, w, b, y));
      cases.add(gradient(new Fused(new Add(), 2, new Pointwise(Activation.SIGMOID), 0), x, x));
      cases.add(gradient(new Fused(new Dropout(0.5, 1), 1, new Add(), 0), x, x));
      cases.add(
          gradient(
              new Fused(
                  new ElementLoss.Gradient(new ElementLoss(Loss.MEAN_SQUARED_ERROR), x.size()),
                  3,
                  new Pointwise.Slope(Activation.TANH),
                  1),
              x,
              x,
              row(),
              x));
      cases.add(
          gradient(
              new Fused(new ElementLoss(Loss.MEAN_SQUARED_ERROR), 2, new Add(), 0), x, x, row()));
    }
    return cases;
  }

  private static List<Shape> with(List<Shape> shapes, Shape... more) {
    return Stream.concat(shapes.stream(), Stream.of(more)).toList();
  }

  private static OpCase differentiable(Op op, Shape... inputs) {
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < inputs.length; i++) {
      all.add(i);
    }
    return new OpCase(op, List.of(inputs), all);
  }

  private static OpCase gradient(Op op, Shape... inputs) {
    return new OpCase(op, List.of(inputs), Set.of());
  }
}
