package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.neurac.Activation;
import dev.neurac.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** PyTorch's numbers, which lie in the test resources; how they were made is said there. */
public final class References {

  private References() {}

  /**
   * An activation's value and gradient; arrays are rows, one after the other.
   *
   * @param name the constant, and in parentheses what is special
   * @param c the gradient that y receives
   * @param a the slopes of PRELU, else empty
   * @param da their gradient
   */
  public record ActivationCase(
      String name,
      int rows,
      double[] x,
      double[] c,
      double[] y,
      double[] dx,
      double[] a,
      double[] da) {

    /** Returns the activation. */
    public Activation activation() {
      return Activation.valueOf(constant(name));
    }

    /** Returns the slope that the name says, else the usual one, NaN where there is none. */
    public double slope() {
      return attribute(name, "slope", activation().slope().orElse(Double.NaN));
    }

    /** Returns the number of features. */
    public int width() {
      return x.length / rows;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A loss, averaged over the rows, and its gradient; arrays are rows, one after the other.
   *
   * @param name the constant, and in parentheses what is special
   */
  public record LossCase(String name, int rows, double[] x, double[] t, double value, double[] dx) {

    /** Returns the loss. */
    public Loss loss() {
      return Loss.valueOf(constant(name));
    }

    /** Returns the label smoothing that the name says, else 0. */
    public double labelSmoothing() {
      return attribute(name, "label smoothing", 0);
    }

    /** Returns the delta that the name says, else 1. */
    public double delta() {
      return attribute(name, "delta", 1);
    }

    /** Returns the positive weight that the name says, else 1. */
    public double positiveWeight() {
      return attribute(name, "positive weight", 1);
    }

    /** Returns the number of outputs. */
    public int width() {
      return x.length / rows;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A dense layer without activation: value, and gradients where y receives c. */
  public record LayerCase(
      String name,
      int rows,
      double[] x,
      double[] c,
      double[] y,
      double[] weight,
      double[] bias,
      double[] dweight,
      double[] dbias) {

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A normalization over the last axis: value, and gradients where y receives c.
   *
   * @param shape of a row
   * @param bias empty where there is none
   */
  public record NormCase(
      String name,
      int rows,
      List<Integer> shape,
      double[] x,
      double[] c,
      double[] y,
      double[] dx,
      double[] weight,
      double[] bias,
      double[] dweight,
      double[] dbias) {

    /** Returns whether the mean is subtracted. */
    public boolean centred() {
      return name.startsWith("LAYER_NORM");
    }

    /** Returns the epsilon that the name says, else 1e-5. */
    public double epsilon() {
      return attribute(name, "epsilon", 1e-5);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns all cases of activations. */
  public static List<ActivationCase> activations() {
    return cases(
        "activations",
        (name, o) ->
            new ActivationCase(
                name,
                o.getAsJsonArray("x").size(),
                doubles(o.get("x")),
                doubles(o.get("c")),
                doubles(o.get("y")),
                doubles(o.get("dx")),
                doubles(o.get("a")),
                doubles(o.get("da"))));
  }

  /** Returns all cases of losses. */
  public static List<LossCase> losses() {
    return cases(
        "losses",
        (name, o) -> {
          double[] x = doubles(o.get("x"));
          double[] dx = doubles(o.get("d"));
          if (o.has("p")) {
            // Probabilities p, as sigmoid gives them: x = log(p/(1 - p)), dp/dx = p·(1 - p).
            double[] p = doubles(o.get("p"));
            x = Arrays.stream(p).map(v -> Math.log(v / (1 - v))).toArray();
            for (int i = 0; i < dx.length; i++) {
              dx[i] *= p[i] * (1 - p[i]);
            }
          }
          int rows = o.getAsJsonArray("t").size();
          return new LossCase(name, rows, x, doubles(o.get("t")), o.get("loss").getAsDouble(), dx);
        });
  }

  /** Returns all cases of dense layers. */
  public static List<LayerCase> layers() {
    return cases(
        "layers",
        (name, o) ->
            new LayerCase(
                name,
                o.getAsJsonArray("x").size(),
                doubles(o.get("x")),
                doubles(o.get("c")),
                doubles(o.get("y")),
                doubles(o.get("weight")),
                doubles(o.get("bias")),
                doubles(o.get("dweight")),
                doubles(o.get("dbias"))));
  }

  /** Returns all cases of normalizations. */
  public static List<NormCase> norms() {
    return cases(
        "norms",
        (name, o) ->
            new NormCase(
                name,
                o.getAsJsonArray("x").size(),
                shape(o.getAsJsonArray("x").get(0)),
                doubles(o.get("x")),
                doubles(o.get("c")),
                doubles(o.get("y")),
                doubles(o.get("dx")),
                doubles(o.get("weight")),
                doubles(o.get("bias")),
                doubles(o.get("dweight")),
                doubles(o.get("dbias"))));
  }

  private static List<Integer> shape(JsonElement nested) {
    List<Integer> extents = new ArrayList<>();
    for (JsonElement e = nested; e instanceof JsonArray array; e = array.get(0)) {
      extents.add(array.size());
    }
    return extents;
  }

  private static <T> List<T> cases(String file, BiFunction<String, JsonObject, T> read) {
    List<T> cases = new ArrayList<>();
    JsonObject all = read(file + ".json");
    for (String name : all.keySet()) {
      if (!name.startsWith("_")) {
        cases.add(read.apply(name, all.getAsJsonObject(name)));
      }
    }
    return cases;
  }

  /** {@code HUBER (delta 0.5)} is a case of HUBER. */
  private static String constant(String name) {
    return name.replaceFirst(" \\(.*", "");
  }

  private static double attribute(String name, String attribute, double otherwise) {
    Matcher matcher = Pattern.compile(attribute + " ([0-9.]+(?:e-[0-9]+)?)").matcher(name);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
  }

  /** Returns a file of the reference folder. */
  public static JsonObject read(String file) {
    try (InputStream in = References.class.getResourceAsStream("/reference/" + file);
        Reader reader =
            new InputStreamReader(
                file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the numbers of nested arrays, row by row; none where there is nothing. */
  public static double[] doubles(JsonElement nested) {
    List<Double> all = new ArrayList<>();
    if (nested != null) {
      flatten(nested, all);
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void flatten(JsonElement nested, List<Double> all) {
    if (nested instanceof JsonArray array) {
      array.forEach(element -> flatten(element, all));
    } else {
      all.add(nested.getAsDouble());
    }
  }

  /** Returns the nearest floats. */
  public static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns the same numbers. */
  public static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Checks that max|ours - reference| / max|reference| over the array is within a tolerance. */
  public static void assertClose(String what, double[] ours, double[] reference, double tolerance) {
    assertThat(ours).as(what).hasSameSizeAs(reference);
    double error = 0;
    double scale = 0;
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as(what).isFinite();
      error = Math.max(error, Math.abs(ours[i] - reference[i]));
      scale = Math.max(scale, Math.abs(reference[i]));
    }
    assertThat(error).as(what).isLessThanOrEqualTo(tolerance * scale);
  }
}
