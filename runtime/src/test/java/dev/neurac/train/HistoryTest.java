package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.metric.Evaluation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people see of a run. */
class HistoryTest {

  private static final Epoch FIRST =
      new Epoch(
          1,
          new Evaluation(12.5, Map.of("accuracy", 0.25)),
          Optional.of(new Evaluation(11, Map.of("accuracy", 0.5))),
          1.234);
  private static final Epoch SECOND =
      new Epoch(
          2,
          new Evaluation(0.1234, Map.of("accuracy", 0.9612)),
          Optional.of(new Evaluation(0.00015, Map.of("accuracy", Double.NaN))),
          0.21);
  private static final History HISTORY = new History(List.of(FIRST, SECOND));

  @Test
  void printsATable() {
    assertThat(HISTORY)
        .hasToString(
            """
            epoch     loss  accuracy  validation loss  validation accuracy  seconds
                1  12.5000    0.2500          11.0000               0.5000     1.23
                2   0.1234    0.9612        1.500e-04                  NaN     0.21
            """);
  }

  @Test
  void looksValuesUpByName() {
    assertThat(HISTORY.values("loss")).containsExactly(12.5, 0.1234);
    assertThat(HISTORY.values("accuracy")).containsExactly(0.25, 0.9612);
    assertThat(HISTORY.values("validation loss")).containsExactly(11, 0.00015);
    assertThat(HISTORY.last().metric("accuracy")).isEqualTo(0.9612);
    assertThat(HISTORY.last().validationLoss()).isEqualTo(0.00015);
    assertThat(HISTORY.epochs().get(0).validationMetric("accuracy")).isEqualTo(0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HISTORY.values("recall"))
        .withMessage(
            "no 'recall' was measured;"
                + " there is [loss, accuracy, validation loss, validation accuracy]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HISTORY.last().metric("recall"))
        .withMessage("no metric 'recall' was measured; there is [accuracy]");
  }

  @Test
  void saysThatThereIsNoValidationSet() {
    Epoch epoch = new Epoch(1, new Evaluation(1, Map.of()), Optional.empty(), 1);
    assertThatIllegalStateException()
        .isThrownBy(epoch::validationLoss)
        .withMessage("there is no validation set; give Trainer.validation one");
  }

  @Test
  void printsAlignedLinesOfProgress() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressPrinter printer =
        new ProgressPrinter(new PrintStream(bytes, true, StandardCharsets.UTF_8), 50);
    printer.epochEnded(FIRST, null);
    printer.epochEnded(
        new Epoch(10, SECOND.training(), SECOND.validation(), SECOND.seconds()), null);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "epoch  1/50  loss 12.5000  accuracy 0.2500"
                + "  validation loss 11.0000  accuracy 0.5000  1.23 s",
            "epoch 10/50  loss  0.1234  accuracy 0.9612"
                + "  validation loss 1.500e-04  accuracy    NaN  0.21 s");
  }

  @Test
  void printsProgressWithPointsInEveryLocale() {
    Locale before = Locale.getDefault();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Locale.setDefault(Locale.GERMANY);
      Trainer.of(DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 1, 1))
          .epochs(2)
          .progress(new PrintStream(bytes, true, StandardCharsets.UTF_8))
          .fit(Dataset.of(new float[] {1}, 1, new float[] {1}, 1));
    } finally {
      Locale.setDefault(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "epoch [12]/2  loss [\\d.e-]+  mean squared error [\\d.e-]+  \\d+\\.\\d\\d s"));
  }

  @Test
  void anEpochPrintsOnALine() {
    Evaluation training = new Evaluation(0.5, Map.of("accuracy", 0.75));
    assertThat(new Epoch(3, training, Optional.empty(), 0.1))
        .hasToString("epoch 3  loss 0.5000  accuracy 0.7500");
    assertThat(new Epoch(3, training, Optional.of(new Evaluation(2, Map.of())), 0.1))
        .hasToString("epoch 3  loss 0.5000  accuracy 0.7500  validation loss 2.0000");
  }
}
