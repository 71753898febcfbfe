package dev.neurac.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How well a network does on a dataset.
 *
 * @param loss the loss, averaged over the rows; where the dataset weighs them, {@code Σ weight·loss
 *     / rows}
 * @param metrics the metrics by name, in the order in which they were asked for
 */
public record Evaluation(double loss, Map<String, Double> metrics) {

  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * Returns a metric.
   *
   * @param name the metric's name, as {@code "accuracy"}
   * @throws IllegalArgumentException if it was not measured
   */
  public double metric(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no metric '" + name + "' was measured; there is " + metrics.keySet());
    }
    return value;
  }

  /** Returns loss and metrics on a line: {@code loss 0.1234 accuracy 0.9612}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("loss ").append(format(loss));
    metrics.forEach(
        (name, value) -> text.append("  ").append(name).append(' ').append(format(value)));
    return text.toString();
  }

  /** Four digits after the point, or four significant ones where those would show little. */
  public static String format(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || size >= 0.001 && size < 1e6 || !Double.isFinite(value);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }
}
