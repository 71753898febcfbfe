package dev.neurac.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {

  private Spelling() {}

  /** Returns the candidate with the fewest edits, if it is near enough to be a slip. */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance, letter case not counted. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int substituted = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
