package dev.neurac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The runtime has no cycles and no arrow back up: reads its sources and compares the order.
 *
 * <p>What an import statement names counts even where only a Javadoc comment needs it.
 */
class DependencyTest {

  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java/dev/neurac"), Path.of("src/vector/java/dev/neurac"));

  /** The packages in order, each with those that it may mention, besides itself. */
  private static final Map<String, Set<String>> MAY_MENTION =
      Map.ofEntries(
          Map.entry("math", Set.of()),
          Map.entry("warmup", Set.of()),
          Map.entry("settings", Set.of()),
          Map.entry("io", Set.of()),
          Map.entry("scratch", Set.of()),
          Map.entry("strips", Set.of("math", "warmup", "scratch")),
          Map.entry("schedule", Set.of("settings")),
          Map.entry("kernels", Set.of("warmup", "scratch", "strips")),
          Map.entry("runtime", Set.of("math", "io", "scratch")),
          Map.entry("data", Set.of("settings", "runtime")),
          Map.entry("optim.update", Set.of()),
          Map.entry("optim", Set.of("settings", "schedule", "runtime", "optim.update")),
          Map.entry("metric", Set.of("settings", "runtime", "data")),
          Map.entry(
              "train",
              Set.of(
                  "settings", "io", "schedule", "kernels", "runtime", "data", "optim", "metric")));

  /** A class of ours by its full name; the group is its package below {@code dev.neurac}. */
  private static final Pattern OWN =
      Pattern.compile("dev\\.neurac\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)\\.[A-Z]\\w*");

  private record Source(String name, String packageName, String code) {}

  @Test
  void packagesMentionOnlyPackagesBelowThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      Matcher own = OWN.matcher(source.code());
      while (own.find()) {
        String used = own.group(1);
        if (!used.equals(source.packageName())
            && !MAY_MENTION.get(source.packageName()).contains(used)) {
          wrong.add(source.name() + " mentions " + own.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() throws IOException {
    assertThat(sources()).extracting(Source::packageName).isSubsetOf(MAY_MENTION.keySet());
    assertThat(sources()).hasSizeGreaterThan(150);
  }

  @Test
  void theOrderHasNoCycle() {
    for (String start : MAY_MENTION.keySet()) {
      Set<String> below = Set.of(start);
      for (int step = 0; step < MAY_MENTION.size(); step++) {
        below =
            below.stream()
                .flatMap(each -> MAY_MENTION.get(each).stream())
                .collect(java.util.stream.Collectors.toSet());
        assertThat(below).as("below %s", start).doesNotContain(start);
      }
    }
  }

  /** The back end is another artifact, which stands on this one. */
  @Test
  void nothingKnowsAparapi() throws IOException {
    assertThat(sources())
        .filteredOn(source -> source.code().contains("com.aparapi"))
        .extracting(Source::name)
        .isEmpty();
    assertThat(getClass().getClassLoader().getResource("com/aparapi/Kernel.class")).isNull();
  }

  /**
   * A thread may outlive an application: what it keeps must hold no class of ours, and be little.
   */
  @Test
  void threadsKeepOneArrayOfFloats() throws IOException {
    Pattern threadLocal = Pattern.compile("new \\w*ThreadLocal\\b|\\bThreadLocal<[^=;]*=");
    List<String> found = new ArrayList<>();
    for (Source source : sources()) {
      Matcher match = threadLocal.matcher(source.code());
      while (match.find()) {
        found.add(source.name() + ": " + match.group());
      }
    }
    assertThat(found).containsExactly("scratch/ThreadScratch.java: ThreadLocal<float[]> ARRAY =");
  }

  /** What the trainer calls takes its settings from a record, not from the trainer. */
  @Test
  void nothingInTrainStandsAboveTheTrainer() throws IOException {
    assertThat(sources())
        .filteredOn(source -> Pattern.compile("\\bTrainer\\b").matcher(source.code()).find())
        .extracting(Source::name)
        .containsExactly("train/Trainer.java");
  }

  /** A dataset's rows may be made when they are read, and more than an array can hold. */
  @Test
  void nothingReadsAllRowsOfADatasetAtOnce() throws IOException {
    Pattern dataset = Pattern.compile("\\bDataset (\\w+)\\b");
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      Matcher name = dataset.matcher(source.code());
      while (name.find()) {
        Pattern all = Pattern.compile("\\b" + name.group(1) + "\\.(features|targets)\\(\\)");
        if (all.matcher(source.code()).find()) {
          wrong.add(source.name() + " reads all of " + name.group(1));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String name = root.relativize(file).toString().replace('\\', '/');
          String folder = name.substring(0, name.lastIndexOf('/'));
          sources.add(new Source(name, folder.replace('/', '.'), codeOf(Files.readString(file))));
        }
      }
    }
    return sources;
  }

  private static String codeOf(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("//.*", "")
        .replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
  }
}
