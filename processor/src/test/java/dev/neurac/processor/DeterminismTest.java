package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** The same models give the same bytes: the sources that the processor writes, and the classes. */
class DeterminismTest {

  private static final JavaFileObject STACK =
      Compilations.model(
          "Digits",
          """
          @Model(loss = CROSS_ENTROPY)
          @Layer(in = 64, out = 32, act = RELU)
          @Layer(out = 16, act = TANH, name = "narrow")
          @Layer(out = 10)
          public interface Digits extends Network {}
          """);

  private static final JavaFileObject NODE =
      Compilations.model(
          "Branches",
          """
          @Model(loss = MEAN_SQUARED_ERROR)
          interface Branches extends Network {
            @Layer(out = 8, act = RELU) Tensor left(@Input(8) Tensor features);
            @Layer(out = 8, act = SIGMOID) Tensor right(Tensor features);
            @Add Tensor sum(Tensor left, Tensor right, Tensor features);
            @Dropout(0.5) Tensor dropped(Tensor right);
            @Concat Tensor joined(Tensor sum, Tensor dropped);
            @Layer(out = 2) Tensor result(Tensor joined);
          }
          """);

  private static final JavaFileObject CLASS =
      Compilations.model(
          "Outer",
          """
          class Outer {
            @Model(loss = HALF_SQUARED_ERROR)
            @Layer(in = 3, out = 3, act = LEAKY_RELU)
            abstract static class Inner implements Network {}
          }
          """);

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    assertThat(files(STACK, NODE, CLASS)).isEqualTo(files(STACK, NODE, CLASS));
  }

  @Test
  void theOrderOfTheSourcesMakesNoDifference() throws IOException {
    assertThat(files(STACK, NODE, CLASS)).isEqualTo(files(CLASS, NODE, STACK));
  }

  @Test
  void theOtherModelsMakeNoDifference() throws IOException {
    assertThat(files(STACK, NODE, CLASS)).containsAllEntriesOf(files(NODE));
  }

  @Test
  void theOrderOfTheNodesMakesNoDifferenceButToTheirMethods() {
    String forward =
        """
        @Model(loss = MEAN_SQUARED_ERROR)
        interface Nodes extends Network {
          @Layer(out = 8, act = RELU) Tensor a(@Input(8) Tensor features);
          @Layer(out = 8, act = SIGMOID) Tensor b(Tensor features);
          @Add Tensor c(Tensor a, Tensor b);
        }
        """;
    String[] lines = forward.split("\n");
    String backward = String.join("\n", lines[0], lines[1], lines[4], lines[3], lines[2], lines[5]);
    assertThat(generated("Nodes", backward)).isEqualTo(generated("Nodes", forward));
  }

  private static String generated(String name, String declaration) {
    return Compilations.generatedSource(
        Compilations.compile(Compilations.model(name, declaration)), name + "Net");
  }

  /** Returns what each file that was written holds, by its path. */
  private static Map<String, String> files(JavaFileObject... sources) throws IOException {
    Compilation compilation = Compilations.compile(sources);
    assertThat(compilation.diagnostics()).isEmpty();
    Map<String, String> files = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      try (InputStream in = file.openInputStream()) {
        files.put(file.toUri().getPath(), Arrays.toString(in.readAllBytes()));
      }
    }
    assertThat(files).hasSizeGreaterThan(3 * sources.length - 1);
    return files;
  }
}
