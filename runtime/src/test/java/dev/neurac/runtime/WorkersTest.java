package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @Test
  void allProcessorsShareWorkUnlessASettingSaysOtherwise() {
    assertThat(Workers.threads(null, 7)).isEqualTo(7);
    assertThat(Workers.threads("3", 7)).isEqualTo(3);
    assertThat(Workers.threads(" 1 ", 7)).isEqualTo(1);
    assertThat(Workers.threads("40", 7)).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-2", "two", "", "1.5", "99999999999"})
  void aSettingThatIsNoNumberOfThreadsIsRefused(String setting) {
    assertThatThrownBy(() -> Workers.threads(setting, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dneurac.threads is a whole number of at least 1, but is \"" + setting + "\"");
  }

  @Test
  void littleWorkIsNotSplitAndNoneIntoMorePartsThanThreads() {
    assertThat(Workers.parts(0)).isEqualTo(1);
    assertThat(Workers.parts(1000)).isEqualTo(1);
    assertThat(Workers.parts(Long.MAX_VALUE)).isEqualTo(Workers.threads());
  }

  @Test
  void partsCoverAllElementsInOrder() {
    for (int length : new int[] {0, 1, 5, 64, Integer.MAX_VALUE - 1}) {
      for (int parts = 1; parts <= 9; parts++) {
        assertThat(Workers.offset(length, 0, parts)).isZero();
        assertThat(Workers.offset(length, parts, parts)).isEqualTo(length);
        for (int part = 0; part < parts; part++) {
          assertThat(Workers.offset(length, part + 1, parts) - Workers.offset(length, part, parts))
              .isBetween(length / parts, length / parts + 1);
        }
      }
    }
  }

  @Test
  void allPartsRun() {
    int[] seen = new int[5];
    Workers.run(5, (part, parts) -> seen[part] = parts);
    assertThat(seen).containsOnly(5);
  }

  /** In a process of its own, since the setting is read once. */
  @Test
  void anInvalidSettingIsSaidAtEveryUse() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dneurac.threads=many",
                "-cp",
                System.getProperty("java.class.path"),
                InvalidThreads.class.getName())
            .redirectErrorStream(true)
            .start();
    String message =
        "-Dneurac.threads is a whole number of at least 1, but is \"many\""
            + System.lineSeparator();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(message + message);
  }
}
