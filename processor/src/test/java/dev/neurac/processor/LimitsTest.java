package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.runtime.Network;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
    assertThat(code).contains("step, 0, r * 2 + i)").contains("step, 1, r * 2 + i)");
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
