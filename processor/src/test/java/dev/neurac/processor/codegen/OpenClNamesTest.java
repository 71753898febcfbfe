package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.processor.Compilations;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What methods and arguments of the generated OpenCL class are called. */
class OpenClNamesTest {

  /** Returns the OpenCL class of a stack of layers. */
  private static String kernel(String layers) {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Named",
                "@Model(loss = CROSS_ENTROPY)\n" + layers + "interface Named extends Network {}"));
    assertThat(compilation.diagnostics()).isEmpty();
    return Compilations.generatedSources(compilation).entrySet().stream()
        .filter(file -> Compilations.withoutHash(file.getKey()).endsWith("NamedNet_HASH.java"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areOfCharactersThatOpenClTakes() {
    String kernel =
        kernel(
            """
            @Layer(in = 4, out = 3, act = TANH, name = "größe")
            @Layer(out = 3, act = SOFTMAX, name = "a$b")
            """);
    assertThat(kernel).contains("{@code größe}", "float gr__eEpilogue(", "int a_bLinearAt");
    String code = kernel.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    assertThat(code).containsPattern("gr__e").doesNotContainPattern("[^\\x00-\\x7F]|[$]");
  }

  @Test
  void aMethodThatLayersShareSaysWhichLayers() {
    assertThat(kernel("@Layer(in = 3, out = 3, act = TANH)\n".repeat(3) + "@Layer(out = 2)\n"))
        .contains("{@code layer1, layer2, layer3}: {@code x·W > BiasAdd > TANH}")
        .containsOnlyOnce("float layer1Epilogue(int point, float product, int biasAt)")
        .doesNotContain("layer2Epilogue", "layer3Epilogue");
  }

  @Test
  void ofManyLayersTheFirstAreNamed() {
    assertThat(kernel("@Layer(in = 3, out = 3, act = TANH)\n".repeat(10) + "@Layer(out = 2)\n"))
        .contains("{@code layer1, layer2, layer3, layer4, layer5, layer6 and 4 more}");
  }
}
