package dev.neurac.schedule;

/**
 * The optimiser's rate, always.
 *
 * <pre>{@code
 * rate(t) = rate
 * }</pre>
 */
public record ConstantSchedule() implements Schedule {

  /** Returns the schedule that changes nothing. */
  public static ConstantSchedule of() {
    return new ConstantSchedule();
  }

  @Override
  public String describe() {
    return "constant";
  }

  @Override
  public Rates start(double learningRate, int unitsPerEpoch) {
    return t -> learningRate;
  }
}
