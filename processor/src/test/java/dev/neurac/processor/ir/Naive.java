package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.kernels.CounterRandom;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Every operation once more, as a textbook writes it: in double, without loops as data, without
 * care for overflow.
 */
final class Naive {

  /** An activation and its slope, given {@code x} and {@code y}. */
  private record Curve(DoubleUnaryOperator value, DoubleBinaryOperator slope) {}

  private static final Map<Activation, Curve> CURVES =
      Map.of(
          Activation.IDENTITY,
          new Curve(x -> x, (x, y) -> 1),
          Activation.RELU,
          new Curve(x -> x > 0 ? x : 0, (x, y) -> y > 0 ? 1 : 0),
          Activation.LEAKY_RELU,
          new Curve(x -> x < 0 ? x / 100 : x, (x, y) -> y > 0 ? 1 : 0.01),
          Activation.SIGMOID,
          new Curve(x -> (1 + Math.tanh(x / 2)) / 2, (x, y) -> y - y * y),
          Activation.TANH,
          new Curve(x -> Math.expm1(2 * x) / (Math.expm1(2 * x) + 2), (x, y) -> (1 + y) * (1 - y)));

  /** The loss of an element and its slope, given {@code x} and {@code t}. */
  private record ElementCurve(
      DoubleBinaryOperator value, DoubleBinaryOperator slope, boolean mean) {}

  private static final Map<Loss, ElementCurve> LOSSES =
      Map.of(
          Loss.MEAN_SQUARED_ERROR,
          new ElementCurve((x, t) -> Math.pow(x - t, 2), (x, t) -> 2 * x - 2 * t, true),
          Loss.HALF_SQUARED_ERROR,
          new ElementCurve((x, t) -> Math.pow(x - t, 2) / 2, (x, t) -> x - t, false),
          Loss.BINARY_CROSS_ENTROPY,
          new ElementCurve(
              (x, t) -> -t * Math.log(logistic(x)) - (1 - t) * Math.log(1 - logistic(x)),
              (x, t) -> (1 - t) * logistic(x) - t * (1 - logistic(x)),
              true));

  private final Arguments arguments;

  private Naive(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Returns what the operation should compute from inputs of the given shapes. */
  static double[] compute(Op op, List<Shape> shapes, List<double[]> in, Arguments arguments) {
    return new Naive(arguments).compute(op, shapes, in);
  }

  private double[] compute(Op op, List<Shape> shapes, List<double[]> in) {
    Shape x = shapes.get(0);
    if (op instanceof Pointwise p) {
      return map(in.get(0).length, i -> curve(p.activation()).value().applyAsDouble(in.get(0)[i]));
    } else if (op instanceof Pointwise.Slope s) {
      return slope(s.activation(), in);
    } else if (op instanceof Add) {
      return map(in.get(0).length, i -> in.stream().mapToDouble(value -> value[i]).sum());
    } else if (op instanceof BiasAdd) {
      return map(in.get(0).length, i -> in.get(0)[i] + in.get(1)[i % in.get(1).length]);
    } else if (op instanceof Dropout d) {
      return dropout(d, in.get(0));
    } else if (op instanceof MatMul m) {
      return product(m, x.last(), shapes.get(1).last(), in.get(0), in.get(1));
    } else if (op instanceof SumRows) {
      return sumRows(x.last(), in.get(0));
    } else if (op instanceof Concat c) {
      return concat(c.axis(), shapes, in);
    } else if (op instanceof Concat.Slice s) {
      return slice(s, x, in.get(0));
    } else if (op instanceof Softmax) {
      return softmax(x.last(), in.get(0));
    } else if (op instanceof Softmax.Gradient) {
      return softmaxGradient(x.last(), in.get(0), in.get(1));
    } else if (op instanceof CrossEntropy) {
      return crossEntropy(x, in.get(0), in.get(1));
    } else if (op instanceof CrossEntropy.Gradient) {
      return crossEntropyGradient(x, in.get(0), in.get(1), in.get(2));
    } else if (op instanceof ElementLoss l) {
      return elementLoss(l.loss(), x.size(), in.get(0), in.get(1));
    } else if (op instanceof ElementLoss.Gradient g) {
      return elementLossGradient(g.loss(), x.size(), in.get(0), in.get(1), in.get(2));
    } else if (op instanceof Fused f) {
      return fused(f, shapes, in);
    }
    throw new AssertionError("write down what " + op.getClass() + " computes");
  }

  private static Curve curve(Activation activation) {
    if (!CURVES.containsKey(activation)) {
      throw new AssertionError("write down what " + activation + " computes");
    }
    return CURVES.get(activation);
  }

  private static ElementCurve curve(Loss loss) {
    if (!LOSSES.containsKey(loss)) {
      throw new AssertionError("write down what " + loss + " computes");
    }
    return LOSSES.get(loss);
  }

  private static double[] slope(Activation activation, List<double[]> in) {
    int next = 0;
    double[] x = mentions(activation, "x") ? in.get(next++) : null;
    double[] y = mentions(activation, "y") ? in.get(next++) : null;
    double[] dy = in.get(next);
    return map(
        dy.length,
        i ->
            dy[i]
                * curve(activation)
                    .slope()
                    .applyAsDouble(x == null ? Double.NaN : x[i], y == null ? Double.NaN : y[i]));
  }

  /** Returns whether the slope is written in terms of {@code x}, or of {@code y}. */
  static boolean mentions(Activation activation, String variable) {
    return Arrays.asList(activation.slope().orElseThrow().split("[^a-z0-9.]+")).contains(variable);
  }

  private double[] dropout(Dropout d, double[] x) {
    if (!arguments.dropping()) {
      return x;
    }
    return map(
        x.length,
        i -> {
          float random = CounterRandom.uniform(arguments.seed(), arguments.step(), d.salt(), i);
          return random < d.rate() ? 0 : x[i] / (1 - d.rate());
        });
  }

  private static double[] product(MatMul op, int left, int right, double[] a, double[] b) {
    return switch (op.form()) {
      case PLAIN -> product(left, a, b);
      case RIGHT_TRANSPOSED -> product(left, a, transposed(right, b));
      case LEFT_TRANSPOSED -> product(a.length / left, transposed(left, a), b);
    };
  }

  /** {@code a·b}, where {@code inner} is the number of columns of a and of rows of b. */
  private static double[] product(int inner, double[] a, double[] b) {
    int columns = b.length / inner;
    double[] y = new double[a.length / inner * columns];
    for (int p = 0; p < inner; p++) {
      for (int i = 0; i < y.length; i++) {
        y[i] += a[i / columns * inner + p] * b[p * columns + i % columns];
      }
    }
    return y;
  }

  private static double[] transposed(int columns, double[] a) {
    int rows = a.length / columns;
    return map(a.length, i -> a[i % rows * columns + i / rows]);
  }

  private static double[] sumRows(int n, double[] x) {
    double[] sums = new double[n];
    for (int i = 0; i < x.length; i++) {
      sums[i % n] += x[i];
    }
    return sums;
  }

  /** Takes each element of the result from the input in which its place along the axis lies. */
  private double[] concat(int axis, List<Shape> shapes, List<double[]> in) {
    int inner = shapes.get(0).product(axis + 1, shapes.get(0).rank());
    int joined = shapes.stream().mapToInt(shape -> shape.dim(axis)).sum();
    return map(
        in.stream().mapToInt(value -> value.length).sum(),
        i -> {
          int place = i / inner % joined;
          int source = 0;
          while (place >= shapes.get(source).dim(axis)) {
            place -= shapes.get(source++).dim(axis);
          }
          int stretch = i / (inner * joined);
          int extent = shapes.get(source).dim(axis);
          return in.get(source)[(stretch * extent + place) * inner + i % inner];
        });
  }

  /** Keeps the elements whose place along the axis lies in the slice. */
  private static double[] slice(Concat.Slice slice, Shape whole, double[] x) {
    int inner = whole.product(slice.axis() + 1, whole.rank());
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      int place = i / inner % whole.dim(slice.axis());
      if (place >= slice.from() && place < slice.from() + slice.extent()) {
        kept.add(x[i]);
      }
    }
    return kept.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] softmax(int n, double[] x) {
    return map(
        x.length,
        i -> {
          double sum = 0;
          for (int j = 0; j < n; j++) {
            sum += Math.exp(x[i / n * n + j]);
          }
          return Math.exp(x[i]) / sum;
        });
  }

