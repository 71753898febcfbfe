package dev.neurac.data;

/** Tells numbers in files from everything else. */
final class FiniteNumber {

  private FiniteNumber() {}

  /** Returns whether this is a decimal number: Java's hexadecimal ones, 1f and NaN are not. */
  static boolean isNumber(String text) {
    if (!hasOnlyItsCharacters(text)) {
      return false;
    }
    try {
      Float.parseFloat(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Returns the nearest float.
   *
   * @throws IllegalArgumentException that says what was expected and what was found
   */
  static float parse(String text) {
    return parse(text, '.');
  }

  /**
   * Returns the nearest float.
   *
   * @param decimal what stands before the decimals, a point or a comma
   * @throws IllegalArgumentException that says what was expected and what was found
   */
  static float parse(String text, char decimal) {
    if (decimal == ',') {
      if (text.indexOf('.') >= 0) {
        throw new IllegalArgumentException(
            "expected a finite number such as 3,14, but found \""
                + text
                + "\" (the reader has decimalComma(), so a point has no meaning)");
      }
      return parse(text.replace(',', '.'), '.');
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a number, but the value is missing");
    }
    if (!isNumber(text)) {
      throw new IllegalArgumentException(
          "expected a finite number such as 3.14, but found \""
              + text
              + "\""
              + (isNumber(text.replace(',', '.'))
                  ? " (write a decimal point, or say decimalComma())"
                  : ""));
    }
    float value = Float.parseFloat(text);
    if (Float.isInfinite(value)) {
      throw new IllegalArgumentException(
          "expected a number within ±" + Float.MAX_VALUE + ", but found \"" + text + "\"");
    }
    return value;
  }

  private static boolean hasOnlyItsCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return true;
  }
}
