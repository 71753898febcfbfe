package dev.neurac.processor.ir;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.math.CounterRandom;
import dev.neurac.processor.ir.CrossEntropy.Targets;
import dev.neurac.processor.loop.ErrorFunction;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Every operation once more, as a textbook writes it: in double, without loops as data, without
 * care for overflow.
 */
final class Naive {

  /** A function of three numbers. */
  private interface Function3 {
    double of(double a, double b, double c);
  }

  /**
   * An activation, given {@code x} and its slope attribute {@code s}; its derivative, given {@code
   * x}, {@code y} and {@code s}.
   */
  private record Curve(DoubleBinaryOperator value, Function3 derivative) {}

  private static final Map<Activation, Curve> CURVES = curves();

  private static Map<Activation, Curve> curves() {
    double lambda = 1.0507009873554805;
    double alpha = 1.6732632423543772;
    Map<Activation, Curve> all = new EnumMap<>(Activation.class);
    all.put(Activation.IDENTITY, new Curve((x, s) -> x, (x, y, s) -> 1));
    all.put(Activation.RELU, new Curve((x, s) -> x > 0 ? x : 0, (x, y, s) -> y > 0 ? 1 : 0));
    all.put(
        Activation.LEAKY_RELU,
        new Curve((x, s) -> Math.max(x, 0) + s * Math.min(x, 0), (x, y, s) -> y > 0 ? 1 : s));
    all.put(
        Activation.ELU,
        new Curve((x, s) -> x > 0 ? x : s * Math.expm1(x), (x, y, s) -> y > 0 ? 1 : s + y));
    all.put(
        Activation.SELU,
        new Curve(
            (x, s) -> lambda * (x > 0 ? x : alpha * Math.expm1(x)),
            (x, y, s) -> y > 0 ? lambda : y + lambda * alpha));
    all.put(
        Activation.GELU,
        new Curve(
            (x, s) -> x * normal(x),
            (x, y, s) -> normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)));
    all.put(
        Activation.GELU_TANH,
        new Curve(
            (x, s) -> x * logistic(2 * cubic(x)),
            (x, y, s) -> {
              double p = logistic(2 * cubic(x));
              double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
              return p + 2 * x * p * (1 - p) * inner;
            }));
    all.put(
        Activation.SIGMOID,
        new Curve((x, s) -> (1 + Math.tanh(x / 2)) / 2, (x, y, s) -> y - y * y));
    all.put(
        Activation.TANH,
        new Curve(
            (x, s) -> Math.expm1(2 * x) / (Math.expm1(2 * x) + 2), (x, y, s) -> (1 + y) * (1 - y)));
    all.put(
        Activation.SOFTPLUS,
        new Curve((x, s) -> Math.log(1 + Math.exp(x)), (x, y, s) -> logistic(x)));
    all.put(
        Activation.SOFTSIGN,
        new Curve(
            (x, s) -> x < 0 ? x / (1 - x) : x / (1 + x),
            (x, y, s) -> Math.pow(1 - Math.abs(y), 2)));
    all.put(
        Activation.SWISH,
        new Curve((x, s) -> x * logistic(x), (x, y, s) -> y + logistic(x) * (1 - y)));
    all.put(
        Activation.MISH,
        new Curve(
            (x, s) -> x * Math.tanh(Math.log(1 + Math.exp(x))),
            (x, y, s) -> {
              // eˣ·ω/δ², as the paper has it
              double e = Math.exp(x);
              double omega = 4 * (x + 1) + 4 * e * e + e * e * e + e * (4 * x + 6);
              return e * omega / Math.pow(2 * e + e * e + 2, 2);
            }));
    all.put(
        Activation.HARD_SIGMOID,
        new Curve(
            (x, s) -> x < -3 ? 0 : x > 3 ? 1 : (x + 3) / 6,
            (x, y, s) -> x > -3 && x < 3 ? 1 / 6.0 : 0));
    all.put(
        Activation.HARD_SWISH,
        new Curve(
            (x, s) -> x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6,
            (x, y, s) -> x < -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6));
    all.put(
        Activation.HARD_TANH,
        new Curve((x, s) -> x < -1 ? -1 : x > 1 ? 1 : x, (x, y, s) -> y > -1 && y < 1 ? 1 : 0));
    all.put(
        Activation.RELU6,
        new Curve((x, s) -> x < 0 ? 0 : x > 6 ? 6 : x, (x, y, s) -> y > 0 && y < 6 ? 1 : 0));
    all.put(Activation.SQUARE, new Curve((x, s) -> Math.pow(x, 2), (x, y, s) -> x + x));
    all.put(Activation.SQRT, new Curve((x, s) -> Math.pow(x, 0.5), (x, y, s) -> 1 / (2 * y)));
    all.put(Activation.EXP, new Curve((x, s) -> Math.pow(Math.E, x), (x, y, s) -> y));
    all.put(
        Activation.LOG,
        new Curve((x, s) -> Math.log10(x) * Math.log(10), (x, y, s) -> Math.pow(x, -1)));
    all.put(Activation.ABS, new Curve((x, s) -> x * Math.signum(x), (x, y, s) -> Math.signum(x)));
    return all;
  }

  /** The standard normal distribution, integrated. */
  private static double normal(double x) {
    return 1 - ErrorFunction.erfc(x / Math.sqrt(2)) / 2;
  }

  private static double cubic(double x) {
    return Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3));
  }

  /**
   * The loss of an element and its slope, given {@code x}, {@code t} and its attribute {@code a}:
   * delta or the positive weight.
   */
  private record ElementCurve(Function3 value, Function3 slope, boolean mean) {}

  private static final Map<Loss, ElementCurve> LOSSES = elementCurves();

  private static Map<Loss, ElementCurve> elementCurves() {
    Map<Loss, ElementCurve> all = new EnumMap<>(Loss.class);
    all.put(
        Loss.MEAN_SQUARED_ERROR,
        new ElementCurve((x, t, a) -> Math.pow(x - t, 2), (x, t, a) -> 2 * x - 2 * t, true));
    all.put(
        Loss.HALF_SQUARED_ERROR,
        new ElementCurve((x, t, a) -> Math.pow(x - t, 2) / 2, (x, t, a) -> x - t, false));
    all.put(
        Loss.MEAN_ABSOLUTE_ERROR,
        new ElementCurve(
            (x, t, a) -> Math.max(x, t) - Math.min(x, t), (x, t, a) -> Math.signum(x - t), true));
    all.put(
        Loss.HUBER,
        new ElementCurve(
            (x, t, a) ->
                Math.abs(x - t) <= a ? Math.pow(x - t, 2) / 2 : a * Math.abs(x - t) - a * a / 2,
            (x, t, a) -> Math.abs(x - t) <= a ? x - t : a * Math.signum(x - t),
            true));
    all.put(
        Loss.LOG_COSH,
        new ElementCurve(
            (x, t, a) -> Math.log(Math.cosh(x - t)),
            (x, t, a) -> Math.sinh(x - t) / Math.cosh(x - t),
            true));
    all.put(
        Loss.BINARY_CROSS_ENTROPY,
        new ElementCurve(
            (x, t, a) -> -a * t * Math.log(logistic(x)) - (1 - t) * Math.log(1 - logistic(x)),
            (x, t, a) -> (1 - t) * logistic(x) - a * t * (1 - logistic(x)),
            true));
    all.put(
        Loss.HINGE,
        new ElementCurve(
            (x, t, a) -> t * x < 1 ? 1 - t * x : 0, (x, t, a) -> t * x < 1 ? -t : 0, true));
    all.put(
        Loss.SQUARED_HINGE,
        new ElementCurve(
            (x, t, a) -> t * x < 1 ? Math.pow(1 - t * x, 2) : 0,
            (x, t, a) -> t * x < 1 ? 2 * t * t * x - 2 * t : 0,
            true));
    all.put(
        Loss.KL_DIVERGENCE,
        new ElementCurve((x, t, a) -> t * Math.log(t) - t * x, (x, t, a) -> -t, false));
    all.put(
        Loss.POISSON,
        new ElementCurve(
            (x, t, a) -> Math.pow(Math.E, x) - t * x, (x, t, a) -> Math.pow(Math.E, x) - t, true));
    return all;
  }

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
      return map(
          in.get(0).length,
          i -> curve(p.function()).value().applyAsDouble(in.get(0)[i], p.slope()));
    } else if (op instanceof Pointwise.Slope s) {
      return slope(s, in);
    } else if (op instanceof PRelu) {
      return prelu(in.get(0), in.get(1), in.get(0));
    } else if (op instanceof PRelu.InputGradient) {
      return prelu(in.get(0), in.get(1), in.get(2));
    } else if (op instanceof PRelu.SlopeGradient) {
      return map(in.get(0).length, i -> in.get(1)[i] * Math.min(in.get(0)[i], 0));
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
    } else if (op instanceof LogSoftmax) {
      return Arrays.stream(softmax(x.last(), in.get(0))).map(Math::log).toArray();
    } else if (op instanceof LogSoftmax.Gradient) {
      return logSoftmaxGradient(x.last(), in.get(0), in.get(1));
    } else if (op instanceof Multiply) {
      Shape b = shapes.get(1);
      return map(in.get(0).length, i -> in.get(0)[i] * in.get(1)[part(x, b, i)]);
    } else if (op instanceof SumTo s) {
      int rows = in.get(0).length / x.size();
      double[] y = new double[s.to().size() * (s.to().perRow() ? rows : 1)];
      for (int i = 0; i < in.get(0).length; i++) {
        y[part(x, s.to(), i)] += in.get(0)[i];
      }
      return y;
    } else if (op instanceof Normalize n) {
      return normalized(n, x.last(), in.get(0));
    } else if (op instanceof Normalize.Gradient g) {
      return normalizedGradient(g.of(), x.last(), in.get(0), in.get(1), in.get(2));
    } else if (op instanceof CrossEntropy c) {
      return crossEntropy(x, in.get(0), smoothed(c, x.last(), probabilities(c, x, in.get(1))));
    } else if (op instanceof CrossEntropy.Gradient g) {
      double[] t = smoothed(g.of(), x.last(), probabilities(g.of(), x, in.get(1)));
      return crossEntropyGradient(x, in.get(0), t, in.get(2));
    } else if (op instanceof ElementLoss l) {
      return elementLoss(l, x.size(), in.get(0), in.get(1));
    } else if (op instanceof ElementLoss.Gradient g) {
      return elementLossGradient(g.of(), x.size(), in.get(0), in.get(1), in.get(2));
    } else if (op instanceof Fused f) {
      return fused(f, shapes, in);
    }
    throw new AssertionError("write down what " + op.getClass() + " computes");
  }

  /** Returns where in a value that spreads over another lies what an element of that has there. */
  private static int part(Shape whole, Shape part, int i) {
    int at = 0;
    int step = 1;
    for (int axis = whole.rank() - 1, q = part.rank() - 1; axis >= 0; axis--, q--) {
      int place = i % whole.dim(axis);
      i /= whole.dim(axis);
      if (q >= 0 && part.dim(q) > 1) {
        at += place * step;
        step *= part.dim(q);
      }
    }
    return part.perRow() ? at + i * step : at;
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

  private static double[] slope(Pointwise.Slope op, List<double[]> in) {
    int next = 0;
    double[] x = mentions(op.function(), "x") ? in.get(next++) : null;
    double[] y = mentions(op.function(), "y") ? in.get(next++) : null;
    double[] dy = in.get(next);
    Function3 derivative = curve(op.function()).derivative();
    return map(
        dy.length,
        i ->
            dy[i]
                * derivative.of(
                    x == null ? Double.NaN : x[i], y == null ? Double.NaN : y[i], op.slope()));
  }

  /** Returns whether the derivative is written in terms of {@code x}, or of {@code y}. */
  static boolean mentions(Activation activation, String variable) {
    return Arrays.asList(activation.derivative().orElseThrow().split("[^a-z0-9.]+"))
        .contains(variable);
  }

  /** {@code to}, times the slope a of its feature where x is below 0. */
  private static double[] prelu(double[] x, double[] a, double[] to) {
    return map(x.length, i -> x[i] < 0 ? a[i % a.length] * to[i] : to[i]);
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
    return switch (op.layout()) {
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

  private static double[] normalized(Normalize op, int n, double[] x) {
    return map(x.length, i -> (x[i] - mean(op, n, x, i)) * scale(op, n, x, i));
  }

  /** The mean of the vector around an element; 0 where nothing is centred. */
  private static double mean(Normalize op, int n, double[] x, int i) {
    int from = i / n * n;
    return op.centred() ? Arrays.stream(x, from, from + n).average().orElseThrow() : 0;
  }

  private static double scale(Normalize op, int n, double[] x, int i) {
    int from = i / n * n;
    double mean = mean(op, n, x, i);
    double variance =
        Arrays.stream(x, from, from + n).map(v -> Math.pow(v - mean, 2)).average().orElseThrow();
    return Math.pow(variance + op.epsilon(), -0.5);
  }

  private static double[] normalizedGradient(
      Normalize op, int n, double[] x, double[] y, double[] dy) {
    return map(
        x.length,
        i -> {
          int from = i / n * n;
          double sum = 0;
          double along = 0;
          for (int j = from; j < from + n; j++) {
            sum += dy[j];
            along += dy[j] * y[j];
          }
          double centre = op.centred() ? sum / n : 0;
          return scale(op, n, x, i) * (dy[i] - centre - y[i] * along / n);
        });
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

  /** The whole Jacobian, {@code dyⱼ/dxᵢ = [i = j] - exp(yᵢ)}, times {@code dy}. */
  private static double[] logSoftmaxGradient(int n, double[] y, double[] dy) {
    return map(
        y.length,
        i -> {
          double sum = 0;
          for (int j = i / n * n; j < i / n * n + n; j++) {
            sum += dy[j] * ((i == j ? 1 : 0) - Math.exp(y[i]));
          }
          return sum;
        });
  }

  /** Returns targets as vectors. */
  private static double[] probabilities(CrossEntropy op, Shape x, double[] given) {
    int n = x.last();
    return op.targets() == Targets.CLASSES
        ? map(given.length * n, i -> i % n == given[i / n] ? 1 : 0)
        : given;
  }

  /** Moves each target towards 1/n. */
  private static double[] smoothed(CrossEntropy op, int n, double[] t) {
    return map(t.length, i -> t[i] + op.smoothing() * (1.0 / n - t[i]));
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

  private double[] elementLoss(ElementLoss op, int size, double[] x, double[] t) {
    ElementCurve curve = curve(op.loss());
    double[] losses = new double[arguments.rows()];
    for (int i = 0; i < x.length; i++) {
      losses[i / size] += curve.value().of(x[i], t[i], attribute(op)) / (curve.mean() ? size : 1);
    }
    return losses;
  }

  private static double[] elementLossGradient(
      ElementLoss op, int size, double[] x, double[] t, double[] d) {
    ElementCurve curve = curve(op.loss());
    return map(
        x.length,
        i -> d[i / size] * curve.slope().of(x[i], t[i], attribute(op)) / (curve.mean() ? size : 1));
  }

  private static double attribute(ElementLoss op) {
    return op.loss() == Loss.HUBER ? op.delta() : op.positiveWeight();
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
