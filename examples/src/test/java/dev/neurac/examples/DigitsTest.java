package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DigitsTest {

  @Test
  void learnsToRead() {
    Run run = Run.of(new Digits.Story());
    Matcher accuracy = Pattern.compile("Test accuracy (0\\.\\d{4})").matcher(run.out());
    assertThat(accuracy.find()).as(run.out()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(0.96);
    assertThat(run.out())
        .contains(
            "train on 1438 rows of 64 features, 10 classes; test on 359 rows",
            "Parameters  9,610, all trainable",
            "epoch 20/20  loss ",
            "  predicted 9, is 5",
            "Saved the weights (38,776 bytes)",
            "predictions are the same to the bit");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
