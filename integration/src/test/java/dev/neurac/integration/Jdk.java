package dev.neurac.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JDK that is installed on this machine.
 *
 * @param feature its version, as 17
 */
record Jdk(Path home, int feature) {

  /** What a tool wrote to both its outputs, when it had ended well. */
  static String output(List<String> command, Path folder) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    int code = builder.start().waitFor();
    String text = Files.readString(output);
    assertThat(code).as("%s%n%s", String.join(" ", command), text).isZero();
    return text;
  }

  /** Returns the one in use, and the newest that lies beside it, if that is newer. */
  static List<Jdk> installed() throws IOException {
    Jdk inUse = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    List<Jdk> jdks = new ArrayList<>(List.of(inUse));
    try (Stream<Path> folders = Files.list(inUse.home().toRealPath().getParent())) {
      folders
          .filter(home -> Files.isExecutable(home.resolve("bin/jlink")))
          .map(home -> new Jdk(home, feature(home)))
          .filter(jdk -> jdk.feature() > inUse.feature())
          .max(Comparator.comparingInt(Jdk::feature))
          .ifPresent(jdks::add);
    }
    return jdks;
  }

  /** {@code JAVA_VERSION="25.0.1"}: 25; 0 where a folder does not say it. */
  private static int feature(Path home) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  /** Returns one of its tools. */
  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Joins the entries of a path. */
  static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public String toString() {
    return "Java " + feature;
  }
}
