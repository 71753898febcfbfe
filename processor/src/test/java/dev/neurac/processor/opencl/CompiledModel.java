package dev.neurac.processor.opencl;

import dev.neurac.processor.Compilations;
import dev.neurac.processor.ModelProcessor;
import dev.neurac.runtime.Network;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** A model that is compiled into a folder, as applications are: Aparapi reads class files. */
final class CompiledModel {

  private CompiledModel() {}

  /** Returns whether an entry of a class path is one of Aparapi's jars. */
  static boolean isAparapi(String entry) {
    return Path.of(entry).getFileName().toString().startsWith("aparapi");
  }

  /**
   * Compiles a model and loads it.
   *
   * @param visible what of the class path the compiler sees
   */
  static Network create(
      Path folder, Predicate<String> visible, JavaFileObject model, String... options)
      throws IOException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(visible)
            .collect(Collectors.joining(File.pathSeparator));
    Files.createDirectories(folder);
    List<String> all = new ArrayList<>(List.of("-d", folder.toString(), "-cp", classPath));
    all.addAll(List.of(options));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    JavaCompiler.CompilationTask task =
        compiler.getTask(messages, null, null, all, null, List.of(model));
    task.setProcessors(List.of(new ModelProcessor()));
    if (!task.call()) {
      throw new AssertionError(messages);
    }
    URL[] urls = {folder.toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(urls, CompiledModel.class.getClassLoader());
    try (var files = Files.walk(folder)) {
      String generated =
          files
              .map(file -> folder.relativize(file).toString())
              .filter(file -> file.endsWith("Net.class"))
              .findFirst()
              .orElseThrow()
              .replace(".class", "")
              .replace(File.separatorChar, '.');
      return Compilations.create(loader, generated, 1);
    }
  }
}
