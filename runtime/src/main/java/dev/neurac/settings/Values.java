package dev.neurac.settings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Predicate;

/** A single value as a text that is the same on every JVM, and back. */
public final class Values {

  private Values() {}

  /**
   * Returns the shortest decimal that is read back as this number; {@code Double.toString} changed
   * in JDK 19.
   */
  public static String text(double value) {
    return shortest(value, decimal -> decimal.doubleValue() == value);
  }

  /** Returns the shortest decimal that is read back as this number. */
  public static String text(float value) {
    return shortest(value, decimal -> decimal.floatValue() == value);
  }

  private static String shortest(double value, Predicate<BigDecimal> isReadBack) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0"; // BigDecimal knows only one zero.
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal decimal = exact;
    for (int digits = 1; digits <= 17; digits++) {
      decimal = exact.round(new MathContext(digits));
      if (isReadBack.test(decimal)) {
        break;
      }
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.toPlainString() : stripped.toString();
  }

  /**
   * Reads a number.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException if it is none
   */
  public static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(name, "a number", text);
    }
  }

  /**
   * Reads a number as a float.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException if it is none
   */
  public static float floatNumber(String name, String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw wrong(name, "a number", text);
    }
  }

  /**
   * Reads a number without a fraction.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException if it is none within the range of int
   */
  public static int wholeNumber(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number of at most " + Integer.MAX_VALUE, text);
    }
  }

  /**
   * Reads a number without a fraction.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException if it is none within the range of long
   */
  public static long longNumber(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number of at most " + Long.MAX_VALUE, text);
    }
  }

  /**
   * Reads a switch.
   *
   * @param name what is read, for messages
   * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
   */
  public static boolean flag(String name, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(name, "true or false", text);
    }
    return text.equals("true");
  }

  private static IllegalArgumentException wrong(String name, String expected, String found) {
    return new IllegalArgumentException(name + " is " + expected + ", not '" + found + "'");
  }
}
