package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects that javac shows all warnings: it has none for generated classes. */
class LintTest {

  private static final List<String> ALL = List.of("-g", "-Xlint:all,-path");

  private static final String NODES =
      """
        @Layer(out = 4) Tensor hidden(@Input(3) Tensor features);
        @Layer(out = 1) Tensor price(Tensor hidden);
      """;

  private static void assertNoWarningButIn(String file, Compilation compilation) {
    assertThat(compilation.errors()).isEmpty();
    assertThat(compilation.diagnostics())
        .extracting(Diagnostic::getSource)
        .extracting(source -> source == null ? "no file" : name(source))
        .allMatch(file::equals);
  }

  private static String name(Object source) {
    String path = ((JavaFileObject) source).getName();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Deprecated public interface Old extends Network {",
        "@Deprecated(since = \"1.2 \\\"$L\\\"\", forRemoval = true) interface Old extends Network"
            + " {",
        "public interface Old extends Network, java.io.Serializable {",
        "public interface Old extends Network, AutoCloseable { @Override default void close() {}",
        "interface Old extends Network { @Deprecated Tensor hidden(@Input(3) Tensor features);",
      })
  void noLintOfAGeneratedClass(String begin) {
    String nodes = begin.contains("Tensor hidden") ? NODES.replaceFirst(".*\n", "") : NODES;
    String text = "@Model(loss = MEAN_SQUARED_ERROR)\n" + begin + "\n" + nodes + "}";
    text = text.replace("@Deprecated Tensor hidden", "@Layer(out = 4) @Deprecated Tensor hidden");
    Compilation compilation = Compilations.compile(ALL, Compilations.model("Old", text));
    assertThat(compilation.diagnostics()).as(text).isEmpty();
  }

  @Test
  void noLintOfADeprecatedConstructorOrATypeAround() {
    Compilation compilation =
        Compilations.compile(
            ALL,
            Compilations.model(
                "Outer",
                """
                @Deprecated(forRemoval = true)
                class Outer {
                  @Model(loss = MEAN_SQUARED_ERROR)
                  abstract static class Old implements Network, java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    @Deprecated Old() {}
                    @Layer(out = 4) abstract Tensor hidden(@Input(3) Tensor features);
                  }
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  /** Whoever uses the generated class uses the deprecated model. */
  @Test
  void usersOfADeprecatedModelAreWarned() {
    Compilation compilation =
        Compilations.compile(
            ALL,
            Compilations.model(
                "Old",
                "@Deprecated @Model(loss = MEAN_SQUARED_ERROR) interface Old extends Network {\n"
                    + NODES
                    + "}"),
            Compilations.model(
                "New",
                "@Model(loss = MEAN_SQUARED_ERROR) interface New extends Network {\n"
                    + NODES.replaceFirst("@Layer", "@Deprecated @Layer")
                    + "}"),
            Compilations.source(
                "models.User",
                """
                package models;
                class User {
                  Object old = OldNet.create(1);
                  Object hidden = NewNet.create(1).hidden(null);
                  Object price = NewNet.create(1).price(null);
                }
                """));
    assertNoWarningButIn("User.java", compilation);
    assertThat(compilation.diagnostics())
        .extracting(Diagnostic::getLineNumber)
        .containsExactly(3L, 4L);
  }
}