  /** The whole Jacobian, {@code dyⱼ/dxᵢ = yⱼ·([i = j] - yᵢ)}, times {@code dy}. */
  private static double[] softmaxGradient(int n, double[] y, double[] dy) {
    return map(
        y.length,
        i -> {
          double sum = 0;
          for (int j = i / n * n; j < i / n * n + n; j++) {
            sum += dy[j] * y[j] * ((i == j ? 1 : 0) - y[i]);
          }
          return sum;
        });
  }

  private double[] crossEntropy(Shape shape, double[] x, double[] t) {
    double[] softmax = softmax(shape.last(), x);
    double[] losses = new double[arguments.rows()];
    for (int i = 0; i < x.length; i++) {
      losses[i / shape.size()] -= t[i] * Math.log(softmax[i]) / shape.lead();
    }
    return losses;
  }

  private static double[] crossEntropyGradient(Shape shape, double[] x, double[] t, double[] d) {
    int n = shape.last();
    double[] softmax = softmax(n, x);
    return map(
        x.length,
        i -> {
          double targets = 0;
          for (int j = 0; j < n; j++) {
            targets += t[i / n * n + j];
          }
          return d[i / shape.size()] * (softmax[i] * targets - t[i]) / shape.lead();
        });
  }

  private double[] elementLoss(Loss loss, int size, double[] x, double[] t) {
    ElementCurve curve = curve(loss);
    double[] losses = new double[arguments.rows()];
    for (int i = 0; i < x.length; i++) {
      losses[i / size] += curve.value().applyAsDouble(x[i], t[i]) / (curve.mean() ? size : 1);
    }
    return losses;
  }

  private static double[] elementLossGradient(
      Loss loss, int size, double[] x, double[] t, double[] d) {
    ElementCurve curve = curve(loss);
    return map(
        x.length,
        i -> d[i / size] * curve.slope().applyAsDouble(x[i], t[i]) / (curve.mean() ? size : 1));
  }

  private double[] fused(Fused f, List<Shape> shapes, List<double[]> in) {
    int n = f.firstInputs();
    List<double[]> inputs = new ArrayList<>(in.subList(n, in.size()));
    inputs.add(f.place(), compute(f.first(), shapes.subList(0, n), in.subList(0, n)));
    List<Shape> thenShapes = new ArrayList<>(shapes.subList(n, shapes.size()));
    try {
      thenShapes.add(f.place(), f.first().shape(shapes.subList(0, n)));
    } catch (ShapeMismatch e) {
      throw new AssertionError(e);
    }
    return compute(f.then(), thenShapes, inputs);
  }

  private static double logistic(double x) {
    return Math.exp(x) / (Math.exp(x) + 1);
  }

  private interface Element {
    double at(int i);
  }

  private static double[] map(int elements, Element element) {
    double[] y = new double[elements];
    Arrays.setAll(y, element::at);
    return y;
  }
}
