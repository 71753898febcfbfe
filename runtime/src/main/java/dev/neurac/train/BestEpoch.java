package dev.neurac.train;

import java.util.Optional;

/**
 * Which epoch was the best so far, and how long none has been better. The answer depends on the
 * epochs alone, so that a training that is resumed finds the same.
 */
final class BestEpoch {

  private static final EarlyStopping NEVER = EarlyStopping.of(Integer.MAX_VALUE);

  private final EarlyStopping rule;
  private final String name;
  private int number;
  private double best = Double.NaN;
  private double reference = Double.NaN;
  private int waited;

  /**
   * Begins before the first epoch.
   *
   * @param rule without one nothing is ever stopped
   */
  BestEpoch(Optional<EarlyStopping> rule, boolean validated) {
    this.rule = rule.orElse(NEVER);
    this.name = this.rule.value().orElse(validated ? "validation loss" : "loss");
  }

  /** Returns the name of what is watched. */
  String name() {
    return name;
  }

  /** Takes the next epoch; returns whether it is the best so far. */
  boolean observe(Epoch epoch) {
    double value = EpochValues.value(epoch, name);
    waited++;
    if (isBetter(value, reference, rule.minChange())) {
      reference = value;
      waited = 0;
    }
    if (number == 0 || isBetter(value, best, 0)) {
      number = epoch.number();
      best = value;
      return true;
    }
    return false;
  }

  private boolean isBetter(double value, double than, double by) {
    double gain = rule.higherIsBetter() ? value - than : than - value;
    return gain > by || Double.isNaN(than) && !Double.isNaN(value);
  }

  /** Returns the number of the best epoch, 0 before the first. */
  int number() {
    return number;
  }

  /** Returns whether patience is at an end. */
  boolean exhausted() {
    return waited >= rule.patience();
  }
}
