package dev.neurac.processor.networks;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.neurac.processor.ModelProcessor;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Models written as text, compiled together in memory with our processor and loaded. */
final class CompiledModels extends ClassLoader {

  private static final String HEAD =
      """
      package models;

      import static dev.neurac.Activation.*;
      import static dev.neurac.Initializer.*;
      import static dev.neurac.Loss.*;

      import dev.neurac.*;
      import dev.neurac.runtime.Network;
      import dev.neurac.runtime.Tensor;

      """;

  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  private CompiledModels() {
    super(CompiledModels.class.getClassLoader());
  }

  /** Compiles models, given what stands before and inside the interface of each name. */
  static CompiledModels of(Map<String, Model> models) {
    List<JavaFileObject> files = new ArrayList<>();
    models.forEach(
        (name, model) ->
            files.add(
                JavaFileObjects.forSourceString(
                    "models." + name,
                    HEAD
                        + model.annotations()
                        + "\npublic interface "
                        + name
                        + " extends Network {\n"
                        + model.nodes()
                        + "\n}\n")));
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new ModelProcessor())
            .withOptions("-g", "--release", "17")
            .compile(files);
    assertThat(compilation).succeeded();
    CompiledModels loader = new CompiledModels();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        try (InputStream in = file.openInputStream()) {
          String path = file.toUri().getPath();
          String name = path.substring(path.indexOf("models/")).replaceFirst("\\.class$", "");
          loader.classes.put(name.replace('/', '.'), in.readAllBytes());
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
    return loader;
  }

  /**
   * A model's source.
   *
   * @param annotations of the type, with the layers in the stack form
   * @param nodes the methods in the node form, else empty
   */
  record Model(String annotations, String nodes) {}

  /** Returns a fresh network. */
  Network create(String name) {
    try {
      return (Network)
          loadClass("models." + name + "Net").getMethod("create", long.class).invoke(null, 0L);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Computes a node with one input by itself. */
  static Tensor node(Network net, String name, Tensor input) {
    try {
      return (Tensor) net.getClass().getMethod(name, Tensor.class).invoke(net, input);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
