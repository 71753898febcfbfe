package dev.neurac.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts of an application within texts of ours: in quotes and on one line, whatever is in them.
 *
 * <pre>{@code
 * profit per "unit"  →  "profit per \"unit\""
 * }</pre>
 */
public final class Quoted {

  private Quoted() {}

  /** Returns a text in quotes. */
  public static String of(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  /**
   * Returns the text that {@link #of} put in quotes.
   *
   * @throws IllegalArgumentException if it is not one text in quotes
   */
  public static String read(String quoted) {
    int end = quoted.length() - 1;
    if (end < 1 || quoted.charAt(0) != '"' || quoted.charAt(end) != '"') {
      throw new IllegalArgumentException("a text is in double quotes, but it is " + quoted);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && i + 1 < end) {
        i++;
        text.append(escaped(quoted.charAt(i), quoted));
      } else if (c == '\\' || c == '"') {
        throw new IllegalArgumentException(
            "within quotes, \" is written \\\" and \\ is written \\\\, but there is " + quoted);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static char escaped(char c, String quoted) {
    return switch (c) {
      case '\\', '"' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      default ->
          throw new IllegalArgumentException(
              "after \\ there is \\, \", n or r, but " + quoted + " has '" + c + "'");
    };
  }

  /** Splits a text at a character wherever that is not within quotes. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
