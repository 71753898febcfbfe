package dev.neurac.processor.codegen;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.neurac.processor.ModelProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A few whole generated files, to see that we generate no correct but weird code. After a change
 * that is meant, {@code -Dgoldens.update=true} writes them anew: read the difference.
 */
class GoldenTest {

  private static final Path GOLDENS = Path.of("src/test/resources/goldens");

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "Digits, DigitsNet",
    "Digits, DigitsNet_HASH",
    "Xor, XorNet",
    "Residual, ResidualNet",
    "Image, Image_RowsNet",
    "Tower, TowerNet"
  })
  void generates(String source, String generated) throws IOException {
    JavaFileObject model =
        JavaFileObjects.forSourceString(
            "goldens." + source, Files.readString(GOLDENS.resolve(source + ".java")));

    Compilation compilation =
        Compiler.javac()
            .withProcessors(new ModelProcessor())
            .withOptions("-g", "-Xlint:all,-processing", "-Werror", "--release", "17")
            .compile(model);

    assertThat(compilation).succeededWithoutWarnings();
    String actual = withoutHash(compilation, "/goldens/" + generated + ".java");
    Path golden = GOLDENS.resolve(generated + ".java.golden");
    if (Boolean.getBoolean("goldens.update")) {
      Files.writeString(golden, actual);
    }
    String expected = Files.exists(golden) ? Files.readString(golden, StandardCharsets.UTF_8) : "";
    assertThat(actual)
        .as(String.format(Locale.ROOT, "%s; -Dgoldens.update=true writes it anew", golden))
        .isEqualTo(expected);
  }

  /**
   * The name of an Aparapi kernel ends with a hash of its content, which says nothing to people.
   */
  private static String withoutHash(Compilation compilation, String name) throws IOException {
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      if (file.getName().replaceAll("_[0-9a-f]{8}", "_HASH").endsWith(name)) {
        return file.getCharContent(false).toString().replaceAll("_[0-9a-f]{8}\\b", "_HASH");
      }
    }
    throw new AssertionError(name + " was not generated");
  }
}
