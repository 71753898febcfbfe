package dev.neurac.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.processor.Compilations;
import dev.neurac.processor.ModelProcessorTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles each file of {@code resources/diagnostics}, which says itself what it expects:
 *
 * <ul>
 *   <li>{@code // error [ShapeMismatch] expects in = 120} on the line that the compiler points at,
 *       with a part of the message
 *   <li>{@code /* expected}, a whole message and the end of the comment, where its layout matters
 *   <li>{@code // javac cannot find symbol} for an error that is javac's own
 *   <li>{@code // javac one text | another} where JDKs word their error differently
 *   <li>{@code // 3000 times} for as many such lines in its place, with {@code $i} counted from 1
 *       and {@code $j} from 0
 *   <li>{@code // options --release 11} for what javac is told besides
 *   <li>{@code // uses Outer_InnerNet} where that is not the file's name with {@code Net}
 * </ul>
 *
 * <p>{@code // warning} expects a warning in the same way. All other errors and warnings fail the
 * test. A class that uses the generated one is compiled with each file, and javac is told to go on
 * after errors, so that one mistake that causes a second message is noticed.
 */
class DiagnosticsTest {

  private static final Set<Problem> ONLY_IN_STACKS =
      EnumSet.of(Problem.MISSING_SIZE, Problem.MIXED_FORMS, Problem.NO_LAYERS);

  private static final Set<Problem> ONLY_IN_NODES =
      EnumSet.of(
          Problem.SEVERAL_KINDS,
          Problem.WRONG_SIGNATURE,
          Problem.MISSING_INPUT,
          Problem.DUPLICATE_INPUT,
          Problem.UNKNOWN_INPUT,
          Problem.INPUT_COUNT,
          Problem.CYCLE,
          Problem.UNUSED_NODE,
          Problem.INVALID_AXIS,
          Problem.SOFTMAX_TWICE);

  /** No source file makes these; a test of the name does. */
  private static final Map<Problem, String> TESTED_BY_CODE =
      Map.of(
          Problem.INTERNAL_ERROR, "anExceptionBecomesAnInternalError",
          Problem.MISSING_MODEL, "layersWithoutAModelAreAMistake");

  private static final Pattern EXPECTATION = Pattern.compile("// (error|warning|javac) (.*)");

  private static final Pattern REPEATED =
      Pattern.compile("^(.*) // (\\d+) times$", Pattern.MULTILINE);

  private static final Pattern EXPECTED =
      Pattern.compile("/\\* expected\n(.*?)\n\\*/", Pattern.DOTALL);

  /** An error or warning: the line it is at, its id if it is ours, and a part of its message. */
  private record Expectation(boolean error, long line, String id, String part) {

    static Expectation of(boolean error, long line, String text) {
      Matcher id = Pattern.compile("\\[(\\w+)\\] ?").matcher(text);
      return id.lookingAt()
          ? new Expectation(error, line, id.group(1), text.substring(id.end()))
          : new Expectation(error, line, "", text);
    }

    boolean fits(Expectation found) {
      return error == found.error
          && line == found.line
          && id.equals(found.id)
          && Stream.of(part.split(" \\| ")).anyMatch(found.part::contains);
    }
  }

  static Stream<String> files() throws IOException, URISyntaxException {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path root() throws URISyntaxException {
    return Path.of(DiagnosticsTest.class.getResource("/diagnostics").toURI());
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatIsWrongAndWhere(String file) throws Exception {
    String text = Files.readString(root().resolve(file));
    String name = file.substring(file.indexOf('/') + 1, file.length() - ".java".length());

    Compilation compilation = compile(name, text);

    List<Expectation> found =
        problems(compilation).stream()
            .map(
                error ->
                    Expectation.of(
                        error.getKind() == Diagnostic.Kind.ERROR,
                        error.getLineNumber(),
                        message(error)))
            .toList();
    List<Expectation> missing = new ArrayList<>(expectations(text));
    List<Expectation> surplus = new ArrayList<>();
    for (Expectation error : found) {
      if (!missing.removeIf(expected -> expected.fits(error))) {
        surplus.add(error);
      }
    }
    assertThat(surplus).as("errors that %s does not expect; missing %s", file, missing).isEmpty();
    assertThat(missing).as("errors that %s expects; found %s", file, found).isEmpty();
    for (String whole : wholeMessages(text)) {
      assertThat(problems(compilation).stream().map(DiagnosticsTest::message))
          .as("messages of %s", file)
          .contains(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void expectsSomething(String file) throws Exception {
    assertThat(expectations(Files.readString(root().resolve(file)))).isNotEmpty();
  }

  @Test
  void everyProblemHasAFileInEveryFormThatCanHaveIt() throws Exception {
    Set<String> stack = problemsIn("stack");
    Set<String> node = problemsIn("node");
    Set<String> unseen = new TreeSet<>();
    for (Problem problem : Problem.values()) {
      if (!TESTED_BY_CODE.containsKey(problem)) {
        if (!ONLY_IN_NODES.contains(problem) && !stack.contains(problem.id())) {
          unseen.add("stack/" + problem.id());
        }
        if (!ONLY_IN_STACKS.contains(problem) && !node.contains(problem.id())) {
          unseen.add("node/" + problem.id());
        }
      }
    }
    assertThat(unseen).as("problems without a file in resources/diagnostics").isEmpty();
  }

  @Test
  void everyProblemWithoutAFileHasATestOfItsOwn() {
    assertThat(Arrays.stream(ModelProcessorTest.class.getDeclaredMethods()))
        .filteredOn(method -> method.isAnnotationPresent(Test.class))
        .extracting(java.lang.reflect.Method::getName)
        .containsAll(TESTED_BY_CODE.values());
  }

  private static Set<String> problemsIn(String folder) throws Exception {
    Set<String> ids = new TreeSet<>();
    for (String file : files().filter(f -> f.startsWith(folder + "/")).toList()) {
      for (Expectation expectation : expectations(Files.readString(root().resolve(file)))) {
        ids.add(expectation.id());
      }
    }
    return ids;
  }

  private static Compilation compile(String name, String text) {
    String uses = line(text, "// uses ").orElse(name + "Net");
    List<String> options = new ArrayList<>(List.of("-g"));
    line(text, "// options ").ifPresent(line -> options.addAll(List.of(line.split(" "))));
    JavaFileObject model =
        Compilations.source(
            "diagnostics." + name, REPEATED.matcher(text).replaceAll(DiagnosticsTest::repeat));
    JavaFileObject user =
        Compilations.source(
            "diagnostics.User",
            """
            package diagnostics;

            class User {
              %1$s net;
              Object created = %1$s.create(1);
            }
            """
                .formatted(uses));
    if (text.contains("// javac ")) {
      return Compilations.compile(options, model);
    }
    // javac looks no further once a processor has reported an error, but editors do.
    options.add("-XDshould-stop.ifError=FLOW");
    return Compilations.compile(options, model, user);
  }

  /** Returns what follows on the line that begins so. */
  private static Optional<String> line(String text, String begin) {
    return text.lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).strip())
        .findFirst();
  }

  /** All on one line, so that those that follow keep their numbers. */
  private static String repeat(MatchResult line) {
    String repeated =
        IntStream.rangeClosed(1, Integer.parseInt(line.group(2)))
            .mapToObj(i -> line.group(1).replace("$i", "" + i).replace("$j", "" + (i - 1)))
            .collect(Collectors.joining(" "));
    return Matcher.quoteReplacement(repeated);
  }

  /** That a stub is written in the last round is meant: only then is it certain to be needed. */
  private static List<Diagnostic<? extends JavaFileObject>> problems(Compilation compilation) {
    return Stream.concat(compilation.errors().stream(), compilation.warnings().stream())
        .filter(found -> !message(found).contains("created in the last round"))
        .toList();
  }

  /** javac indents the lines after the first by two more. */
  private static String message(Diagnostic<?> error) {
    return error.getMessage(Locale.ROOT).replace("\n  ", "\n");
  }

  private static List<Expectation> expectations(String text) {
    List<Expectation> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = EXPECTATION.matcher(lines.get(i));
      if (comment.find()) {
        all.add(
            Expectation.of(!comment.group(1).equals("warning"), i + 1, comment.group(2).strip()));
      }
    }
    return all;
  }

  private static List<String> wholeMessages(String text) {
    List<String> messages = new ArrayList<>();
    Matcher matcher = EXPECTED.matcher(text);
    while (matcher.find()) {
      messages.add(matcher.group(1));
    }
    return messages;
  }
}
