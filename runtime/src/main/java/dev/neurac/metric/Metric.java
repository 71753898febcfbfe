package dev.neurac.metric;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Network;
import java.util.List;
import java.util.Optional;

/**
 * A number that tells people how well a network does on a dataset.
 *
 * <pre>{@code
 * Trainer.of(net).metrics(Metric.ACCURACY, Metric.F1_MACRO, Metric.topK(3)).fit(train);
 * double f1 = Metric.F1_MACRO.of(net, test);
 * }</pre>
 *
 * <p>Applications may write their own. Those here are scikit-learn's definitions. Metrics of
 * classification share {@link #ACCURACY}'s rule of what a network decides; they need a loss of
 * classification ({@link Loss#CROSS_ENTROPY}, {@link Loss#BINARY_CROSS_ENTROPY} or a hinge), or
 * targets that are all 0 or 1, one-hot where there are several. {@link #R_SQUARED} is of regression
 * and refuses those losses.
 *
 * <p><b>Precision, recall and F1.</b> With {@code right} the decisions for a class that are right,
 * precision is {@code right / decisions for the class}, recall {@code right / rows of the class},
 * and F1 {@code 2 right / (decisions for it + rows of it)}; where such a denominator is 0, the
 * value is 0. {@link Average} says what macro, micro and weighted are. A yes/no network has the
 * classes 0 (no) and 1 (yes). With several values under {@link Loss#BINARY_CROSS_ENTROPY}, each is
 * a class of its own, whose rows are those that say yes.
 *
 * <p><b>Errors</b> compare predictions with targets on the targets' scale: logits go through the
 * activation that {@link Loss#activation()} names first, logarithms under {@link
 * Loss#KL_DIVERGENCE} through exp.
 *
 * <p>{@link ConfusionMatrix} and {@link ClassificationReport} print where the mistakes are.
 */
public interface Metric {

  /**
   * The fraction of predictions that are right, from 0 to 1.
   *
   * <p>Where the last axis of the output has several values, the largest one is the prediction and
   * the largest target the truth, the first of several equal ones. A single value, and each value
   * under {@link Loss#BINARY_CROSS_ENTROPY}, stands for itself: it says yes above 0.5, or above 0
   * where the output is a logit; a target says yes above 0.5. Under {@link Loss#HINGE} and {@link
   * Loss#SQUARED_HINGE}, whose targets are -1 and 1, both say yes above 0. A prediction with NaN in
   * it is wrong.
   */
  Metric ACCURACY = new Accuracy();

  /** The fraction of predictions that are wrong: 1 less {@link #ACCURACY}. */
  Metric ZERO_ONE_LOSS = new ZeroOneLoss();

  /** The precision of class 1 of two: how many of those found are right. */
  Metric PRECISION = new BinaryScore(ClassCounts.Score.PRECISION);

  /** The recall of class 1 of two: how many of those there are were found. */
  Metric RECALL = new BinaryScore(ClassCounts.Score.RECALL);

  /** The F1 of class 1 of two: the harmonic mean of its precision and recall. */
  Metric F1 = new BinaryScore(ClassCounts.Score.F1);

  /** The mean of the classes' precisions. */
  Metric PRECISION_MACRO = new AverageScore(ClassCounts.Score.PRECISION, Average.MACRO);

  /** The precision of all decisions together. */
  Metric PRECISION_MICRO = new AverageScore(ClassCounts.Score.PRECISION, Average.MICRO);

  /** The mean of the classes' recalls. */
  Metric RECALL_MACRO = new AverageScore(ClassCounts.Score.RECALL, Average.MACRO);

  /** The recall of all decisions together. */
  Metric RECALL_MICRO = new AverageScore(ClassCounts.Score.RECALL, Average.MICRO);

  /** The mean of the classes' F1. */
  Metric F1_MACRO = new AverageScore(ClassCounts.Score.F1, Average.MACRO);

  /** The F1 of all decisions together. */
  Metric F1_MICRO = new AverageScore(ClassCounts.Score.F1, Average.MICRO);

  /** The mean of the classes' F1, each as often as it has rows. */
  Metric F1_WEIGHTED = new AverageScore(ClassCounts.Score.F1, Average.WEIGHTED);

  /**
   * The area under the ROC curve: how often a random row of a class scores above a random other
   * row, a tie counting half. 0.5 is guessing, 1 is a perfect order.
   *
   * <p>For several classes, or several values under {@link Loss#BINARY_CROSS_ENTROPY}, each against
   * the rest, and the mean of those (one-vs-rest, macro). A class that no row or every row has is
   * left out; NaN if none remains, or if a prediction is NaN. Logits under {@link
   * Loss#CROSS_ENTROPY} go through softmax first, since rows are compared with each other.
   */
  Metric ROC_AUC = new RocAuc();

