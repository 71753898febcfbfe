package dev.neurac.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Model;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor's jar is all that a compiler needs to have the processor. */
class ProcessorPathTest {

  private static final Path SOURCES = Path.of("../processor/src/test/resources");

  private static final String MODEL =
      """
      package models;

      import static dev.neurac.Activation.*;
      import static dev.neurac.Loss.*;
      import dev.neurac.*;
      import dev.neurac.runtime.Network;

      @Model(loss = CROSS_ENTROPY)
      @Layer(in = 3, out = 8, act = TANH)
      @Layer(in = 8, out = 2, act = SOFTMAX)
      public interface Small extends Network {}
      """;

  @TempDir private Path folder;

  @Test
  void javacCompilesModelsWithTheJarAlone() throws Exception {
    CompilerRun run = CompilerRun.javac(jar(), List.of(source(MODEL)), folder.resolve("out"));

    assertThat(run.messages()).isEmpty();
    assertThat(run.succeeded()).isTrue();
    assertProbabilities(run.predict("models.SmallNet", 1, 2, 3));
  }

  @Test
  void javacShowsAMistakeWithTheJarAlone() throws IOException {
    String mistaken = MODEL.replace("in = 8", "in = 9");

    CompilerRun run = CompilerRun.javac(jar(), List.of(source(mistaken)), folder.resolve("out"));

    assertThat(run.succeeded()).isFalse();
    assertThat(run.messages())
        .contains(
            "Small.java:11: error: [ShapeMismatch] layer 2 expects in = 9, but layer 1 produces 8")
        .contains("    Write in = 8, or leave in out: it is inferred.")
        .endsWith("1 error\n");
  }

  @Test
  void ecjCompilesModelsWithTheJarOnTheClassPath() throws Exception {
    List<Path> classPath = new ArrayList<>(jar());
    classPath.addAll(List.of(CompilerRun.where(Model.class), CompilerRun.where(Network.class)));

    CompilerRun run =
        CompilerRun.ecj(
            classPath,
            "dev.neurac.processor.ModelProcessor",
            List.of(source(MODEL)),
            folder.resolve("out"));

    assertThat(run.messages()).isEmpty();
    assertThat(run.succeeded()).isTrue();
    assertProbabilities(run.predict("models.SmallNet", 1, 2, 3));
  }

  @Test
  void shadingChangesNothingInGeneratedSources() {
    List<Path> models = CompilerRun.filesOf(SOURCES.resolve("goldens"));

    CompilerRun shaded = CompilerRun.javac(jar(), models, folder.resolve("shaded"));
    CompilerRun unshaded = CompilerRun.javac(unshaded(), models, folder.resolve("unshaded"));

    assertThat(shaded.messages()).isEmpty();
    assertThat(shaded.generatedSources())
        .hasSizeGreaterThanOrEqualTo(models.size())
        .isEqualTo(unshaded.generatedSources());
  }

  /** Each way to a message is code that might have been left out of the jar as unused. */
  @Test
  void shadingChangesNoMessage() {
    List<Path> mistakes = CompilerRun.filesOf(SOURCES.resolve("diagnostics/node"));

    CompilerRun shaded = CompilerRun.javac(jar(), mistakes, folder.resolve("shaded"));
    CompilerRun unshaded = CompilerRun.javac(unshaded(), mistakes, folder.resolve("unshaded"));

    assertThat(shaded.messages()).contains("[ShapeMismatch]", "[Cycle]", "[UnknownInput]");
    // javac's own warnings name the folders, which differ.
    String messages = shaded.messages().replace("" + folder.resolve("shaded"), "");
    assertThat(messages)
        .isEqualTo(unshaded.messages().replace("" + folder.resolve("unshaded"), ""));
  }

  private static void assertProbabilities(float[] predictions) {
    assertThat(predictions).hasSize(2).doesNotContain(0f);
    assertThat(predictions[0] + predictions[1]).isCloseTo(1f, within(1e-6f));
  }

  private Path source(String text) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder.resolve("models")).resolve("Small.java"), text);
  }

  private static List<Path> jar() {
    return List.of(Jars.of("neurac-processor.jar"));
  }

  /**
   * The processor's classes before they were shaded, and their libraries: this JVM's class path.
   */
  private static List<Path> unshaded() {
    List<Path> path = new ArrayList<>(List.of(Path.of("../processor/target/classes")));
    path.addAll(CompilerRun.classPath());
    return path;
  }
}
