package dev.neurac.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names and values under which an epoch is printed and looked up. */
final class Columns {

  private static final String LOSS = "loss";
  private static final String VALIDATION = "validation ";

  private Columns() {}

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