  /**
   * The mean of {@code -Σ t·log p}, natural logarithms: the cross entropy of classes; for a single
   * value, and for each value under {@link Loss#BINARY_CROSS_ENTROPY}, {@code -(t·log p + (1 -
   * t)·log(1 - p))}. Probabilities are cut to {@code [2⁻²³, 1 - 2⁻²³]}, a float's precision; logits
   * need no cut. Not for losses whose outputs are no probabilities.
   */
  Metric LOG_LOSS = new LogLoss();

  /** The mean over all elements of the squared difference of prediction and target. */
  Metric MEAN_SQUARED_ERROR = new MeanSquaredError();

  /**
   * The root of the mean squared difference of prediction and target; for several outputs, the mean
   * of their roots.
   */
  Metric ROOT_MEAN_SQUARED_ERROR = new RootMeanSquaredError();

  /** The mean over all elements of the absolute difference of prediction and target. */
  Metric MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();

  /**
   * The coefficient of determination {@code R² = 1 - Σ(t - x)² / Σ(t - mean of t)²}: 1 is perfect,
   * 0 as good as predicting the mean, and it can be negative. For several outputs, the mean of
   * theirs. Where all targets of an output are equal, 1 if all predictions are right, else 0; NaN
   * for fewer than two rows.
   */
  Metric R_SQUARED = new RSquared();

  /**
   * Returns the fraction of rows whose class is among the {@code k} largest outputs. Of equal
   * outputs the first counts as larger, so that {@code topK(1)} is {@link #ACCURACY}.
   *
   * @param k at least 1, and at most the number of classes
   */
  static Metric topK(int k) {
    return new TopK(k);
  }

  /**
   * Returns the precision of a class.
   *
   * @param chosen the class, from 0
   */
  static Metric precision(int chosen) {
    return new ClassScore(ClassCounts.Score.PRECISION, chosen);
  }

  /**
   * Returns the recall of a class.
   *
   * @param chosen the class, from 0
   */
  static Metric recall(int chosen) {
    return new ClassScore(ClassCounts.Score.RECALL, chosen);
  }

  /**
   * Returns the F1 of a class.
   *
   * @param chosen the class, from 0
   */
  static Metric f1(int chosen) {
    return new ClassScore(ClassCounts.Score.F1, chosen);
  }

  /**
   * Returns the metric of this library that has some name: {@code "f1 macro"}, {@code "top-3
   * accuracy"}, {@code "recall of class 2"}. Those of applications are not known here.
   */
  static Optional<Metric> named(String name) {
    return MetricNames.find(name);
  }

  /** Returns the name in tables and look-ups, in lower case: {@code "mean squared error"}. */
  String name();

  /** Returns whether more is better, as of accuracy; false where less is, as of an error. */
  boolean higherIsBetter();

  /**
   * Measures the predictions of a dataset.
   *
   * @param architecture the network's
   * @param predictions the output of each row, one after the other; not to be changed
   * @param targets as many values: a row of targets for each; not to be changed
   */
  double of(Architecture architecture, float[] predictions, float[] targets);

  /**
   * Checks that the outputs of a network can be measured like this; called before training begins.
   *
   * @throws IllegalArgumentException if they cannot
   */
  default void check(Architecture architecture) {}

  /**
   * Checks that the outputs of a network can be measured like this against some targets; called
   * before training begins.
   *
   * @param targets a row of targets for each row, one after the other; not to be changed
   * @throws IllegalArgumentException if they cannot
   */
  default void check(Architecture architecture, float[] targets) {
    check(architecture);
  }

  /**
   * Measures a network on a dataset, as in prediction.
   *
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, or its outputs
   *     cannot be measured like this
   * @throws IllegalStateException while another thread trains the network
   */
  default double of(Network network, Dataset data) {
    check(network.runtime().architecture());
    Predictions made = Predictions.of(network, data);
    check(made.architecture(), made.targets());
    return of(made.architecture(), made.values(), made.targets());
  }

  /** Returns what suits a network with some loss: accuracy if it classifies, else squared error. */
  static List<Metric> defaultsFor(Loss loss) {
    return switch (loss) {
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HINGE, SQUARED_HINGE -> List.of(ACCURACY);
      case MEAN_SQUARED_ERROR,
          HALF_SQUARED_ERROR,
          MEAN_ABSOLUTE_ERROR,
          HUBER,
          LOG_COSH,
          KL_DIVERGENCE,
          POISSON ->
          List.of(MEAN_SQUARED_ERROR);
    };
  }
}
