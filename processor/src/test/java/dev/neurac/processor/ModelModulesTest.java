package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.aparapi.Kernel;
import com.google.gson.Gson;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.neurac.Model;
import dev.neurac.opencl.NetworkKernel;
import dev.neurac.runtime.Network;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models of several modules that are compiled at once: what is generated for each names only what
 * its own module reads.
 */
class ModelModulesTest {

  private static final String PRICE =
      """
      import static dev.neurac.Loss.*;
      import dev.neurac.*;
      import dev.neurac.runtime.Network;

      @Model(loss = MEAN_SQUARED_ERROR)
      @Layer(in = 2, out = 1)
      interface Price extends Network {}
      """;

  @TempDir private Path folder;

  private Path write(String module, String requires) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources").resolve(module));
    Files.writeString(
        sources.resolve("module-info.java"), "module " + module + " {" + requires + "}");
    Path model = Files.createDirectories(sources.resolve(module)).resolve("Price.java");
    return Files.writeString(model, "package " + module + ";\n" + PRICE);
  }

  private static String modulePath() {
    return Stream.of(
            Model.class,
            Network.class,
            NetworkKernel.class,
            Kernel.class,
            Gson.class,
            CsvReader.class)
        .map(type -> new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(File::getPath)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Compiles models as strictly as javac can. */
  private void compile(Path... models) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path model : models) {
      sources.add(model);
      sources.add(model.getParent().resolveSibling("module-info.java"));
    }
    List<String> options =
        new ArrayList<>(
            List.of(
                "--module-path",
                modulePath(),
                "--module-source-path",
                folder.resolve("sources").toString(),
                "-d",
                folder.toString()));
    options.addAll(Compilations.STRICT);
    options.add("-Xlint:-requires-automatic");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      JavaCompiler.CompilationTask task =
          compiler.getTask(messages, files, null, options, null, units);
      task.setProcessors(List.of(new ModelProcessor()));
      assertThat(task.call()).as(messages.toString()).isTrue();
    }
    assertThat(messages.toString()).isEmpty();
  }

  /** Returns the names of what was generated in a module, without hashes. */
  private List<String> generated(String module) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(module).resolve(module))) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("_[0-9a-f]{8}", "_HASH"))
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .toList();
    }
  }

  private String text(String module) throws IOException {
    return Files.readString(folder.resolve(module).resolve(module).resolve("PriceNet.java"));
  }

  @Test
  void aModuleThatDoesNotReadWhatAnotherOneBringsIn() throws IOException {
    compile(
        write("plain", "requires dev.neurac.runtime;"),
        write("device", "requires dev.neurac.opencl; requires java.compiler; requires plain;"));
    assertThat(generated("plain")).containsExactly("PriceNet.java");
    assertThat(text("plain")).doesNotContain("Generated").doesNotContain("aparapiKernel");
    assertThat(generated("device")).containsExactly("PriceNet.java", "PriceNet_HASH.java");
    assertThat(text("device")).contains("@Generated(").contains("aparapiKernel");
  }

  /** What a module offers to others is held against what it requires for them. */
  @Test
  void aModuleThatExportsItsModels() throws IOException {
    Path model =
        write(
            "offers",
            "requires transitive dev.neurac.runtime; requires java.compiler; exports offers;");
    Files.writeString(
        model,
        Files.readString(model)
            .replace("interface Price extends", "public interface Price extends"));
    compile(model);
    assertThat(text("offers")).contains("@Generated(").contains("public final class PriceNet");
  }

  /** It takes our base class, and that finds Aparapi for it. */
  @Test
  void aModuleThatReadsAparapiOnly() throws IOException {
    compile(
        write("aparapiOnly", "requires dev.neurac.runtime; requires aparapi;"),
        write("device", "requires dev.neurac.opencl;"));
    assertThat(generated("aparapiOnly")).containsExactly("PriceNet.java");
    assertThat(generated("device")).containsExactly("PriceNet.java", "PriceNet_HASH.java");
  }
}
