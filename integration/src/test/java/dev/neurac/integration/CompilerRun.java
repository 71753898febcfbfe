package dev.neurac.integration;

import dev.neurac.runtime.Network;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/**
 * One run of a compiler in a process of its own: there a processor finds nothing but what is on its
 * path, while a compiler in this JVM would lend it this JVM's class path.
 *
 * @param succeeded whether the compiler ended with 0
 * @param messages what it printed
 * @param out the folder with the classes and the generated sources
 */
record CompilerRun(boolean succeeded, String messages, Path out) {

  /** Compiles with javac, which looks for processors on the given path only. */
  static CompilerRun javac(List<Path> processorPath, List<Path> sources, Path out) {
    List<String> command = new ArrayList<>();
    command.add(program("javac"));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-encoding", "UTF-8", "-g", "-parameters", "-Xmaxerrs", "1000"));
    command.addAll(List.of("-Xlint:all,-path,-processing,-options", "--release", "17"));
    command.addAll(List.of("-processorpath", join(processorPath)));
    command.addAll(List.of("-classpath", join(classPath())));
    return run(command, sources, out);
  }

  /**
   * Compiles with Eclipse's compiler. Its command line finds a processor on the class path, by its
   * name.
   */
  static CompilerRun ecj(List<Path> classPath, String processor, List<Path> sources, Path out) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", where(BatchCompiler.class).toString()));
    command.addAll(List.of("-17", "-encoding", "UTF-8", "-g", "-parameters"));
    command.addAll(List.of("-processor", processor, "-classpath", join(classPath)));
    return run(command, sources, out);
  }

  /** Returns this JVM's class path without its empty entry, which is the folder it runs in. */
  static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }

  /** Returns the jar or folder that a class of this JVM comes from. */
  static Path where(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(type + " comes from no file", e);
    }
  }

  private static CompilerRun run(List<String> command, List<Path> sources, Path out) {
    // Without -s, ECJ writes generated sources into the folder in which it runs.
    command.addAll(List.of("-d", out.toString(), "-s", out.toString()));
    sources.forEach(source -> command.add(source.toString()));
    try {
      Files.createDirectories(out);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new CompilerRun(process.waitFor() == 0, messages, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  private static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String join(List<Path> path) {
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the text of the sources that the processor wrote, by their paths below the folder. */
  Map<String, String> generatedSources() {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.put(out.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  /** Predicts one row with a compiled network of seed 7, by the name of its generated class. */
  float[] predict(String generatedName, float... features) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {out.toUri().toURL()})) {
      Method create = loader.loadClass(generatedName).getMethod("create", long.class);
      return ((Network) create.invoke(null, 7L)).predict(features);
    }
  }

  /** Returns the files of a folder, in the order of their names. */
  static List<Path> filesOf(Path folder) {
    File[] files = folder.toFile().listFiles((in, name) -> name.endsWith(".java"));
    if (files == null) {
      throw new IllegalStateException(folder.toAbsolutePath() + " is no folder");
    }
    return Arrays.stream(files).map(File::toPath).sorted().toList();
  }
}
