package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.Op;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiler is a straight line: reads the imports of its sources and compares the order. */
class DependencyTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/neurac/processor");

  /** The packages, each with the packages that it may import, besides itself. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.of(
          "diagnostic", Set.of(),
          "loop", Set.of(),
          "ir", Set.of("diagnostic", "loop"),
          "model", Set.of("diagnostic", "loop", "ir"),
          "frontend", Set.of("diagnostic", "loop", "ir", "model"),
          "check", Set.of("diagnostic", "loop", "ir", "model"),
          "passes", Set.of("diagnostic", "loop", "ir", "model", "check"),
          "codegen", Set.of("diagnostic", "loop", "ir", "model", "check", "passes"),
          "",
              Set.of(
                  "diagnostic", "loop", "ir", "model", "frontend", "check", "passes", "codegen"));

  private static final Pattern OWN =
      Pattern.compile("dev\\.neurac\\.processor\\.(?:([a-z]\\w*)\\.)?[A-Z]\\w*");

  private static final Pattern IR = Pattern.compile("dev\\.neurac\\.processor\\.ir\\.([A-Z]\\w*)");

  private static final Pattern JAVAX_MODEL = Pattern.compile("javax\\.lang\\.model\\.[\\w.]+");

  @Test
  void packagesImportOnlyPackagesToTheirLeft() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Source source : sources()) {
      Matcher own = OWN.matcher(source.code());
      while (own.find()) {
        String used = own.group(1) == null ? "" : own.group(1);
        if (!used.equals(source.packageName())
            && !MAY_IMPORT.get(source.packageName()).contains(used)) {
          wrong.add(source.name() + " mentions " + own.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() throws IOException {
    assertThat(sources()).extracting(Source::packageName).isSubsetOf(MAY_IMPORT.keySet());
    assertThat(sources()).hasSizeGreaterThan(50);
  }

  @Test
  void theCompilersModelOfTheSourceStopsAtTheFrontEnd() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Source source : sources()) {
      Matcher use = JAVAX_MODEL.matcher(source.code());
      while (use.find()) {
        boolean allowed =
            switch (source.packageName()) {
              case "", "frontend" -> true;
              case "diagnostic" -> source.name().equals("diagnostic/Origin.java");
              // JavaPoet asks for the first two; the third knows Java's keywords.
              case "codegen" ->
                  Set.of(
                          "javax.lang.model.SourceVersion",
                          "javax.lang.model.element.Modifier",
                          "javax.lang.model.element.TypeElement")
                      .contains(use.group());
              default -> false;
            };
        if (!allowed) {
          wrong.add(source.name() + " mentions " + use.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * Who names an operation by its class, and which. A leaf is not computed: it is where a graph
   * begins, and every pass has to see where that is. The others make an operation and do not look
   * for one.
   */
  private static final Map<String, Set<String>> MAY_NAME =
      Map.of(
          "check/ModelChecker.java", Set.of("Leaf"),
          "check/OutputChecker.java", Set.of("Leaf"),
          "passes/Differentiate.java", Set.of("Leaf", "Add"),
          "passes/Plans.java", Set.of("Leaf"),
          "passes/FuseElementwise.java", Set.of("Fused"),
          "passes/ClassTargets.java", Set.of("Leaf"),
          "passes/ExternalArrays.java", Set.of("Leaf"),
          "passes/PlanMemory.java", Set.of("Leaf"));

  /** Layers build operations; whoever comes after asks what an operation does. */
  @Test
  void operationsAreAskedWhatTheyDoAndNotWhichTheyAre() throws IOException {
    Set<String> operations = operations(Op.class).collect(Collectors.toCollection(TreeSet::new));
    assertThat(operations).contains("Concat", "Dropout", "SumRows").hasSizeGreaterThan(10);
    Map<String, Set<String>> named = new TreeMap<>();
    for (Source source : sources()) {
      if (!Set.of("ir", "model").contains(source.packageName())) {
        Matcher use = IR.matcher(source.code());
        while (use.find()) {
          if (operations.contains(use.group(1))) {
            named.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(use.group(1));
          }
        }
      }
    }
    assertThat(named).isEqualTo(MAY_NAME);
  }

  /** What the graph itself is made of, and may name an operation for. */
  private static final Map<String, Set<String>> MAY_NAME_IN_IR =
      Map.of("ir/GraphBuilder.java", Set.of("Leaf"));

  /** Operations are made of others; what all of them stand on knows none. */
  @Test
  void theGraphKnowsNoOperations() throws IOException {
    Set<String> operations = operations(Op.class).collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<String>> named = new TreeMap<>();
    for (Source source : sources()) {
      if (source.packageName().equals("ir") && !operations.contains(source.simpleName())) {
        String code = source.code().replaceAll("(?s)\\bpermits\\b[^{]*", "");
        for (String operation : operations) {
          if (Pattern.compile("\\b" + operation + "\\b").matcher(code).find()) {
            named.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(operation);
          }
        }
      }
    }
    assertThat(named).isEqualTo(MAY_NAME_IN_IR);
  }

  /** Returns the names of the records that operations are, of a nested one of that around it. */
  private static Stream<String> operations(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(DependencyTest::operations)
        : Stream.of(type.getName().replaceAll(".*\\.|\\$.*", ""));
  }

  private static List<Source> sources() throws IOException {
    return Source.below(SOURCES);
  }
}
