package dev.neurac.schedule;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.SettingValues;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rate that falls when the loss no longer does, as PyTorch's {@code ReduceLROnPlateau} with
 * {@code threshold_mode="abs"}. It watches the validation loss after each epoch, or without
 * validation rows the training loss.
 *
 * <pre>{@code
 * loss < best - minChange:  best = loss, bad = 0      best begins at infinity
 * otherwise:                bad = bad + 1
 * bad > patience:           rate = max(rate * factor, minRate), bad = 0
 * }</pre>
 *
 * <p>As in PyTorch, a rate that would fall by 1e-8 or less stays.
 *
 * @param factor what the rate is multiplied by, at least 0 and below 1
 * @param patience how many epochs without improvement change nothing, at least 0
 * @param minChange how much smaller a loss counts as an improvement, at least 0
 * @param minRate where the rate stops falling, from 0 up to the optimiser's
 */
public record PlateauSchedule(double factor, int patience, double minChange, double minRate)
    implements Schedule {

  private static final double SMALLEST_CHANGE = 1e-8;

  public PlateauSchedule {
    Checks.fraction("factor", factor);
    Checks.notNegative("patience", patience);
    Checks.notNegative("minChange", minChange);
    Checks.notNegative("minRate", minRate);
  }

  /**
   * Returns a schedule with the usual factor = 0.1, patience = 10 and minChange = 1e-4, and no
   * smallest rate.
   */
  public static PlateauSchedule of() {
    return new PlateauSchedule(0.1, 10, 1e-4, 0);
  }

  /** Returns the same with another factor. */
  public PlateauSchedule factor(double factor) {
    return new PlateauSchedule(factor, patience, minChange, minRate);
  }

  /** Returns the same with another patience. */
  public PlateauSchedule patience(int epochs) {
    return new PlateauSchedule(factor, epochs, minChange, minRate);
  }

  /** Returns the same with another smallest improvement. */
  public PlateauSchedule minChange(double minChange) {
    return new PlateauSchedule(factor, patience, minChange, minRate);
  }

  /** Returns the same with another smallest rate. */
  public PlateauSchedule minRate(double minRate) {
    return new PlateauSchedule(factor, patience, minChange, minRate);
  }

  @Override
  public String describe() {
    return Description.of("plateau")
        .with("factor", factor)
        .with("patience", patience)
        .with("minChange", minChange)
        .with("minRate", minRate)
        .toString();
  }

  /** Reads what {@link #describe} wrote. */
  static PlateauSchedule read(SettingValues values) {
    return new PlateauSchedule(
        values.number("factor"),
        values.wholeNumber("patience"),
        values.number("minChange"),
        values.number("minRate"));
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    Checks.atMostRate("minRate", minRate, learningRate);
    return new Watching(this, learningRate);
  }

  private static final class Watching implements Rates {

    private final PlateauSchedule settings;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int bad;

    Watching(PlateauSchedule settings, double rate) {
      this.settings = settings;
      this.rate = rate;
    }

    @Override
    public double at(long unit) {
      return rate;
    }

    @Override
    public void watch(long unit, double loss) {
      if (loss < best - settings.minChange) {
        best = loss;
        bad = 0;
      } else {
        bad++;
      }
      if (bad > settings.patience) {
        bad = 0;
        double reduced = Math.max(rate * settings.factor, settings.minRate);
        if (rate - reduced > SMALLEST_CHANGE) {
          rate = reduced;
        }
      }
    }

    @Override
    public Map<String, Double> memory() {
      Map<String, Double> memory = new LinkedHashMap<>();
      memory.put("rate", rate);
      memory.put("best", best);
      memory.put("bad", (double) bad);
      return memory;
    }

    @Override
    public void restore(Map<String, Double> memory) {
      if (!memory.keySet().equals(memory().keySet())) {
        throw new IllegalArgumentException(
            "a plateau remembers rate, best and bad, but was given " + memory.keySet());
      }
      rate = memory.get("rate");
      best = memory.get("best");
      bad = memory.get("bad").intValue();
    }
  }
}
