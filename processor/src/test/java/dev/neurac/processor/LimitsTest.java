package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models at the limits of what Java's methods take. */
class LimitsTest {

  @Test
  void aNodeThatManyUse() {
    String names =
        IntStream.range(0, 60).mapToObj(i -> "Tensor n" + i).collect(Collectors.joining(", "));
    String nodes =
        IntStream.range(0, 60)
            .mapToObj(i -> "@Apply(dev.neurac.Activation.TANH) Tensor n" + i + "(Tensor shared);\n")
            .collect(Collectors.joining());
    train(
        "Wide",
        """
        @Layer(out = 2) Tensor shared(@Input(2) Tensor features);
        %s
        @Add Tensor sum(%s);
        """
            .formatted(nodes, names));
  }

  @Test
  void manyElementwiseNodesInARow() {
    String nodes =
        IntStream.range(1, 150)
            .mapToObj(
                i ->
                    "@Apply(dev.neurac.Activation.TANH) Tensor n"
                        + i
                        + "(Tensor n"
                        + (i - 1)
                        + ");")
            .collect(Collectors.joining("\n"));
    train("Long", "@Layer(out = 2) Tensor n0(@Input(2) Tensor features);\n" + nodes);
  }

  @Test
  void threeHundredLayers() {
    String nodes =
        IntStream.range(1, 300)
            .mapToObj(i -> "@Layer(out = 2) Tensor n" + i + "(Tensor n" + (i - 1) + ");")
            .collect(Collectors.joining("\n"));
    train("Deep", "@Layer(out = 2) Tensor n0(@Input(2) Tensor features);\n" + nodes);
  }

  /**
   * Every layer passes its input on, each value to the next output, so that all that a step
   * computes is known to the bit: a kernel left out, or run out of its order, would change it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"stack", "node"})
  void aThousandLayers(String form) {
    int layers = 1000;
    int width = 64;
    String declared =
        form.equals("stack")
            ? "@Model(loss = MEAN_SQUARED_ERROR)\n@Layer(in = 64, out = 64)\n"
                + "@Layer(out = 64, act = RELU)\n".repeat(layers - 1)
                + "public interface Deep extends Network {}"
            : "@Model(loss = MEAN_SQUARED_ERROR)\npublic interface Deep extends Network {\n"
                + "@Layer(out = 64) Tensor layer1(@Input(64) Tensor input);\n"
                + IntStream.range(1, layers)
                    .mapToObj(
                        i ->
                            "@Layer(out = 64, act = RELU) Tensor layer%d(Tensor layer%d);\n"
                                .formatted(i + 1, i))
                    .collect(Collectors.joining())
                + "}";
    Compilation compilation =
        Compilations.compile(Compilations.STRICT, Compilations.model("Deep", declared));
    assertThat(compilation.notes()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.DeepNet", 1);
    float[] parameters = net.runtime().parameterArray();
    Arrays.fill(parameters, 0);
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < width; i++) {
        parameters[layer * (width + 1) * width + i * width + (i + 1) % width] = 1;
      }
    }
    float[] features = new float[width];
    for (int i = 0; i < width; i++) {
      features[i] = i + 1;
    }

    assertThat(net.predict(features)).containsExactly(shifted(features, layers));
    Map<String, Tensor> gradients = net.gradients(features, new float[width]);
    assertThat(gradients).hasSize(2 * layers);
    // Of the last layer, that of the mean of squares; each layer passes it back as it passed on.
    float[] received = shifted(features, layers);
    for (int i = 0; i < width; i++) {
      received[i] = 2 * received[i] / width;
    }
    for (int layer = layers; layer > 0; layer--) {
      assertThat(gradients.get("layer" + layer + ".bias").toArray()).containsExactly(received);
      assertThat(gradients.get("layer" + layer + ".weight").toArray())
          .containsExactly(outer(received, shifted(features, layer - 1)));
      received = shifted(received, -1);
    }
  }

  /** Returns values so many places further to the right, those at the end first. */
  private static float[] shifted(float[] values, int places) {
    float[] shifted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      shifted[Math.floorMod(i + places, values.length)] = values[i];
    }
    return shifted;
  }

  private static float[] outer(float[] rows, float[] columns) {
    float[] product = new float[rows.length * columns.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = rows[i / columns.length] * columns[i % columns.length];
    }
    return product;
  }

  @Test
  void namesThatJavaGivesAMeaning() {
    train(
        "Named",
        """
        @Layer(out = 2) Tensor yield(@Input(2) Tensor Compiled);
        @Layer(out = 2) Tensor record(@From("yield") Tensor Tensor);
        @Add Tensor var(@From("yield") Tensor runtime, @From("record") Tensor rows);
        """);
  }

  @Test
  void dropoutsOfNamesWithOneHashCodeDropDifferently() {
    assertThat("hAa").hasSameHashCodeAs("hBB");
    Compilation compilation =
        compile(
            "Salted",
            """
            @Dropout(0.5) Tensor hAa(@Input(2) Tensor features);
            @Dropout(0.5) Tensor hBB(Tensor features);
            @Add Tensor sum(Tensor hAa, Tensor hBB);
            @Layer(out = 1) Tensor out(Tensor sum);
            """);
    String code = Compilations.generatedSource(compilation, "SaltedNet");
    assertThat(salts(code)).hasSize(2);
  }

  @Test
  void aLayerInFrontOfADropoutLeavesItsMask() {
    Set<String> alone =
        salts(
            Compilations.generatedSource(
                compile(
                    "Plain",
                    """
                    @Dropout(0.5) Tensor dropped(@Input(2) Tensor features);
                    @Layer(out = 1) Tensor out(Tensor dropped);
                    """),
                "PlainNet"));
    Set<String> behind =
        salts(
            Compilations.generatedSource(
                compile(
                    "Longer",
                    """
                    @Dropout(0.1) Tensor before(@Input(2) Tensor features);
                    @Layer(out = 2) Tensor wide(Tensor before);
                    @Dropout(0.5) Tensor dropped(Tensor wide);
                    @Layer(out = 1) Tensor out(Tensor dropped);
                    """),
                "LongerNet"));
    assertThat(alone).hasSize(1);
    assertThat(behind).hasSize(2).containsAll(alone);
  }

  /** Returns the salts that generated code draws random numbers with. */
  private static Set<String> salts(String code) {
    return Pattern.compile("step, (\\d+), r \\* 2 \\+ i\\)")
        .matcher(code)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static void train(String name, String nodes) {
    Network net =
        Compilations.create(Compilations.load(compile(name, nodes)), "models." + name + "Net", 1);
    float[] prediction = net.predict(0.5f, -0.5f);
    assertThat(prediction).isNotEmpty();
    float[] targets = new float[prediction.length];
    assertThat(net.gradients(new float[] {0.5f, -0.5f}, targets).values())
        .allSatisfy(
            gradient ->
                assertThat(
                        IntStream.range(0, gradient.size())
                            .allMatch(i -> Float.isFinite(gradient.toArray()[i])))
                    .as(Arrays.toString(gradient.shape()))
                    .isTrue());
  }

  private static Compilation compile(String name, String nodes) {
    return Compilations.compile(
        Compilations.STRICT,
        Compilations.model(
            name,
            "@Model(loss = dev.neurac.Loss.MEAN_SQUARED_ERROR)\npublic interface "
                + name
                + " extends Network {\n"
                + nodes
                + "}"));
  }
}
