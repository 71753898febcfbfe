package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that falls to a minimum along half a cosine (Loshchilov and Hutter, 2017), as PyTorch's
 * {@code CosineAnnealingLR}, which rises again after its length where this one stays.
 *
 * <pre>{@code
 * rate(t) = min + (rate - min) * (1 + cos(π * min(t / epochs, 1))) / 2
 * }</pre>
 *
 * @param epochs after how many the minimum is reached, at least 1
 * @param min the last rate, from 0 up to the optimiser's
 */
public record CosineSchedule(int epochs, double min) implements Schedule {

  public CosineSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.notNegative("min", min);
  }

  /**
   * Returns a rate that falls to 0.
   *
   * @throws IllegalArgumentException if there is no epoch
   */
  public static CosineSchedule of(int epochs) {
    return new CosineSchedule(epochs, 0);
  }

  /** Returns the same down to another rate. */
  public CosineSchedule min(double min) {
    return new CosineSchedule(epochs, min);
  }

  @Override
  public String describe() {
    return Description.of("cosine").with("epochs", epochs).with("min", min).toString();
  }

  /** Reads what {@link #describe} wrote. */
  static CosineSchedule read(SettingValues values) {
    return new CosineSchedule(values.wholeNumber("epochs"), values.number("min"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    Checks.atMostRate("min", min, learningRate);
    double length = (double) epochs * unitsPerEpoch;
    return t ->
        min + (learningRate - min) * (1 + StrictMath.cos(Math.PI * Math.min(t / length, 1))) / 2;
  }
}
