package dev.neurac.metric;

import static java.util.Objects.checkIndex;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each; immutable.
 *
 * <pre>
 * actual \ predicted  setosa  versicolor  virginica
 * setosa                  10           0          0
 * versicolor               0           8          1
 * virginica                0           2         11
 * </pre>
 *
 * <p>{@link #report()} gives precision, recall and F1. What is decided is {@link Metric#ACCURACY}'s
 * rule; where a prediction is NaN nothing is, and a column NaN counts those.
 */
public final class ConfusionMatrix {

  private final List<String> labels;

  /** By actual and predicted class; the last column is for nothing decided. */
  private final int[][] counts;

  private final Decisions decisions;

  private ConfusionMatrix(List<String> labels, Decisions decisions) {
    this.labels = labels;
    this.decisions = decisions;
    this.counts = new int[labels.size()][labels.size() + 1];
    for (int i = 0; i < decisions.actual().length; i++) {
      int predicted = decisions.predicted()[i];
      counts[decisions.actual()[i]][predicted == Decisions.NONE ? labels.size() : predicted]++;
    }
  }

  /**
   * Counts the predictions of a network. The labels are the dataset's; 0 and 1 for no and yes.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, a target is NaN,
   *     or the network makes several yes/no decisions a row
   * @throws IllegalStateException while another thread trains the network
   */
  public static ConfusionMatrix of(Network network, Dataset data) {
    Predictions made = Predictions.of(network, data);
    Decisions.requireClasses("a confusion matrix", made.architecture(), made.targets());
    int outputs = Decisions.outputs(made.architecture());
    if (outputs > 1) {
      throw new IllegalArgumentException(
          "a confusion matrix is of one decision a row, but "
              + made.architecture().name()
              + " makes "
              + outputs
              + "; take ConfusionMatrix.ofEachOutput, or ClassificationReport");
    }
    Decisions decisions = Decisions.of(made.architecture(), made.values(), made.targets());
    return of(decisions.actual(), decisions.predicted(), labels(data, decisions));
  }

  /**
   * Counts the predictions of a network with one or several yes/no outputs, a matrix for each.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, a target is NaN,
   *     or the network chooses among classes
   * @throws IllegalStateException while another thread trains the network
   */
  public static List<ConfusionMatrix> ofEachOutput(Network network, Dataset data) {
    Predictions made = Predictions.of(network, data);
    Decisions.requireClasses("a confusion matrix", made.architecture(), made.targets());
    if (!Decisions.isYesNo(made.architecture())) {
      throw new IllegalArgumentException(
          made.architecture().name()
              + " makes one decision a row, among "
              + Decisions.classes(made.architecture())
              + " classes; take ConfusionMatrix.of");
    }
    Decisions all = Decisions.of(made.architecture(), made.values(), made.targets());
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int output = 0; output < all.outputs(); output++) {
      int first = output;
      int[] places =
          IntStream.range(0, all.actual().length / all.outputs())
              .map(row -> row * all.outputs() + first)
              .toArray();
      matrices.add(
          of(
              Arrays.stream(places).map(i -> all.actual()[i]).toArray(),
              Arrays.stream(places).map(i -> all.predicted()[i]).toArray(),
              List.of("0", "1")));
    }
    return List.copyOf(matrices);
  }

  /**
   * Counts predictions.
   *
   * @param actual the right classes, positions in {@code labels}
   * @param predicted the predicted ones, as many; -1 where nothing was decided
   * @param labels the name of each class, at least one
   * @throws IllegalArgumentException if the numbers differ, or a class is outside its range
   */
  public static ConfusionMatrix of(int[] actual, int[] predicted, List<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a confusion matrix has at least 1 class, not 0");
    }
    if (actual.length != predicted.length) {
      throw new IllegalArgumentException(
          "every prediction has its actual class, but there are "
              + actual.length
              + " actual and "
              + predicted.length
              + " predicted ones");
    }
    int last = labels.size() - 1;
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] < 0 || actual[i] > last) {
        throw new IllegalArgumentException(
            "an actual class is 0 to "
                + last
                + ", but number "
                + i
                + " is "
                + (actual[i] == Decisions.NONE ? "none: its target is NaN" : "" + actual[i]));
      }
      if (predicted[i] < Decisions.NONE || predicted[i] > last) {
        throw new IllegalArgumentException(
            "a predicted class is 0 to "
                + last
                + ", or -1 for none, but number "
                + i
                + " is "
                + predicted[i]);
      }
    }
    return new ConfusionMatrix(
        List.copyOf(labels), new Decisions(1, labels.size(), predicted.clone(), actual.clone()));
  }

  /** Returns what a dataset calls the classes of decisions, or their numbers. */
  static List<String> labels(Dataset data, Decisions decisions) {
    int classes = decisions.outputs() > 1 ? decisions.outputs() : decisions.classes();
    return decisions.outputs() == 1 && data.labels().size() == classes
        ? data.labels()
        : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** Returns the names of the classes. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns how often one class was taken for another, or for itself.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public int count(int actual, int predicted) {
    return counts[checkIndex(actual, labels.size())][checkIndex(predicted, labels.size())];
  }

  /**
   * Returns how often nothing was decided about a class, since a prediction was NaN.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public int undecided(int actual) {
    return counts[checkIndex(actual, labels.size())][labels.size()];
  }

  /** Returns the number of all predictions. */
  public int total() {
    return decisions.actual().length;
  }

  /** Returns the fraction of predictions that are right; NaN if there are none. */
  public double accuracy() {
    return (double) decisions.right() / total();
  }

  /** Returns precision, recall and F1 of each class, and their averages. */
  public ClassificationReport report() {
    return new ClassificationReport(labels, decisions);
  }

  /** Two are equal if their labels and counts are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix that
        && labels.equals(that.labels)
        && Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.deepHashCode(counts);
  }

  /** Returns a table: a line for each actual class, a column for each predicted one. */
  @Override
  public String toString() {
    boolean undecided = Arrays.stream(counts).anyMatch(line -> line[labels.size()] > 0);
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("actual \\ predicted"));
    head.addAll(labels);
    if (undecided) {
      head.add("NaN");
    }
    table.add(head);
    for (int c = 0; c < labels.size(); c++) {
      List<String> line = new ArrayList<>(List.of(labels.get(c)));
      IntStream.of(counts[c])
          .limit(labels.size() + (undecided ? 1 : 0))
          .forEach(count -> line.add(Integer.toString(count)));
      table.add(line);
    }
    return Table.print(table);
  }
}
