package dev.neurac.schedule;

import dev.neurac.settings.DescriptionReader;
import java.util.Map;

/**
 * How the learning rate changes while a network trains: {@code CosineSchedule.of(50).warmUp(5)}.
 *
 * <p>Lengths are in epochs, and the rate is one number for a whole epoch, unless {@link #perStep()}
 * makes it change with every step. A schedule begins with the optimiser's rate, or where its file
 * says otherwise; after its length it keeps its last rate. Each is one file, with its formula, and
 * follows PyTorch's definition.
 */
public sealed interface Schedule
    permits ConstantSchedule,
        CosineSchedule,
        ExponentialSchedule,
        LinearSchedule,
        OneCycleSchedule,
        PerStepSchedule,
        PlateauSchedule,
        PolynomialSchedule,
        StepSchedule,
        WarmUpSchedule {

  /**
   * Returns the rates of a run.
   *
   * @param learningRate the optimiser's
   * @param unitsPerEpoch how often the rate may change in an epoch: 1, or with {@link #perStep()}
   *     the number of its steps
   * @throws IllegalArgumentException if a setting does not fit the learning rate
   */
  Rates start(double learningRate, int unitsPerEpoch);

  /**
   * Returns name and settings, the same text on every JVM: {@code cosine epochs=50 min=0}. Two
   * schedules are the same if their texts are.
   */
  String describe();

  /**
   * Returns the schedule that {@link #describe} tells of.
   *
   * @throws IllegalArgumentException if there is no such schedule, or its settings are not all
   *     there and within their bounds
   */
  static Schedule parse(String text) {
    if (text.startsWith(PerStepSchedule.PREFIX)) {
      return new PerStepSchedule(parse(text.substring(PerStepSchedule.PREFIX.length())));
    }
    int end = text.indexOf(WarmUpSchedule.THEN);
    if (end >= 0) {
      Schedule then = parse(text.substring(end + WarmUpSchedule.THEN.length()));
      return WarmUpSchedule.read(text.substring(0, end), then);
    }
    return new DescriptionReader<Schedule>("schedule")
        .kind("constant", values -> ConstantSchedule.of())
        .kind("cosine", CosineSchedule::read)
        .kind("exponential", ExponentialSchedule::read)
        .kind("linear", LinearSchedule::read)
        .kind("oneCycle", OneCycleSchedule::read)
        .kind("plateau", PlateauSchedule::read)
        .kind("polynomial", PolynomialSchedule::read)
        .kind("step", StepSchedule::read)
        .kind("warmUp", WarmUpSchedule::refuseAlone)
        .read(text);
  }

  /** Returns whether the rate changes with every step, not every epoch. */
  default boolean changesEveryStep() {
    return false;
  }

  /**
   * Returns this schedule, changing the rate with every step. Lengths stay in epochs: an epoch of
   * 100 steps makes {@code OneCycleSchedule.of(20).perStep()} PyTorch's {@code
   * OneCycleLR(total_steps=2000)}.
   */
  default Schedule perStep() {
    return changesEveryStep() ? this : new PerStepSchedule(this);
  }

  /**
   * Returns a schedule that begins with this many epochs of rising rates, then goes on with this
   * one from its beginning; see {@link WarmUpSchedule}.
   *
   * @param epochs at least 1
   */
  default Schedule warmUp(int epochs) {
    return WarmUpSchedule.of(epochs, this);
  }

  /** The rates of a run, and what of its course they depend on. */
  @FunctionalInterface
  interface Rates {

    /**
     * Returns a rate.
     *
     * @param unit the epoch or step it is for, 0 for the first
     */
    double at(long unit);

    /**
     * Hears how well an epoch ended.
     *
     * @param unit its last epoch or step
     * @param loss the validation loss, or without validation rows the training loss
     */
    default void watch(long unit, double loss) {}

    /** Returns by name what is remembered of the course; nothing, where the rates need nothing. */
    default Map<String, Double> memory() {
      return Map.of();
    }

    /**
     * Makes these the rates of another run.
     *
     * @param memory its {@link #memory()}
     * @throws IllegalArgumentException if that is none of this schedule
     */
    default void restore(Map<String, Double> memory) {
      if (!memory.isEmpty()) {
        throw new IllegalArgumentException(
            "the schedule remembers nothing, but was given " + memory.keySet());
      }
    }
  }
}
