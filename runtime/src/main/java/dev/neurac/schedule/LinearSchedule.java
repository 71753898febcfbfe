package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that goes from one multiple of itself to another in equal steps, as PyTorch's {@code
 * LinearLR}.
 *
 * <pre>{@code
 * rate(t) = rate * (from + (to - from) * min(t / epochs, 1))
 * }</pre>
 *
 * @param epochs after how many the end is reached, at least 1
 * @param from what the rate is multiplied by at first, at least 0
 * @param to what the rate is multiplied by in the end, at least 0
 */
public record LinearSchedule(int epochs, double from, double to) implements Schedule {

  public LinearSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.notNegative("from", from);
    Checks.notNegative("to", to);
  }

  /**
   * Returns a rate that goes from itself to a multiple.
   *
   * @throws IllegalArgumentException if there is no epoch, or the factor is not a finite number of
   *     at least 0
   */
  public static LinearSchedule of(int epochs, double to) {
    return new LinearSchedule(epochs, 1, to);
  }

  /** Returns the same from another multiple. */
  public LinearSchedule from(double from) {
    return new LinearSchedule(epochs, from, to);
  }

  @Override
  public String describe() {
    return Description.of("linear")
        .with("epochs", epochs)
        .with("from", from)
        .with("to", to)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static LinearSchedule read(SettingValues values) {
    return new LinearSchedule(
        values.wholeNumber("epochs"), values.number("from"), values.number("to"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    double length = (double) epochs * unitsPerEpoch;
    return t -> learningRate * (from + (to - from) * Math.min(t / length, 1));
  }
}
