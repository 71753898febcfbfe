package dev.neurac.settings;

/** The bounds of settings. */
public final class Checks {

  private Checks() {}

  /** Checks that a setting is above 0 and finite, as a float too. */
  public static void positive(String name, double value) {
    if (!((float) value > 0 && (float) value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " is a finite number above 0, not " + value);
    }
  }

  /** Checks that a setting is at least 0 and finite, as a float too. */
  public static void notNegative(String name, double value) {
    if (!(value >= 0 && (float) value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " is a finite number of at least 0, not " + value);
    }
  }

  /** Checks that a number of things is at least 0. */
  public static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is at least 0, not " + value);
    }
  }

  /** Checks that a setting is at least 0 and below 1, as a float too. */
  public static void fraction(String name, double value) {
    if (!(value >= 0 && (float) value < 1)) {
      throw new IllegalArgumentException(name + " is at least 0 and below 1, not " + value);
    }
  }

  /** Checks that a number of things is at least 1. */
  public static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1, not " + value);
    }
  }

  /** Checks that a smallest rate is not above the optimiser's. */
  public static void atMostRate(String name, double value, double learningRate) {
    if (value > learningRate) {
      throw new IllegalArgumentException(
          name + " is at most the optimiser's rate " + learningRate + ", not " + value);
    }
  }
}
