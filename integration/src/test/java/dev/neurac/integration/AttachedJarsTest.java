package dev.neurac.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With each published jar come its sources and its Javadoc. */
class AttachedJarsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "annotations/src/main/java",
        "runtime/src/main/java",
        "runtime/src/vector/java",
        "opencl/src/main/java",
        "processor/src/main/java"
      })
  void everySourceIsAttached(String folder) throws IOException {
    Path sources = Path.of("..").resolve(folder);
    String module = folder.substring(0, folder.indexOf('/'));
    Set<String> attached = Jars.entries("neurac-" + module + "-sources.jar").keySet();
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(attached)
                      .contains(sources.relativize(file).toString().replace('\\', '/')));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "annotations, dev/neurac/Model.html",
    "runtime, dev/neurac/train/Trainer.html",
    "opencl, dev/neurac/opencl/NetworkKernel.html",
    "processor, dev/neurac/processor/ModelProcessor.html"
  })
  void javadocIsAttached(String module, String page) {
    assertThat(Jars.entries("neurac-" + module + "-javadoc.jar").keySet())
        .anyMatch(name -> name.endsWith(page))
        .contains("index.html");
  }
}
