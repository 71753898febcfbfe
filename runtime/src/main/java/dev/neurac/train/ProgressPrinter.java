package dev.neurac.train;

import dev.neurac.metric.Evaluation;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints a line for each epoch:
 *
 * <pre>
 * epoch  3/50  loss 0.1234  accuracy 0.9612  validation loss 0.1500  accuracy 0.9500  0.21 s
 * </pre>
 */
final class ProgressPrinter implements EpochListener {

  private final PrintStream out;
  private final String epochs;

  /** The widest value of each column so far: values usually shrink, so the lines stay aligned. */
  private final Map<String, Integer> widths = new LinkedHashMap<>();

  ProgressPrinter(PrintStream out, int epochs) {
    this.out = out;
    this.epochs = Integer.toString(epochs);
  }

  @Override
  public void epochEnded(Epoch epoch, TrainingControl control) {
    StringBuilder line = new StringBuilder("epoch ");
    String number = Integer.toString(epoch.number());
    pad(line, number, epochs.length()).append('/').append(epochs);
    append(line, "", epoch.training());
    epoch.validation().ifPresent(validation -> append(line, "validation ", validation));
    append(line, "", "", String.format(Locale.ROOT, "%.2f", epoch.seconds()));
    out.println(line.append(" s"));
  }

  private void append(StringBuilder line, String prefix, Evaluation evaluation) {
    append(line, prefix, prefix + "loss ", Evaluation.format(evaluation.loss()));
    evaluation
        .metrics()
        .forEach((name, value) -> append(line, prefix, name + " ", Evaluation.format(value)));
  }

  private void append(StringBuilder line, String group, String label, String value) {
    int width = widths.merge(group + "/" + label, value.length(), Math::max);
    pad(line.append("  ").append(label), value, width);
  }

  private static StringBuilder pad(StringBuilder line, String value, int width) {
    return line.append(" ".repeat(width - value.length())).append(value);
  }
}
