package dev.neurac.metric;

import static java.util.Objects.checkIndex;

import dev.neurac.data.Dataset;
import dev.neurac.metric.ClassCounts.Score;
import dev.neurac.runtime.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Precision, recall and F1 of each class, and their averages; immutable, prints as a table.
 *
 * <pre>
 *             precision  recall      f1  rows
 * setosa         1.0000  1.0000  1.0000    10
 * versicolor     0.8000  0.8889  0.8421     9
 * virginica      0.9167  0.8462  0.8800    13
 *
 * accuracy                       0.9063    32
 * macro          0.9056  0.9117  0.9074    32
 * weighted       0.9099  0.9063  0.9068    32
 * </pre>
 *
 * <p>{@link Metric} defines the scores. Where a network makes several yes/no decisions a row, the
 * classes are what they are about, and the micro average stands in the place of the accuracy.
 */
public final class ClassificationReport {

  private final List<String> labels;
  private final boolean separate;
  private final ClassCounts counts;
  private final double accuracy;

  ClassificationReport(List<String> labels, Decisions decisions) {
    this.labels = labels;
    this.separate = decisions.outputs() > 1;
    this.counts = ClassCounts.of(decisions);
    this.accuracy = (double) decisions.right() / decisions.predicted().length;
  }

  /**
   * Measures a network on a dataset, as in prediction.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's
   * @throws IllegalStateException while another thread trains the network
   */
  public static ClassificationReport of(Network network, Dataset data) {
    Predictions made = Predictions.of(network, data);
    Decisions.requireClasses("a classification report", made.architecture(), made.targets());
    Decisions decisions = Decisions.of(made.architecture(), made.values(), made.targets());
    return new ClassificationReport(ConfusionMatrix.labels(data, decisions), decisions);
  }

  /** Returns the names of the classes. */
  public List<String> labels() {
    return labels;
  }

  /** Returns the fraction of decisions that are right; NaN if there are none. */
  public double accuracy() {
    return accuracy;
  }

  /**
   * Returns how many rows are of a class.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public long rows(int chosen) {
    return counts.actual()[checkIndex(chosen, labels.size())];
  }

  /**
   * Returns the precision of a class.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double precision(int chosen) {
    return counts.score(Score.PRECISION, checkIndex(chosen, labels.size()));
  }

  /** Returns the precision over all classes. */
  public double precision(Average average) {
    return counts.score(Score.PRECISION, average);
  }

  /**
   * Returns the recall of a class.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double recall(int chosen) {
    return counts.score(Score.RECALL, checkIndex(chosen, labels.size()));
  }

  /** Returns the recall over all classes. */
  public double recall(Average average) {
    return counts.score(Score.RECALL, average);
  }

  /**
   * Returns the F1 of a class.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double f1(int chosen) {
    return counts.score(Score.F1, checkIndex(chosen, labels.size()));
  }

  /** Returns the F1 over all classes. */
  public double f1(Average average) {
    return counts.score(Score.F1, average);
  }

  /** Returns the table. */
  @Override
  public String toString() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "precision", "recall", "f1", "rows"));
    IntStream.range(0, labels.size())
        .mapToObj(c -> line(labels.get(c), precision(c), recall(c), f1(c), rows(c)))
        .forEach(table::add);
    table.add(List.of());
    long all = ClassCounts.sum(counts.actual());
    table.add(
        separate
            ? line("micro", Average.MICRO, all)
            : List.of("accuracy", "", "", format(accuracy), Long.toString(all)));
    table.add(line("macro", Average.MACRO, all));
    table.add(line("weighted", Average.WEIGHTED, all));
    return Table.print(table);
  }

  private List<String> line(String name, Average average, long rows) {
    return line(name, precision(average), recall(average), f1(average), rows);
  }

  private static List<String> line(
      String name, double precision, double recall, double f1, long rows) {
    return List.of(name, format(precision), format(recall), format(f1), Long.toString(rows));
  }

  private static String format(double score) {
    return String.format(Locale.ROOT, "%.4f", score);
  }
}
