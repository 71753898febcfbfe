package dev.neurac.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which columns of a file are features, and how they are read.
 *
 * @param chosen the columns, in order; none for all that are left
 * @param ignored columns that are left out
 * @param encoded columns of categories
 * @param missing texts that stand for NaN
 */
record FeatureSelection(
    List<ColumnChoice> chosen,
    List<ColumnChoice> ignored,
    List<Encoded> encoded,
    Set<String> missing) {

  static final FeatureSelection ALL =
      new FeatureSelection(List.of(), List.of(), List.of(), Set.of());

  /** A column of categories, with those that it may have, or none for those that it has. */
  record Encoded(ColumnChoice column, List<String> categories) {}

  FeatureSelection choose(List<ColumnChoice> columns) {
    return new FeatureSelection(joined(chosen, columns), ignored, encoded, missing);
  }

  FeatureSelection ignore(List<ColumnChoice> columns) {
    return new FeatureSelection(chosen, joined(ignored, columns), encoded, missing);
  }

  FeatureSelection oneHot(ColumnChoice column, List<String> categories) {
    List<Encoded> all = joined(encoded, List.of(new Encoded(column, categories)));
    return new FeatureSelection(chosen, ignored, all, missing);
  }

  FeatureSelection allowMissing(List<String> texts) {
    Set<String> all = new LinkedHashSet<>(missing);
    texts.forEach(text -> all.add(text.strip()));
    return new FeatureSelection(chosen, ignored, encoded, Set.copyOf(all));
  }

  private static <T> List<T> joined(List<T> these, List<T> those) {
    return Stream.of(these, those).flatMap(Collection::stream).toList();
  }

  /**
   * Finds the columns in a file.
   *
   * @throws IllegalArgumentException if one is not there, is given twice or for two purposes, or no
   *     feature is left
   */
  List<FeatureColumn> of(Columns columns, int... targets) {
    if (targets.length == 0) {
      throw new IllegalArgumentException(
          columns.file() + ": expected at least one target column, but none is given");
    }
    return found(columns, targets);
  }

  /** Finds the columns in a file that holds features alone. */
  List<FeatureColumn> ofAll(Columns columns) {
    return found(columns);
  }

  private List<FeatureColumn> found(Columns columns, int... targets) {
    Map<Integer, String> uses = new LinkedHashMap<>();
    ignored.forEach(choice -> uses.put(choice.find(columns), "ignored"));
    for (int target : targets) {
      use(columns, uses, target, "a target");
    }
    List<Integer> features = features(columns, uses);
    Map<Integer, List<String>> categories = categories(columns, uses);
    List<FeatureColumn> found = new ArrayList<>();
    for (int column : features) {
      found.add(
          categories.containsKey(column)
              ? new FeatureColumn.OneHot(columns, column, categories.get(column), missing)
              : new FeatureColumn.Numbers(
                  column,
                  columns.name(column),
                  columns.isNamed(column),
                  columns.describe(column),
                  missing));
    }
    return found;
  }

  private List<Integer> features(Columns columns, Map<Integer, String> uses) {
    if (chosen.isEmpty()) {
      List<Integer> left =
          IntStream.range(0, columns.count())
              .filter(column -> !uses.containsKey(column))
              .boxed()
              .toList();
      if (left.isEmpty()) {
        throw new IllegalArgumentException(
            columns.file()
                + ": expected at least one column of features, but all "
                + columns.count()
                + " columns are targets or ignored");
      }
      return left;
    }
    List<Integer> found = chosen.stream().map(choice -> choice.find(columns)).toList();
    found.forEach(column -> use(columns, uses, column, "a feature"));
    return found;
  }

  /** A column that no row shows encoded would be a mistake that nobody sees. */
  private Map<Integer, List<String>> categories(Columns columns, Map<Integer, String> uses) {
    Map<Integer, List<String>> categories = new LinkedHashMap<>();
    for (Encoded one : encoded) {
      int column = one.column().find(columns);
      String use = uses.getOrDefault(column, chosen.isEmpty() ? "a feature" : "left out");
      if (!use.equals("a feature")) {
        throw new IllegalArgumentException(
            columns.file()
                + ": "
                + columns.describe(column)
                + " is one-hot encoded, but it is "
                + use
                + (use.equals("left out") ? " by features(…)" : ""));
      }
      if (categories.put(column, one.categories()) != null) {
        throw new IllegalArgumentException(
            columns.file() + ": " + columns.describe(column) + " is given twice to oneHot");
      }
    }
    return categories;
  }

  private static void use(Columns columns, Map<Integer, String> uses, int column, String use) {
    String other = uses.putIfAbsent(column, use);
    if (other != null) {
      throw new IllegalArgumentException(
          columns.file()
              + ": "
              + columns.describe(column)
              + (other.equals(use) ? " is given twice as " + use : both(use, other)));
    }
  }

  private static String both(String use, String other) {
    return " is both " + use + " and " + other;
  }
}
