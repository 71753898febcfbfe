package dev.neurac.processor.networks;

import static dev.neurac.processor.References.assertClose;
import static dev.neurac.processor.References.doubles;
import static dev.neurac.processor.References.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.Tensor;
import dev.neurac.processor.Compilations;
import dev.neurac.processor.References;
import dev.neurac.processor.References.ActivationCase;
import dev.neurac.processor.References.LayerCase;
import dev.neurac.processor.References.LossCase;
import dev.neurac.runtime.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activation, every loss and dense layers as generated code computes them, in float, against
 * PyTorch in double.
 *
 * <p>A layer whose weights are the identity stands before what is tested: of a single row, the
 * gradient of its bias is the gradient by the tested function's input.
 */
class LanguageNetworksTest {

  private static final double TOLERANCE = 1e-5;

  /** Below every output, so that the slope of the absolute error is exactly 1. */
  private static final float FAR_BELOW = -3e38f;

  private static final double[] FAR = {-1000, -100, -30, 30, 100, 1000};

  private static final List<ActivationCase> ACTIVATIONS = References.activations();
  private static final List<LossCase> LOSSES = References.losses();
  private static final List<LayerCase> LAYERS = References.layers();

  private static final ClassLoader MODELS = compile();

  /** All in one go, since starting a compiler takes most of the time. */
  private static ClassLoader compile() {
    List<JavaFileObject> files = new ArrayList<>();
    models()
        .forEach(
            (name, declaration) ->
                files.add(
                    Compilations.model(
                        name,
                        String.format(declaration, "interface " + name + " extends Network"))));
    return Compilations.load(Compilations.compile(files.toArray(new JavaFileObject[0])));
  }

  /** Returns the declaration of each model, with a gap for the type's. */
  private static Map<String, String> models() {
    Map<String, String> models = new LinkedHashMap<>();
    for (int i = 0; i < ACTIVATIONS.size(); i++) {
      ActivationCase c = ACTIVATIONS.get(i);
      String slope = c.activation().slope().isPresent() ? ", slope = " + c.slope() : "";
      models.put("Node" + i, node(c.activation(), slope, c.width()));
      models.put("Stack" + i, stack(c.activation(), slope, c.width()));
    }
    for (Activation activation : Activation.values()) {
      models.put("Far" + activation.ordinal(), stack(activation, "", 1));
    }
    for (int i = 0; i < LOSSES.size(); i++) {
      LossCase c = LOSSES.get(i);
      for (Activation output : outputs(c.loss())) {
        models.put("Loss" + i + output.name(), loss(c, output));
      }
    }
    for (int i = 0; i < LAYERS.size(); i++) {
      LayerCase c = LAYERS.get(i);
      int in = c.x().length / c.rows();
      int out = c.y().length / c.rows();
      models.put("Linear" + i, dense("HALF_SQUARED_ERROR", in, out, ""));
    }
    return models;
  }

  /** {@code linear} is the identity, {@code y} the activation, {@code sum} = Σ c·y. */
  private static String node(Activation activation, String slope, int width) {
    return String.format(
        """
        @Model(loss = MEAN_ABSOLUTE_ERROR)
        %%s {
          @Layer(out = %1$d) Tensor linear(@Input(%1$d) Tensor x);
          @Apply(value = %2$s%3$s) Tensor y(Tensor linear);
          @Layer(out = 1, bias = false) Tensor sum(Tensor y);
        }
        """,
        width, activation, slope);
  }

  private static String stack(Activation activation, String slope, int width) {
    return dense("MEAN_ABSOLUTE_ERROR", width, width, ", act = " + activation + slope);
  }

  private static String dense(String loss, int in, int out, String attributes) {
    return String.format(
        "@Model(loss = %s) @Layer(in = %d, out = %d%s, name = \"linear\") %%s {}",
        loss, in, out, attributes);
  }

  private static String loss(LossCase c, Activation output) {
    String attribute =
        switch (c.loss()) {
          case CROSS_ENTROPY -> ", labelSmoothing = " + c.labelSmoothing();
          case HUBER -> ", delta = " + c.delta();
          case BINARY_CROSS_ENTROPY -> ", positiveWeight = " + c.positiveWeight();
          default -> "";
        };
    return dense(c.loss() + attribute, c.width(), c.width(), ", act = " + output);
  }

