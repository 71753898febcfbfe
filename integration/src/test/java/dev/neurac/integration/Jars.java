package dev.neurac.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The files that the build attaches to our artifacts, as they would be installed. */
final class Jars {

  private Jars() {}

  /** Returns a file that the build copied, by artifact, classifier and type: no version in it. */
  static Path of(String fileName) {
    Path file = Path.of("target/jars", fileName);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file.toAbsolutePath() + " is not there: mvn verify, from the top folder, puts it there");
    }
    return file;
  }

  /** Returns what lies in a jar by its name in it, folders left out. */
  static Map<String, byte[]> entries(String fileName) {
    Map<String, byte[]> entries = new TreeMap<>();
    try (JarFile jar = new JarFile(of(fileName).toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
