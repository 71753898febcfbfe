package dev.neurac.train;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what a training would show too late: values so large that it will hardly learn from them,
 * and early stopping that watches the rows it learns from.
 */
final class TrainingAdvice {

  /** Features of this size and more make the first layer's sums, and its gradients, as large. */
  private static final float LARGE = 100;

  private TrainingAdvice() {}

  /** Logs it, once for a training. */
  static void report(
      Architecture architecture, Dataset data, TrainingSettings settings, boolean validated) {
    String about = "training " + architecture.name() + ": ";
    largest(data, data.featureSize(), true)
        .ifPresent(
            found ->
                log(
                    about
                        + found
                        + "; large features drown the others: bring them to one scale with"
                        + " Standardizer.fit(train)"));
    if (isRegression(architecture.loss()) && !data.hasClasses()) {
      largest(data, data.targetSize(), false)
          .ifPresent(
              found ->
                  log(
                      about
                          + found
                          + "; a loss of such targets is large, and so are its gradients: train on"
                          + " targets of a size around 1, divided by a constant"));
    }
    if (settings.earlyStopping().isPresent() && !validated) {
      log(about + "early stopping watches the training rows, since there is no validation set");
    }
  }

  private static boolean isRegression(Loss loss) {
    return switch (loss) {
      case MEAN_SQUARED_ERROR, HALF_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, LOG_COSH -> true;
      case CROSS_ENTROPY, BINARY_CROSS_ENTROPY, HINGE, SQUARED_HINGE, KL_DIVERGENCE, POISSON ->
          false;
    };
  }

  /** Returns which column reaches farthest, and its range, if that is far. */
  private static Optional<String> largest(Dataset data, int size, boolean features) {
    float[] row = new float[size];
    float[] minima = new float[size];
    float[] maxima = new float[size];
    for (int r = 0; r < data.size(); r++) {
      if (features) {
        data.copyFeatures(r, row, 0);
      } else {
        data.copyTargets(r, row, 0);
      }
      for (int i = 0; i < size; i++) {
        minima[i] = r == 0 ? row[i] : Math.min(minima[i], row[i]);
        maxima[i] = r == 0 ? row[i] : Math.max(maxima[i], row[i]);
      }
    }
    int worst = 0;
    for (int i = 0; i < size; i++) {
      worst = reach(minima[i], maxima[i]) > reach(minima[worst], maxima[worst]) ? i : worst;
    }
    if (!(reach(minima[worst], maxima[worst]) > LARGE)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s %s is between %.4g and %.4g",
            features ? "feature" : "target",
            features && !data.featureNames().isEmpty()
                ? "\"" + data.featureNames().get(worst) + "\""
                : Integer.toString(worst),
            minima[worst],
            maxima[worst]));
  }

  /** A row that is not finite is found, and said, by the training itself. */
  private static float reach(float minimum, float maximum) {
    float reach = Math.max(-minimum, maximum);
    return Float.isFinite(reach) ? reach : 0;
  }

  private static void log(String message) {
    System.getLogger("dev.neurac").log(Level.INFO, message);
  }
}
