package dev.neurac.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/** Writes tables of figures in Markdown. A figure that is missing is a dash. */
final class Markdown {

  private static final String NOTHING = "–";

  private final StringBuilder out = new StringBuilder();

  static String atLeast(OptionalDouble value, double target) {
    return judged(value, value.isPresent() && value.getAsDouble() < target);
  }

  static String atMost(OptionalDouble value, double target) {
    return judged(value, value.isPresent() && value.getAsDouble() > target);
  }

  private static String judged(OptionalDouble value, boolean fallsShort) {
    if (value.isEmpty()) {
      return NOTHING;
    }
    String text = number(value.getAsDouble());
    return fallsShort ? "**" + text + "**" : text;
  }

  static String percent(OptionalDouble value) {
    return value.isPresent() ? format("%.0f %%", 100 * value.getAsDouble()) : NOTHING;
  }

  static String rate(OptionalDouble value) {
    return value.isPresent() ? format("%.1f", value.getAsDouble()) : NOTHING;
  }

  static String time(OptionalDouble nanoseconds) {
    if (nanoseconds.isEmpty()) {
      return NOTHING;
    }
    double value = nanoseconds.getAsDouble();
    if (value < 1e3) {
      return number(value) + " ns";
    }
    return value < 1e6 ? number(value / 1e3) + " µs" : number(value / 1e6) + " ms";
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : NOTHING;
  }

  /** Three digits or more. */
  static String number(double value) {
    if (value == Math.rint(value) && value < 1e3) {
      return format("%.0f", value);
    }
    return format(value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  /** Shows what is aimed at, "≥" or "≤" and the value. */
  static String target(String relation, double value) {
    return relation + " " + (value == Math.rint(value) ? format("%.0f", value) : "" + value);
  }

  void title(String text) {
    out.append("\n## ").append(text).append("\n\n");
  }

  void paragraph(String format, Object... values) {
    out.append(format(format, values)).append('\n');
  }

  void header(String... cells) {
    row(cells);
    out.append("|---".repeat(cells.length)).append("|\n");
  }

  void row(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
