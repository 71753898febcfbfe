package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.DescriptionReader;
import dev.neurac.settings.SettingValues;
import java.util.Map;

/**
 * Rising rates before another schedule, as PyTorch's {@code SequentialLR} of {@code LinearLR} and
 * that one. The other schedule begins when the warm-up ends, and watches nothing before.
 *
 * <pre>{@code
 * rate(t) = then(0) * (from + (1 - from) * t / epochs)    before the other begins
 *           then(t - epochs)                              from then on
 * }</pre>
 *
 * @param epochs how long the rate rises, at least 1
 * @param from what part of the other's first rate it begins with, from 0 up to 1
 * @param then what goes on from there
 */
public record WarmUpSchedule(int epochs, double from, Schedule then) implements Schedule {

  static final String THEN = ", then ";

  public WarmUpSchedule {
    Checks.atLeastOne("epochs", epochs);
    Checks.fraction("from", from);
  }

  /**
   * Returns a warm-up in equal steps, which neither begins with a rate of 0 nor has the full rate
   * itself: over 4 epochs it is 1/5, 2/5, 3/5, 4/5.
   *
   * @throws IllegalArgumentException if there is no epoch
   */
  public static WarmUpSchedule of(int epochs, Schedule then) {
    Checks.atLeastOne("epochs", epochs);
    return new WarmUpSchedule(epochs, 1 / (epochs + 1.0), then);
  }

  /** Returns the same that begins with another part of the rate. */
  public WarmUpSchedule from(double from) {
    return new WarmUpSchedule(epochs, from, then);
  }

  @Override
  public boolean changesEveryStep() {
    return then.changesEveryStep();
  }

  @Override
  public String describe() {
    return Description.of("warmUp").with("epochs", epochs).with("from", from)
        + THEN
        + then.describe();
  }

  /** Reads the part of {@link #describe} that comes before the other schedule. */
  static WarmUpSchedule read(String text, Schedule then) {
    return new DescriptionReader<WarmUpSchedule>("schedule that comes before another")
        .kind(
            "warmUp",
            values -> new WarmUpSchedule(values.wholeNumber("epochs"), values.number("from"), then))
        .read(text);
  }

  static Schedule refuseAlone(SettingValues values) {
    throw new IllegalArgumentException(
        "a warmUp is written with what comes after it: 'warmUp epochs=4 from=0.2, then constant'");
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    Rates rates = then.start(learningRate, unitsPerEpoch);
    return new Rising((long) epochs * unitsPerEpoch, from, rates.at(0), rates);
  }

  private record Rising(long length, double from, double full, Rates then) implements Rates {

    @Override
    public double at(long unit) {
      return unit < length ? full * (from + (1 - from) * unit / length) : then.at(unit - length);
    }

    @Override
    public void watch(long unit, double loss) {
      if (unit >= length) {
        then.watch(unit - length, loss);
      }
    }

    @Override
    public Map<String, Double> memory() {
      return then.memory();
    }

    @Override
    public void restore(Map<String, Double> memory) {
      then.restore(memory);
    }
  }
}
