package dev.neurac.settings;

import java.math.BigDecimal;
import java.math.MathContext;

/** The name and the settings of something, as a text that is the same on every JVM. */
public final class Description {

  private final StringBuilder text;

  private Description(String name) {
    text = new StringBuilder(name);
  }

  /** Starts a description, to be ended with {@link #toString()}. */
  public static Description of(String name) {
    return new Description(name);
  }

  /** Adds a number: {@code rate=0.001}. */
  public Description with(String name, double value) {
    return with(name, shortest(value));
  }

  /** Adds a switch: {@code amsgrad=true}. */
  public Description with(String name, boolean value) {
    return with(name, Boolean.toString(value));
  }

  private Description with(String name, String value) {
    text.append(' ').append(name).append('=').append(value);
    return this;
  }

  /** Returns the description: {@code sgd learningRate=0.1 weightDecay=0}. */
  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Returns the shortest decimal that is this number; {@code Double.toString} changed in JDK 19.
   */
  private static String shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal decimal = exact;
    for (int digits = 1; digits <= 17; digits++) {
      decimal = exact.round(new MathContext(digits));
      if (decimal.doubleValue() == value) {
        break;
      }
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.toPlainString() : stripped.toString();
  }
}
