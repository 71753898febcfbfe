package dev.neurac.train;

import dev.neurac.metric.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The results of each epoch of a training; prints as a table.
 *
 * @param epochs the epochs that ended, in their order; none only where the training was stopped or
 *     interrupted within its first
 * @param best the best of them by what {@link EarlyStopping} watches; without it, by the validation
 *     loss, or by the training loss where there is no validation set
 * @param ending why the training ended
 */
public record History(List<Epoch> epochs, Epoch best, Ending ending) {

  public History {
    epochs = List.copyOf(epochs);
    boolean cut = ending == Ending.STOPPED || ending == Ending.INTERRUPTED;
    if (epochs.isEmpty() && !cut) {
      throw new IllegalArgumentException("a history has at least 1 epoch, not 0");
    }
  }

  /** A training that did all epochs it was to do. */
  History(List<Epoch> epochs) {
    this(epochs, bestOf(epochs), Ending.ALL_EPOCHS);
  }

  private static Epoch bestOf(List<Epoch> epochs) {
    BestEpoch best =
        new BestEpoch(Optional.empty(), epochs.stream().allMatch(e -> e.validation().isPresent()));
    epochs.forEach(best::observe);
    return epochs.isEmpty() ? null : epochs.get(best.number() - 1);
  }

  /**
   * Returns the best epoch.
   *
   * @throws IllegalStateException if none ended
   */
  @Override
  public Epoch best() {
    requireEpoch();
    return best;
  }

  /**
   * Returns the last epoch.
   *
   * @throws IllegalStateException if none ended
   */
  public Epoch last() {
    requireEpoch();
    return epochs.get(epochs.size() - 1);
  }

  private void requireEpoch() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException(
          "no epoch ended: the training was "
              + (ending == Ending.STOPPED ? "stopped" : "interrupted")
              + " within its first; see ending()");
    }
  }

  /**
   * Returns one value of each epoch.
   *
   * @param name {@code "loss"}, the name of a metric, or either after {@code "validation "}
   * @throws IllegalArgumentException if there is none of that name
   */
  public double[] values(String name) {
    return epochs.stream().mapToDouble(epoch -> EpochValues.value(epoch, name)).toArray();
  }

  /** Returns a table with a line for each epoch, and a last line if the training ended early. */
  @Override
  public String toString() {
    if (epochs.isEmpty()) {
      return footer();
    }
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("epoch"));
    head.addAll(EpochValues.of(last()).keySet());
    head.add("seconds");
    table.add(head);
    for (Epoch epoch : epochs) {
      List<String> line = new ArrayList<>(List.of(Integer.toString(epoch.number())));
      EpochValues.of(epoch).values().forEach(value -> line.add(Evaluation.format(value)));
      line.add(String.format(Locale.ROOT, "%.2f", epoch.seconds()));
      table.add(line);
    }
    return print(table) + footer();
  }

  private String footer() {
    return switch (ending) {
      case ALL_EPOCHS -> "";
      case NO_IMPROVEMENT ->
          "stopped early after epoch "
              + last().number()
              + "; the best was epoch "
              + best.number()
              + "\n";
      case LISTENER -> "stopped by a listener after epoch " + last().number() + "\n";
      case STOPPED -> "stopped within epoch " + (epochs.size() + 1) + "\n";
      case INTERRUPTED -> "interrupted within epoch " + (epochs.size() + 1) + "\n";
    };
  }

  /** Prints columns flush right, two spaces apart. */
  private static String print(List<List<String>> table) {
    int columns = table.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : table) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        text.append(" ".repeat(widths[column] - cell.length() + (column == 0 ? 0 : 2)));
        text.append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
