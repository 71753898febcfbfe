package dev.neurac.runtime;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that someone may have meant. */
public final class Spelling {

  private Spelling() {}

  /** Returns the nearest candidate if it is near: at most a third of the name is to be changed. */
  public static Optional<String> closest(String name, Collection<String> candidates) {
    Optional<String> closest = Optional.empty();
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - name.length()) < least) {
        int distance = distance(name, candidate);
        if (distance < least) {
          least = distance;
          closest = Optional.of(candidate);
        }
      }
    }
    return closest;
  }

  /** The number of letters to insert, delete or replace (Levenshtein, 1966). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1]; // distances of the first i letters of a to those of b
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
