package dev.neurac.schedule;

/**
 * Another schedule, asked for a rate in every step, not only in every epoch; its lengths are
 * multiplied by the steps of an epoch. {@link Schedule#perStep()} makes it.
 *
 * @param schedule the other
 */
public record PerStepSchedule(Schedule schedule) implements Schedule {

  static final String PREFIX = "perStep ";

  @Override
  public boolean changesEveryStep() {
    return true;
  }

  @Override
  public String describe() {
    return PREFIX + schedule.describe();
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    return schedule.start(learningRate, unitsPerEpoch);
  }
}
