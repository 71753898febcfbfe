package dev.neurac.runtime;

import java.util.List;

/**
 * What features and classes are called, as far as somebody said so: a file's header, or an
 * application. Names that were made up, such as the numbers of classes of which only their count is
 * known, are no part of it.
 *
 * @param features one for each feature, in order, or none where they are not known
 * @param labels one for each class, in order, or none where they are not known
 */
public record DataNames(List<String> features, List<String> labels) {

  /** No names at all, which fit any. */
  public static final DataNames UNKNOWN = new DataNames(List.of(), List.of());

  private static final int MAX_SHOWN = 12;

  public DataNames {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
  }

  /**
   * Checks that these rows mean what other rows do. Where either side knows no names, there is
   * nothing to compare.
   *
   * @param role what messages call these rows: {@code the validation set}
   * @param other what they are to be like
   * @param otherRole what messages call the others
   * @throws IllegalArgumentException if features or labels differ, or come in another order
   */
  public void requireLike(String role, DataNames other, String otherRole) {
    requireSame("features", features, role, other.features, otherRole);
    requireSame("labels", labels, role, other.labels, otherRole);
  }

  private static void requireSame(
      String what, List<String> these, String role, List<String> others, String otherRole) {
    if (these.isEmpty() || others.isEmpty() || these.equals(others)) {
      return;
    }
    int differing = 0;
    while (differing < Math.min(these.size(), others.size())
        && these.get(differing).equals(others.get(differing))) {
      differing++;
    }
    boolean reordered =
        these.size() == others.size()
            && these.stream().sorted().toList().equals(others.stream().sorted().toList());
    throw new IllegalArgumentException(
        role
            + " has the "
            + what
            + " "
            + shown(these, differing)
            + ", but "
            + otherRole
            + " has "
            + shown(others, differing)
            + (reordered ? ", the same in another order" : "")
            + "; "
            + advice(what));
  }

  private static String advice(String what) {
    return what.equals("labels")
        ? "give both readers the same labels(…), in one order"
        : "read both with the same features(…), in one order, and the same categories";
  }

  /** Returns the names, or some of them around the first that differs. */
  private static String shown(List<String> names, int differing) {
    if (names.size() <= MAX_SHOWN) {
      return names.toString();
    }
    int from = Math.min(Math.max(differing - 2, 0), names.size() - MAX_SHOWN);
    return (from > 0 ? "[… " + from + " names, " : "[")
        + String.join(", ", names.subList(from, from + MAX_SHOWN))
        + (from + MAX_SHOWN < names.size()
            ? ", … " + (names.size() - from - MAX_SHOWN) + " more]"
            : "]");
  }
}
