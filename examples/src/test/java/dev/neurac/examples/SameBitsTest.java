package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same seed gives the same bits: with the vector module and without, at any width of vectors,
 * on any number of threads, row by row or together, on any JDK and machine. Each case is a JVM of
 * its own; long enough for plain kernels to give way to vectors in the middle.
 */
class SameBitsTest {

  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /** What every JVM gives, wherever this runs: it changes only where training itself does. */
  private static final String BITS = "bc555511";

  @ParameterizedTest
  @ValueSource(strings = {"-Dneurac.threads=1", "-Dneurac.threads=3"})
  void withoutTheVectorModule(String options) throws Exception {
    assertThat(train(options, "200", "plain")).containsExactly(BITS, BITS, "plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dneurac.threads=1",
        "-Dneurac.threads=3 -XX:MaxVectorSize=16",
        "-XX:MaxVectorSize=32",
      })
  void withIt(String options) throws Exception {
    assertThat(train(VECTORS + " " + options, "200", "vectors"))
        .containsExactly(BITS, BITS, "vectors");
  }

  /** Without C2, vectors are never compiled. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", VECTORS + " -Xint", VECTORS + " -XX:TieredStopAtLevel=1"})
  void whereVectorsAreNoUse(String options) throws Exception {
    assertThat(train(options, "1", "plain")).containsExactly("5c7d22d8", "5c7d22d8", "plain");
  }

  private static List<String> train(String options, String epochs, String expected)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            TrainedBits.class.getName(),
            epochs,
            expected));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
