package dev.neurac.train;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import java.util.List;

/**
 * A number that tells people how well a network does on a dataset.
 *
 * <p>Applications may write their own.
 */
public interface Metric {

  /**
   * The fraction of predictions that are right, from 0 to 1.
   *
   * <p>Where the last axis of the output has several values, the largest one is the prediction and
   * the largest target the truth, the first of several equal ones. A single value, and each value
   * under {@link Loss#BINARY_CROSS_ENTROPY}, stands for itself: it says yes above 0.5, or above 0
   * where the output is a logit; a target says yes above 0.5. A prediction with NaN in it is wrong.
   */
  Metric ACCURACY = new Accuracy();

  /** The mean over all elements of the squared difference of prediction and target. */
  Metric MEAN_SQUARED_ERROR = new MeanSquaredError();

  /** Returns the name in tables and look-ups, in lower case: {@code "mean squared error"}. */
  String name();

  /**
   * Measures the predictions of a dataset.
   *
   * @param architecture the network's
   * @param predictions the output of each row, one after the other; not to be changed
   * @param targets as many values: a row of targets for each; not to be changed
   */
  double of(Architecture architecture, float[] predictions, float[] targets);

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