  /** Returns the outputs that compute the loss of the case's x. */
  private static List<Activation> outputs(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY ->
          List.of(Activation.IDENTITY, Activation.SOFTMAX, Activation.LOG_SOFTMAX);
      case BINARY_CROSS_ENTROPY -> List.of(Activation.IDENTITY, Activation.SIGMOID);
      case POISSON -> List.of(Activation.IDENTITY, Activation.EXP);
      case KL_DIVERGENCE -> List.of(Activation.LOG_SOFTMAX);
      default -> List.of(Activation.IDENTITY);
    };
  }

  private static Network create(String model) {
    return Compilations.create(MODELS, "models." + model + "Net", 0);
  }

  /** Returns a network whose layer {@code linear} passes its input on. */
  private static Network identity(String model, int width) {
    Network net = create(model);
    float[] weights = new float[width * width];
    for (int i = 0; i < width; i++) {
      weights[i * width + i] = 1;
    }
    net.parameter("linear.weight").set(weights);
    return net;
  }

  static Stream<Arguments> activations() {
    return Stream.iterate(0, i -> i + 1)
        .limit(ACTIVATIONS.size())
        .map(i -> argumentSet(ACTIVATIONS.get(i).name(), i, ACTIVATIONS.get(i)));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsAsNodes(int number, ActivationCase c) {
    Network net = identity("Node" + number, c.width());
    boolean trained = c.activation() == Activation.PRELU;
    if (trained) {
      assertThat(net.parameter("y.slope").values().toArray()).containsOnly(0.25f);
      net.parameter("y.slope").set(floats(c.a()));
    }
    float[] x = floats(c.x());
    Tensor y = Compilations.call(net, "y", Tensor.of(x, c.rows(), c.width()));
    assertClose("y", doubles(y.toArray()), c.y(), TOLERANCE);
    double[] dx = new double[x.length];
    double[] da = new double[c.width()];
    for (int row = 0; row < c.rows(); row++) {
      int from = row * c.width();
      net.parameter("sum.weight").set(floats(Arrays.copyOfRange(c.c(), from, from + c.width())));
      Map<String, Tensor> gradients =
          net.gradients(Arrays.copyOfRange(x, from, from + c.width()), new float[] {FAR_BELOW});
      for (int i = 0; i < c.width(); i++) {
        dx[from + i] = gradients.get("linear.bias").toArray()[i];
        da[i] += trained ? gradients.get("y.slope").toArray()[i] : 0;
      }
    }
    assertClose("dx", dx, c.dx(), TOLERANCE);
    if (trained) {
      assertClose("da", da, c.da(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsOfLayers(int number, ActivationCase c) {
    Network net = identity("Stack" + number, c.width());
    if (c.activation() == Activation.PRELU) {
      net.parameter("linear.slope").set(floats(c.a()));
    }
    float[] x = floats(c.x());
    assertClose("y", doubles(net.predict(x)), c.y(), TOLERANCE);
    if (c.activation() == Activation.SOFTMAX || c.activation() == Activation.LOG_SOFTMAX) {
      return;
    }
    float[] targets = new float[c.width()];
    Arrays.fill(targets, FAR_BELOW);
    double[] dx = new double[x.length];
    for (int row = 0; row < c.rows(); row++) {
      int from = row * c.width();
      float[] bias =
          net.gradients(Arrays.copyOfRange(x, from, from + c.width()), targets)
              .get("linear.bias")
              .toArray();
      for (int i = 0; i < bias.length; i++) {
        // y received 1/width of each
        dx[from + i] = bias[i] * c.width() * c.c()[from + i];
      }
    }
    assertClose("dx", dx, c.dx(), TOLERANCE);
  }

  /** Float overflows earlier than double: the formulas must not depend on its range. */
  @ParameterizedTest
  @EnumSource
  void activationsFarFromZero(Activation activation) {
    Network net = identity("Far" + activation.ordinal(), 1);
    for (double x : FAR) {
      float[] row = {(float) x};
      double y = net.predict(row)[0];
      double dx = net.gradients(row, new float[] {FAR_BELOW}).get("linear.bias").toArray()[0];
      boolean none = x < 0 && (activation == Activation.SQRT || activation == Activation.LOG);
      if (none) {
        assertThat(y).isNaN();
      } else if (activation == Activation.EXP && x >= 100) {
        assertThat(y).isEqualTo(Double.POSITIVE_INFINITY);
      } else {
        assertThat(y).as("%s of %s", activation, x).isFinite();
        assertThat(dx).as("slope of %s at %s", activation, x).isFinite();
        // Nothing bends much out here: the slope is that of a short chord.
        double nearby = net.predict(row[0] * 1.0009765625f)[0];
        double chord = (nearby - y) / (row[0] * 1.0009765625f - row[0]);
        assertThat(dx)
            .as("slope of %s at %s", activation, x)
            .isEqualTo(chord, within(2e-3 + 0.03 * Math.abs(chord)));
      }
    }
  }

  static Stream<Arguments> losses() {
    List<Arguments> cases = new ArrayList<>();
    for (int i = 0; i < LOSSES.size(); i++) {
      for (Activation output : outputs(LOSSES.get(i).loss())) {
        cases.add(
            argumentSet(
                LOSSES.get(i) + " of " + output, "Loss" + i + output, output, LOSSES.get(i)));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void losses(String model, Activation output, LossCase c) {
    Network net = identity(model, c.width());
    float[] x = floats(c.x());
    float[] t = floats(c.t());
    double[] expected = {c.value()};
    assertClose("loss", new double[] {net.loss(x, t)}, expected, TOLERANCE);
    if (c.loss() == Loss.CROSS_ENTROPY && Arrays.stream(c.t()).allMatch(v -> v == 0 || v == 1)) {
      double[] ofClasses = {net.loss(x, classes(c))};
      assertClose("loss of classes", ofClasses, expected, TOLERANCE);
    }
    double[] dx = new double[x.length];
    for (int row = 0; row < c.rows(); row++) {
      int from = row * c.width();
      int to = from + c.width();
      float[] bias =
          net.gradients(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(t, from, to))
              .get("linear.bias")
              .toArray();
      for (int i = 0; i < bias.length; i++) {
        dx[from + i] = bias[i] / (double) c.rows();
      }
    }
    assertClose("dx", dx, gradient(c), TOLERANCE);
    float[] whole = net.gradients(x, t).get("linear.bias").toArray();
    double[] sums = new double[c.width()];
    for (int i = 0; i < x.length; i++) {
      sums[i % c.width()] += gradient(c)[i];
    }
    double scale = Arrays.stream(gradient(c)).map(Math::abs).max().orElse(0);
    assertThat(doubles(whole)).containsExactly(sums, within(TOLERANCE * scale));
  }

  /** Returns PyTorch's gradient by the layer's output, before its activation. */
  private static double[] gradient(LossCase c) {
    double[] d = c.dx().clone();
    if (c.loss() == Loss.KL_DIVERGENCE) {
      // x is the log-softmax of itself: dlogits = dx - exp(x)·Σ dx
      for (int from = 0; from < d.length; from += c.width()) {
        double sum = 0;
        for (int i = from; i < from + c.width(); i++) {
          sum += c.dx()[i];
        }
        for (int i = from; i < from + c.width(); i++) {
          d[i] -= Math.exp(c.x()[i]) * sum;
        }
      }
    }
    return d;
  }

  private static float[] classes(LossCase c) {
    float[] classes = new float[c.rows()];
    for (int i = 0; i < c.t().length; i++) {
      if (c.t()[i] == 1) {
        classes[i / c.width()] = i % c.width();
      }
    }
    return classes;
  }

  static Stream<Arguments> layers() {
    return Stream.iterate(0, i -> i + 1)
        .limit(LAYERS.size())
        .map(i -> argumentSet(LAYERS.get(i).name(), i, LAYERS.get(i)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void denseLayers(int number, LayerCase c) {
    Network net = create("Linear" + number);
    net.parameter("linear.weight").set(floats(c.weight()));
    net.parameter("linear.bias").set(floats(c.bias()));
    float[] x = floats(c.x());
    assertClose("y", doubles(net.predict(x)), c.y(), TOLERANCE);
    // half the squared error passes y - t on, to each row its share of the mean
    double[] t = new double[c.y().length];
    Arrays.setAll(t, i -> c.y()[i] - c.c()[i] * c.rows());
    Map<String, Tensor> gradients = net.gradients(x, floats(t));
    assertClose(
        "dweight", doubles(gradients.get("linear.weight").toArray()), c.dweight(), TOLERANCE);
    assertClose("dbias", doubles(gradients.get("linear.bias").toArray()), c.dbias(), TOLERANCE);
  }

  @Test
  void everyConstantHasANetwork() {
    assertThat(ACTIVATIONS.stream().map(ActivationCase::activation)).contains(Activation.values());
    assertThat(LOSSES.stream().map(LossCase::loss)).contains(Loss.values());
  }
}
