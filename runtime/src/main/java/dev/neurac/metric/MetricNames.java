package dev.neurac.metric;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the metrics of this library by their names. */
final class MetricNames {

  /** Those that take no argument. */
  private static final List<Metric> PLAIN =
      List.of(
          Metric.ACCURACY,
          Metric.ZERO_ONE_LOSS,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.F1,
          Metric.PRECISION_MACRO,
          Metric.PRECISION_MICRO,
          Metric.RECALL_MACRO,
          Metric.RECALL_MICRO,
          Metric.F1_MACRO,
          Metric.F1_MICRO,
          Metric.F1_WEIGHTED,
          Metric.ROC_AUC,
          Metric.LOG_LOSS,
          Metric.MEAN_SQUARED_ERROR,
          Metric.ROOT_MEAN_SQUARED_ERROR,
          Metric.MEAN_ABSOLUTE_ERROR,
          Metric.R_SQUARED);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private MetricNames() {}

  static Optional<Metric> find(String name) {
    return Stream.concat(PLAIN.stream(), withArgument(name))
        .filter(metric -> metric.name().equals(name))
        .findFirst();
  }

  /** Returns all that take a number, made with the one in the name. */
  private static Stream<Metric> withArgument(String name) {
    return NUMBER
        .matcher(name)
        .results()
        .map(number -> Integer.valueOf(number.group()))
        .flatMap(
            n ->
                Stream.of(
                    Metric.topK(Math.max(n, 1)),
                    Metric.precision(n),
                    Metric.recall(n),
                    Metric.f1(n)));
  }
}
