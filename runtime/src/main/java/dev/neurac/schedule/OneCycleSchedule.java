package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;

/**
 * A rate that rises to the optimiser's and falls far below it (Smith and Topin, 2018), as PyTorch's
 * {@code OneCycleLR} with its cosines; momentum stays as it is. It is meant to change with every
 * step: {@code OneCycleSchedule.of(20).perStep()}.
 *
 * <pre>{@code
 * first   = rate / divisor
 * last    = first / finalDivisor
 * end     = epochs - 1, or per step the number of all steps - 1
 * peak    = rise * (end + 1) - 1
 * rate(t) = between(first, rate, t / peak)                    before the peak
 *           between(rate, last, (t - peak) / (end - peak))    from then on
 * between(a, b, x) = b + (a - b) * (1 + cos(π * x)) / 2
 * }</pre>
 *
 * @param epochs how long all of it takes, at least 1
 * @param rise how much of that the rate rises, from 0 up to 1
 * @param divisor how far below the optimiser's rate it begins, above 0
 * @param finalDivisor how far below the first rate it ends, above 0
 */
public record OneCycleSchedule(int epochs, double rise, double divisor, double finalDivisor)
    implements Schedule {

  public OneCycleSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.fraction("rise", rise);
    Checks.positive("divisor", divisor);
    Checks.positive("finalDivisor", finalDivisor);
  }

  /**
   * Returns a cycle that rises for 0.3 of its time, from 1/25 of the rate, and ends at 1e-4 of
   * where it began.
   *
   * @throws IllegalArgumentException if there is no epoch
   */
  public static OneCycleSchedule of(int epochs) {
    return new OneCycleSchedule(epochs, 0.3, 25, 1e4);
  }

  /** Returns the same that rises for another part of its time. */
  public OneCycleSchedule rise(double rise) {
    return new OneCycleSchedule(epochs, rise, divisor, finalDivisor);
  }

  /** Returns the same that begins elsewhere. */
  public OneCycleSchedule divisor(double divisor) {
    return new OneCycleSchedule(epochs, rise, divisor, finalDivisor);
  }

  /** Returns the same that ends elsewhere. */
  public OneCycleSchedule finalDivisor(double finalDivisor) {
    return new OneCycleSchedule(epochs, rise, divisor, finalDivisor);
  }

  @Override
  public String describe() {
    return Description.of("oneCycle")
        .with("epochs", epochs)
        .with("rise", rise)
        .with("divisor", divisor)
        .with("finalDivisor", finalDivisor)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static OneCycleSchedule read(SettingValues values) {
    return new OneCycleSchedule(
        values.wholeNumber("epochs"),
        values.number("rise"),
        values.number("divisor"),
        values.number("finalDivisor"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    double length = (double) epochs * unitsPerEpoch;
    double end = length - 1;
    double peak = rise * length - 1;
    double first = learningRate / divisor;
    double last = first / finalDivisor;
    return t ->
        t < peak
            ? between(first, learningRate, t / peak)
            : between(learningRate, last, (Math.min(t, end) - peak) / (end - peak));
  }

  private static double between(double a, double b, double x) {
    return b + (a - b) * (1 + StrictMath.cos(Math.PI * x)) / 2;
  }
}
