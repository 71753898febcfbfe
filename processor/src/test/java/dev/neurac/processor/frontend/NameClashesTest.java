package dev.neurac.processor.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameClashesTest {

  private static final Pattern NO_CODE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n]*|\"(\\\\.|[^\"\\\\])*\"|^import [^\n]*", Pattern.MULTILINE);

  private static final Pattern CALLED =
      Pattern.compile("(?<![.\\w])([A-Z]\\w*[a-z]\\w*)\\.[a-zA-Z]");

  /** A field of such a name would hide the class, so each has to be known. */
  @Test
  void everyClassThatGeneratedCodeCallsIsKnown() throws IOException, URISyntaxException {
    Path folder = Path.of(NameClashesTest.class.getResource("/goldens").toURI());
    List<Path> goldens;
    try (Stream<Path> files = Files.list(folder)) {
      // A kernel is no member of the user's type.
      goldens = files.filter(file -> file.toString().endsWith("Net.java.golden")).toList();
    }
    assertThat(goldens).hasSizeGreaterThan(3);
    Set<String> called = new TreeSet<>();
    for (Path golden : goldens) {
      String code = NO_CODE.matcher(Files.readString(golden)).replaceAll("");
      called.addAll(
          CALLED
              .matcher(code)
              .results()
              .map(result -> result.group(1))
              .collect(Collectors.toSet()));
    }
    called.remove("Image"); // the user's own type, around the annotated one
    assertThat(called).isEqualTo(new TreeSet<>(NameClashes.CALLED_CLASSES));
  }
}
