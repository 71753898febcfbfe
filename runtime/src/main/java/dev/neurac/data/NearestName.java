package dev.neurac.data;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class NearestName {

  private NearestName() {}

  /** Returns {@code " (did you mean \"ram\"?)"}, or nothing where no name is near. */
  static String hint(String wanted, Collection<String> names) {
    String nearest = null;
    int least = Math.max(1, wanted.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(folded(wanted), folded(name));
      if (distance < least && !name.isEmpty()) {
        least = distance;
        nearest = name;
      }
    }
    return nearest == null ? "" : " (did you mean \"" + nearest + "\"?)";
  }

  /** {@code batteryPower}, {@code battery_power} and {@code "Battery power"} are the same. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  /** Levenshtein's: insertions, deletions and substitutions. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
