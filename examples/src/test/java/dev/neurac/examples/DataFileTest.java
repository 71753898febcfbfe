package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that read files which cannot be part of the project: made-up ones stand in. */
class DataFileTest {

  private final Random random = new Random(1);

  @TempDir Path folder;

  static Example[] readers() {
    return new Example[] {new Phones.Story(), new Chips.Story(), new Advertising.Story()};
  }

  @Test
  void phones() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < 20; column++) {
      text.append("feature").append(column).append(',');
    }
    text.append("price_range\n");
    for (int row = 0; row < 40; row++) {
      text.append(numbers(20)).append(row % 4).append('\n');
    }
    Files.writeString(folder.resolve("mobile-price.csv"), text);
    Run run = Run.of(new Phones.Story(), "--data", folder);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Train on 32 rows of 20 features, 4 classes", "Parameters  36,740")
        .containsPattern("Accuracy on 8 phones held out: raw \\d\\.\\d{4}, standardised \\d\\.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void chips() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 12; row++) {
      text.append(numbers(2)).append(row % 2).append(row == 3 ? " \n" : "\n");
    }
    Path file = Files.writeString(folder.resolve("any.txt"), text);
    Run run = Run.of(new Chips.Story(), "--data=" + file);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Read 12 rows of 2 features, 1 target.")
        .containsPattern("without a penalty:\n  loss \\d\\.\\d+  accuracy \\d\\.\\d{4}  ")
        .containsPattern("small:\n  loss \\d\\.\\d+  accuracy \\d\\.\\d{4}  ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void advertising() throws IOException {
    StringBuilder text = new StringBuilder(",TV,Radio,Newspaper,Sales\n");
    for (int row = 1; row <= 12; row++) {
      text.append(row).append(',').append(numbers(3)).append(row * 1.5).append('\n');
    }
    Path file = Files.writeString(folder.resolve("any.csv"), text);
    Run run = Run.of(new Advertising.Story(), "--data", file);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Read 12 rows of 3 features, 1 target.", "Parameters  51, all trainable")
        .contains("\nepoch 100  loss ");
    assertThat(run.out().lines().skip(run.out().lines().count() - 10))
        .allMatch(line -> line.matches("( +-?\\d+\\.\\d){5}"));
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aMissingFileIsAskedFor(Example example) {
    Path nowhere = folder.resolve("nowhere.csv");
    Run run = Run.of(example, "--data", nowhere);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("This example reads ")
        .contains("\nIt was looked for, and is not there:\n  " + nowhere + "\n")
        .endsWith("Say where you have it: --data PATH.\n");
  }

  @Test
  void withoutAnOptionTheFolderDataIsSearched() {
    Path here = Path.of("").toAbsolutePath();
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> new DataFile("no-such.csv", "a header, 2 rows").find())
        .withMessage(
            """
            This example reads no-such.csv: a header, 2 rows.
            It was looked for, and is not there:
              %s
              %s
            It is not part of this project, since nobody says that it may be copied.
            Say where you have it: --data PATH, or put it into one of these places.\
            """,
            here.resolve("data/no-such.csv"), here.getParent().resolve("data/no-such.csv"));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aWrongFileIsExplainedInALine(Example example) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.csv"), "x,y\n1,2\n");
    Run run = Run.of(example, "--data", file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith(file.toString()).hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void helpAndMistakesOnTheCommandLine(Example example) {
    Run help = Run.of(example, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: ").contains("--data=PATH");
    Run mistake = Run.of(example, "--dta", "x");
    assertThat(mistake.exitCode()).isEqualTo(2);
    assertThat(mistake.err()).startsWith("Unknown options: '--dta', 'x'");
  }

  /** Where a developer has put the real file into the folder data, it must be learned well. */
  @Test
  void theRealPhonesAreLearned() throws IOException {
    String out = onRealData(new Phones.Story(), "mobile-price.csv");
    Matcher accuracies =
        Pattern.compile("raw (\\d\\.\\d{4}), standardised (\\d\\.\\d{4})").matcher(out);
    assertThat(accuracies.find()).isTrue();
    assertThat(Double.parseDouble(accuracies.group(1))).isBetween(0.5, 0.7);
    assertThat(Double.parseDouble(accuracies.group(2))).isGreaterThanOrEqualTo(0.9);
  }

  /** Where a developer has put the real file into the folder data, it must be learned well. */
  @Test
  void theRealChipsAreLearned() throws IOException {
    String out = onRealData(new Chips.Story(), "chip-tests.txt");
    assertThat(Pattern.compile("accuracy (\\d\\.\\d{4})").matcher(out).results())
        .hasSize(2)
        .allMatch(found -> Double.parseDouble(found.group(1)) >= 0.8);
  }

  /** Where a developer has put the real file into the folder data, it must be learned well. */
  @Test
  void theRealAdvertisingIsLearned() throws IOException {
    String out = onRealData(new Advertising.Story(), "advertising.csv");
    Matcher loss = Pattern.compile("epoch 100  loss (\\d+\\.\\d+)").matcher(out);
    assertThat(loss.find()).isTrue();
    assertThat(Double.parseDouble(loss.group(1))).isLessThan(1);
  }

  private static String onRealData(Example example, String name) {
    Path file = Path.of("../data", name);
    assumeThat(file).as("data/" + name + " is there").exists();
    Run run = Run.of(example, "--data", file);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  private String numbers(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(String.format(Locale.ROOT, "%.3f,", random.nextGaussian()));
    }
    return text.toString();
  }
}
