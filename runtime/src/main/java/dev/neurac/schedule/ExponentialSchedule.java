package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that falls by the same factor in each epoch, as PyTorch's {@code ExponentialLR}.
 *
 * <pre>{@code
 * rate(t) = rate * factor^t
 * }</pre>
 *
 * @param factor what the rate is multiplied by in an epoch, above 0
 */
public record ExponentialSchedule(double factor) implements Schedule {

  public ExponentialSchedule {
    Checks.positive("factor", factor);
  }

  /**
   * Returns a rate that is multiplied by a factor after each epoch.
   *
   * @throws IllegalArgumentException if the factor is not a finite number above 0
   */
  public static ExponentialSchedule of(double factor) {
    return new ExponentialSchedule(factor);
  }

  @Override
  public String describe() {
    return Description.of("exponential").with("factor", factor).toString();
  }

  /** Reads what {@link #describe} wrote. */
  static ExponentialSchedule read(SettingValues values) {
    return new ExponentialSchedule(values.number("factor"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    return t -> learningRate * StrictMath.pow(factor, (double) t / unitsPerEpoch);
  }
}
