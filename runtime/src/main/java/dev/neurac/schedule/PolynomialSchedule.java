package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that falls to 0 along a power, as PyTorch's {@code PolynomialLR}.
 *
 * <pre>{@code
 * rate(t) = rate * (1 - min(t / epochs, 1))^power
 * }</pre>
 *
 * @param epochs after how many the rate is 0, at least 1
 * @param power 1 for a straight line, above 0
 */
public record PolynomialSchedule(int epochs, double power) implements Schedule {

  public PolynomialSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.positive("power", power);
  }

  /**
   * Returns a rate that falls to 0.
   *
   * @throws IllegalArgumentException if there is no epoch, or the power is not a finite number
   *     above 0
   */
  public static PolynomialSchedule of(int epochs, double power) {
    return new PolynomialSchedule(epochs, power);
  }

  @Override
  public String describe() {
    return Description.of("polynomial").with("epochs", epochs).with("power", power).toString();
  }

  /** Reads what {@link #describe} wrote. */
  static PolynomialSchedule read(SettingValues values) {
    return new PolynomialSchedule(values.wholeNumber("epochs"), values.number("power"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    double length = (double) epochs * unitsPerEpoch;
    return t -> learningRate * StrictMath.pow(1 - Math.min(t / length, 1), power);
  }
}
