package dev.neurac.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Compiles sources in memory with the processor, and loads and runs what came out. */
public final class Compilations {

  /** Every warning of javac is an error, in generated code too. */
  public static final List<String> STRICT = List.of("-g", "-Xlint:all,-path", "-Werror");

  /** What models usually import. */
  private static final String IMPORTS =
      """
      import static dev.neurac.Activation.*;
      import static dev.neurac.Loss.*;
      import dev.neurac.*;
      import dev.neurac.runtime.Network;
      import dev.neurac.Tensor;
      """;

  private Compilations() {}

  /** Returns a source file in package {@code models}, which imports what models use. */
  public static JavaFileObject model(String simpleName, String declarations) {
    return source("models." + simpleName, "package models;\n" + IMPORTS + declarations);
  }

  /** Returns a source file. */
  public static JavaFileObject source(String qualifiedName, String text) {
    return JavaFileObjects.forSourceString(qualifiedName, text);
  }

  /** Compiles with {@link #STRICT} options. */
  public static Compilation compile(JavaFileObject... sources) {
    return compile(STRICT, sources);
  }

  /** Compiles with the given options and the processor. */
  public static Compilation compile(List<String> options, JavaFileObject... sources) {
    return compile(options, List.of(new ModelProcessor()), sources);
  }

  /** Compiles with the given options and processors. */
  public static Compilation compile(
      List<String> options, List<Processor> processors, JavaFileObject... sources) {
    return javac().withOptions(options).withProcessors(processors).compile(Arrays.asList(sources));
  }

  /** Returns the generated sources by path, in the order in which they were generated. */
  public static Map<String, String> generatedSources(Compilation compilation) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      sources.put(file.toUri().getPath(), text(file));
    }
    return sources;
  }

  /** Returns the text of one generated source file of package {@code models}. */
  public static String generatedSource(Compilation compilation, String simpleName) {
    return compilation
        .generatedFile(StandardLocation.SOURCE_OUTPUT, "models/" + simpleName + ".java")
        .map(Compilations::text)
        .orElseThrow(() -> new AssertionError(simpleName + " was not generated"));
  }

  /** Returns a name without the hash of its content, with which the name of a kernel ends. */
  public static String withoutHash(String name) {
    return name.replaceAll("_[0-9a-f]{8}", "_HASH");
  }

  private static String text(JavaFileObject file) {
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a loader of the compiled classes. */
  public static ClassLoader load(Compilation compilation) {
    if (compilation.status() == Compilation.Status.FAILURE) {
      throw new AssertionError("compilation failed:\n" + compilation.diagnostics());
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath();
        String name = path.substring("/CLASS_OUTPUT/".length(), path.length() - ".class".length());
        try (InputStream in = file.openInputStream()) {
          classes.put(name.replace('/', '.'), in.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return load(classes);
  }

  /** Returns a loader of classes by binary name. */
  public static ClassLoader load(Map<String, byte[]> classes) {
    return new ClassLoader(Compilations.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = classes.get(name);
        if (code == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, code, 0, code.length);
      }
    };
  }

  /**
   * Calls {@code create(seed)} of a generated class.
   *
   * @param generatedName the qualified name of the generated class
   */
  public static Network create(ClassLoader loader, String generatedName, long seed) {
    try {
      Method create = loader.loadClass(generatedName).getDeclaredMethod("create", long.class);
      create.setAccessible(true);
      return (Network) create.invoke(null, seed);
    } catch (InvocationTargetException e) {
      throw new AssertionError(generatedName + ".create failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot call " + generatedName + ".create(long)", e);
    }
  }

  /** Calls a node method of a network. */
  public static Tensor call(Network net, String node, Tensor... inputs) {
    List<Class<?>> types = new ArrayList<>();
    Arrays.stream(inputs).forEach(input -> types.add(Tensor.class));
    try {
      Method method = net.getClass().getDeclaredMethod(node, types.toArray(new Class<?>[0]));
      method.setAccessible(true);
      return (Tensor) method.invoke(net, (Object[]) inputs);
    } catch (InvocationTargetException e) {
      throw new AssertionError(node + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot call the node " + node, e);
    }
  }
}
