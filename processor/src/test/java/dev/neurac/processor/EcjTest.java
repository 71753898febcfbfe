package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models compile under Eclipse's compiler as under javac, and compute the same bits. */
class EcjTest {

  private static final String STACK =
      """
      package models;

      import static dev.neurac.Activation.*;
      import static dev.neurac.Loss.*;
      import dev.neurac.*;
      import dev.neurac.runtime.Network;

      @Model(loss = CROSS_ENTROPY)
      @Layer(in = 20, out = 32, act = RELU)
      @Layer(out = 8, act = TANH, name = "narrow")
      @Layer(out = 4, act = SOFTMAX)
      public interface Stack extends Network {}
      """;

  private static final String NODES =
      """
      package models;

      import static dev.neurac.Activation.*;
      import static dev.neurac.Loss.*;
      import dev.neurac.*;
      import dev.neurac.runtime.*;

      @Model(loss = MEAN_SQUARED_ERROR)
      abstract class Nodes implements Network {
        @Layer(out = 5) abstract Tensor zebra(@Input(20) Tensor features);
        @Layer(out = 20, act = SIGMOID) abstract Tensor yak(Tensor features);
        @Add abstract Tensor sum(Tensor features, Tensor yak);
        @Concat abstract Tensor joined(Tensor sum, Tensor zebra, @From("yak") Tensor again);
        @Layer(out = 3) abstract Tensor answer(Tensor joined);
      }
      """;

  @TempDir private Path folder;

  /** What came out of a run of Eclipse's compiler. */
  private record Run(boolean succeeded, String messages, ClassLoader classes) {}

  @Test
  void predictionsHaveTheBitsOfJavac() {
    Run ecj = compile(Map.of("Stack", STACK, "Nodes", NODES));
    assertThat(ecj.messages()).isEmpty();
    assertThat(ecj.succeeded()).isTrue();
    ClassLoader javac =
        Compilations.load(
            Compilations.compile(
                Compilations.source("models.Stack", STACK),
                Compilations.source("models.Nodes", NODES)));
    float[] features = new float[3 * 20];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.sin(i);
    }
    for (String name : List.of("models.StackNet", "models.NodesNet")) {
      Network ofEcj = Compilations.create(ecj.classes(), name, 7);
      Network ofJavac = Compilations.create(javac, name, 7);
      assertThat(ofEcj.predict(features)).as(name).containsExactly(ofJavac.predict(features));
      assertThat(ofEcj.summary()).isEqualTo(ofJavac.summary());
    }
    Tensor x = Tensor.of(features, 3, 20);
    assertThat(
            Compilations.call(Compilations.create(ecj.classes(), "models.NodesNet", 7), "yak", x))
        .isEqualTo(Compilations.call(Compilations.create(javac, "models.NodesNet", 7), "yak", x));
  }

  @Test
  void aMistakeInARepeatedLayerIsShownAtItsPlace() {
    Run ecj = compile(Map.of("Stack", STACK.replace("out = 8", "in = 31, out = 8")));
    assertThat(ecj.succeeded()).isFalse();
    assertThat(ecj.messages())
        .contains("[ShapeMismatch] narrow expects in = 31, but layer 1 produces 32")
        .contains("1. ERROR in ")
        .contains("Stack.java (at line 10)")
        .doesNotContain("2. ");
    assertThat(ecj.messages().lines().toList())
        .containsSubsequence(
            "\t@Layer(in = 31, out = 8, act = TANH, name = \"narrow\")", "\t       ^^");
  }

  @Test
  void aNodeMayBeDeclaredAgainInASubtype() {
    Run ecj =
        compile(
            Map.of(
                "Nodes",
                """
                package models;

                import dev.neurac.*;
                import dev.neurac.runtime.*;

                interface Base extends Network {
                  @Layer(out = 3) Tensor hidden(@Input(4) Tensor features);
                  @Layer(out = 7) Tensor extra(Tensor features);
                }

                @Model(loss = Loss.CROSS_ENTROPY, parameters = 25)
                interface Nodes extends Base {
                  @Override @Layer(out = 5) Tensor hidden(@Input(4) Tensor features);
                  @Override default Tensor extra(Tensor features) { return hidden(features); }
                }
                """));
    assertThat(ecj.messages()).isEmpty();
    assertThat(Compilations.create(ecj.classes(), "models.NodesNet", 7).predict(1, 2, 3, 4))
        .hasSize(5);
  }

  @Test
  void sourceThatIsNotWholeIsLeftToTheCompiler() {
    Run ecj = compile(Map.of("Stack", STACK.replace("out = 8, ", "")));
    assertThat(ecj.succeeded()).isFalse();
    assertThat(ecj.messages())
        .contains("The annotation @Layer must define the attribute out")
        .doesNotContain("[");
  }

  /** Compiles sources of package {@code models} by simple name, with the processor. */
  private Run compile(Map<String, String> sources) {
    try {
      Path in = Files.createDirectories(folder.resolve("in/models"));
      Path out = Files.createDirectories(folder.resolve("out"));
      List<String> arguments = new ArrayList<>();
      arguments.addAll(
          List.of("-17", "-g", "-parameters", "-proceedOnError", "-encoding", "UTF-8"));
      arguments.addAll(List.of("-processor", ModelProcessor.class.getName()));
      // With -processorpath alone it silently ran no processor.
      arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
      arguments.addAll(List.of("-d", out.toString(), "-s", out.toString()));
      for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
        Path file = in.resolve(source.getKey() + ".java");
        Files.writeString(file, source.getValue());
        arguments.add(file.toString());
      }
      StringWriter messages = new StringWriter();
      boolean succeeded =
          BatchCompiler.compile(
              arguments.toArray(new String[0]),
              new PrintWriter(messages),
              new PrintWriter(messages),
              null);
      return new Run(succeeded, messages.toString(), Compilations.load(classes(out)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> classes(Path folder) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        classes.put(name, Files.readAllBytes(file));
      }
    }
    return classes;
  }
}
