package dev.neurac.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** What lies in the processor's jar: our names only, and all that its classes need. */
class ProcessorJarTest {

  private static final String JAR = "neurac-processor.jar";

  /** Annotations in the class files of libraries, which nobody reads and no JVM looks for. */
  private static final Pattern ANNOTATION_OF_LIBRARIES =
      Pattern.compile(
          "javax\\.annotation\\..*|org\\.checkerframework\\..*"
              + "|dev\\.neurac\\.processor\\.shaded\\.com\\.google\\."
              + "(errorprone\\.annotations|j2objc\\.annotations|auto\\.service)\\..*");

  private final Map<String, byte[]> entries = Jars.entries(JAR);

  @Test
  void nothingLiesOutsideOurPackagesAndMetaInf() {
    assertThat(entries.keySet())
        .allMatch(name -> name.startsWith("dev/neurac/") || name.startsWith("META-INF/"))
        .noneMatch(name -> name.endsWith("module-info.class"))
        .noneMatch(name -> name.startsWith("META-INF/versions/"));
  }

  @Test
  void librariesLieBelowOurName() {
    String shaded = "dev/neurac/processor/shaded/com/";
    assertThat(entries)
        .containsKeys(
            shaded + "palantir/javapoet/TypeSpec.class",
            shaded + "google/auto/common/MoreTypes.class",
            shaded + "google/common/collect/ImmutableList.class");
  }

  @Test
  void annotationsAreInItAsTheyAre() {
    Map<String, byte[]> annotations = Jars.entries("neurac-annotations.jar");
    annotations.keySet().removeIf(name -> !name.startsWith("dev/"));
    assertThat(annotations).containsKey("dev/neurac/Model.class");
    annotations.forEach((name, bytes) -> assertThat(entries.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void everyClassThatItsClassesNameIsInItOrTheJdks() {
    StringWriter found = new StringWriter();
    PrintWriter out = new PrintWriter(found);
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(out, out, "--multi-release", "base", "--missing-deps", Jars.of(JAR).toString());

    // "   a.name.of.Ours -> a.name.of.Another     not found", after a line with the jar itself
    List<String> missing = new ArrayList<>();
    for (String line : found.toString().lines().skip(1).toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length < 3 || !ANNOTATION_OF_LIBRARIES.matcher(words[2]).matches()) {
        missing.add(line);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void licenceAndNoticeAreInIt() throws Exception {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
    assertThat(text("META-INF/NOTICE"))
        .contains("JavaPoet", "AutoCommon", "Guava", "FailureAccess", "They are changed");
  }

  @Test
  void itsPomAsksForNoOtherArtifact() throws Exception {
    Path pom = Jars.of("neurac-processor.pom");
    NodeList needed =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency"
                        + "[not(scope) or (scope != 'test' and scope != 'provided')]/artifactId",
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()),
                    XPathConstants.NODESET);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < needed.getLength(); i++) {
      names.add(needed.item(i).getTextContent());
    }
    assertThat(names).isEmpty();
    assertThat(Files.readString(pom)).contains("<artifactId>neurac-processor</artifactId>");
  }

  private String text(String name) {
    assertThat(entries).containsKey(name);
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }
}
