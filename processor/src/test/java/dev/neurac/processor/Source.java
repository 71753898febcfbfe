package dev.neurac.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A source file, for tests of what names what.
 *
 * @param name its path below the folder that was read
 * @param text all but its comments
 */
record Source(String name, String text) {

  /** Returns the sources below a folder, by name. */
  static List<Source> below(Path folder) throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        String text = Files.readString(file);
        sources.add(
            new Source(name, text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "")));
      }
    }
    return sources;
  }

  /** Returns the folder that the file lies in, empty for that which was read. */
  String packageName() {
    return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
  }

  /** Returns the name of the class. */
  String simpleName() {
    return name.substring(name.lastIndexOf('/') + 1, name.length() - ".java".length());
  }

  /** Returns the text without what stands in strings. */
  String code() {
    return text.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
  }
}
