package dev.neurac.metric;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.Arrays;

/**
 * The area under the ROC curve, which is Mann and Whitney's statistic over the number of pairs:
 *
 * <pre>{@code
 * Σ over rows of the class (other rows that score lower + ½ those that score the same)
 * / (rows of the class · other rows)
 * }</pre>
 *
 * <p>That is what ranks give where ties have their average rank.
 */
record RocAuc() implements Metric {

  @Override
  public String name() {
    return "roc auc";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public void check(Architecture architecture, float[] targets) {
    check(architecture);
    Decisions.requireClasses(name(), architecture, targets);
  }

  @Override
  public double of(Architecture architecture, float[] predictions, float[] targets) {
    boolean yesNo = Decisions.isYesNo(architecture);
    int columns = yesNo ? Decisions.outputs(architecture) : Decisions.classes(architecture);
    int[] actual = Decisions.of(architecture, predictions, targets).actual();
    double[] scores = scores(architecture, predictions);
    boolean[] positive = new boolean[predictions.length / columns];
    double[] column = new double[positive.length];
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < columns; c++) {
      int positives = 0;
      for (int row = 0; row < column.length; row++) {
        column[row] = scores[row * columns + c];
        positive[row] = yesNo ? actual[row * columns + c] == 1 : actual[row] == c;
        positives += positive[row] ? 1 : 0;
      }
      if (positives > 0 && positives < column.length) {
        sum += area(column, positive, positives);
        defined++;
      }
    }
    return defined == 0 ? Double.NaN : sum / defined;
  }

  /**
   * Rows are compared with each other, which logits of classes do not allow; a sigmoid would only
   * make ties of large ones.
   */
  private static double[] scores(Architecture architecture, float[] predictions) {
    if (architecture.loss() == Loss.CROSS_ENTROPY) {
      return TargetScale.of(architecture, predictions);
    }
    double[] scores = new double[predictions.length];
    Arrays.setAll(scores, i -> predictions[i]);
    return scores;
  }

  private static double area(double[] scores, boolean[] positive, int positives) {
    double[] in = new double[positives];
    double[] out = new double[scores.length - positives];
    int ins = 0;
    int outs = 0;
    for (int row = 0; row < scores.length; row++) {
      if (Double.isNaN(scores[row])) {
        return Double.NaN;
      }
      if (positive[row]) {
        in[ins++] = scores[row];
      } else {
        out[outs++] = scores[row];
      }
    }
    Arrays.sort(in);
    Arrays.sort(out);
    double wins = 0;
    int lower = 0;
    int notHigher = 0;
    for (double score : in) {
      while (lower < outs && out[lower] < score) {
        lower++;
      }
      while (notHigher < outs && out[notHigher] <= score) {
        notHigher++;
      }
      wins += (lower + (double) notHigher) / 2;
    }
    return wins / ((double) ins * outs);
  }
}
