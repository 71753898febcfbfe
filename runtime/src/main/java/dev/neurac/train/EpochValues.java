package dev.neurac.train;

import dev.neurac.metric.Metric;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names and values under which an epoch is printed and looked up. */
final class EpochValues {

  private static final String LOSS = "loss";
  private static final String VALIDATION = "validation ";

  private EpochValues() {}

  /**
   * Returns one measured value.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static double value(Epoch epoch, String name) {
    Map<String, Double> columns = of(epoch);
    check(name, columns.keySet());
    return columns.get(name);
  }

  /** Checks that a name is one of those that are measured. */
  static void check(String name, Set<String> measured) {
    if (!measured.contains(name)) {
      throw new IllegalArgumentException("no '" + name + "' was measured; there is " + measured);
    }
  }

  /** Returns the names of what a run measures, in the order in which people read them. */
  static Set<String> names(List<Metric> metrics, boolean validated) {
    Set<String> names = new LinkedHashSet<>();
    names.add(LOSS);
    metrics.forEach(metric -> names.add(metric.name()));
    if (validated) {
      names.add(VALIDATION + LOSS);
      metrics.forEach(metric -> names.add(VALIDATION + metric.name()));
    }
    return names;
  }

  /** Returns the measured values by name, in the order in which people read them. */
  static Map<String, Double> of(Epoch epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LOSS, epoch.loss());
    values.putAll(epoch.training().metrics());
    epoch
        .validation()
        .ifPresent(
            validation -> {
              values.put(VALIDATION + LOSS, validation.loss());
              validation.metrics().forEach((name, value) -> values.put(VALIDATION + name, value));
            });
    return values;
  }
}
