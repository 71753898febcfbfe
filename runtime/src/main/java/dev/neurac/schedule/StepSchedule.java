package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that falls in steps, as PyTorch's {@code StepLR}.
 *
 * <pre>{@code
 * rate(t) = rate * factor^floor(t / epochs)
 * }</pre>
 *
 * @param epochs how long a rate lasts, at least 1
 * @param factor what it is then multiplied by, above 0
 */
public record StepSchedule(int epochs, double factor) implements Schedule {

  public StepSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.positive("factor", factor);
  }

  /**
   * Returns a rate that is multiplied by a factor after each so many epochs.
   *
   * @throws IllegalArgumentException if there is no epoch, or the factor is not a finite number
   *     above 0
   */
  public static StepSchedule of(int epochs, double factor) {
    return new StepSchedule(epochs, factor);
  }

  @Override
  public String describe() {
    return Description.of("step").with("epochs", epochs).with("factor", factor).toString();
  }

  /** Reads what {@link #describe} wrote. */
  static StepSchedule read(SettingValues values) {
    return new StepSchedule(values.wholeNumber("epochs"), values.number("factor"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    long length = (long) epochs * unitsPerEpoch;
    return t -> learningRate * StrictMath.pow(factor, t / length);
  }
}
