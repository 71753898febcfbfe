package dev.neurac.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.runtime.Accelerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the back end knows of the runtime, and how the runtime finds it. */
class DependencyTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/neurac");

  /** A class of ours by its full name; the group is its package. */
  private static final Pattern OWN = Pattern.compile("(dev\\.neurac(?:\\.[a-z]\\w*)*)\\.[A-Z]\\w*");

  @Test
  void itMentionsTheRuntimeAndTheTextsOfTheUpdatesOnly() throws IOException {
    Set<String> mentioned = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
        OWN.matcher(code).results().map(found -> found.group(1)).forEach(mentioned::add);
      }
    }
    assertThat(mentioned)
        .containsExactly("dev.neurac.opencl", "dev.neurac.optim.update", "dev.neurac.runtime");
  }

  /** On the class path a file names the provider, on the module path the module does. */
  @Test
  void bothPathsNameTheSameProvider() throws IOException {
    List<String> onClassPath =
        ServiceLoader.load(Accelerator.class).stream()
            .map(provider -> provider.type().getName())
            .toList();
    assertThat(onClassPath).containsExactly(OpenClAccelerator.class.getName());
    String module = Files.readString(Path.of("src/main/java/module-info.java"));
    List<String> onModulePath =
        Pattern.compile("provides\\s+([\\w.]+)\\s+with\\s+([\\w.]+);")
            .matcher(module)
            .results()
            .map(MatchResult::group)
            .map(text -> text.replaceAll("\\s+", " "))
            .toList();
    assertThat(onModulePath)
        .containsExactly(
            "provides " + Accelerator.class.getName() + " with " + onClassPath.get(0) + ";");
  }
}
