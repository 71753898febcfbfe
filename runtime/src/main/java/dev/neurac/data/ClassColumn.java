package dev.neurac.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Gathers the labels of a column and numbers them. */
final class ClassColumn {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?");

  /** Every label with its class; in order of appearance while the order is not given. */
  private final Map<String, Integer> positions = new LinkedHashMap<>();

  private final IntStream.Builder rows = IntStream.builder();
  private final List<String> given;

  /**
   * @param given all labels in the order of their classes, or none: then what comes is sorted
   */
  ClassColumn(List<String> given) {
    this.given = given;
    given.forEach(label -> positions.put(label, positions.size()));
  }

  /**
   * Adds the label of the next row.
   *
   * @throws IllegalArgumentException that says what was expected and what was found
   */
  void add(String label) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a class label, but the value is missing; fill it in or delete the line");
    }
    Integer position = positions.get(label);
    if (position == null) {
      if (!given.isEmpty()) {
        throw new IllegalArgumentException(
            "expected one of the labels "
                + String.join(", ", given)
                + ", but found \""
                + label
                + "\""
                + NearestName.hint(label, given)
                + "; correct the value or add it to labels(…)");
      }
      position = positions.size();
      positions.put(label, position);
    }
    rows.add(position);
  }

  /** Returns these features with the class of every row. */
  Dataset toDataset(float[] features, int featureSize) {
    if (!given.isEmpty()) {
      return Dataset.ofClasses(features, featureSize, rows.build().toArray(), given);
    }
    TreeMap<String, Integer> sorted = new TreeMap<>(order());
    positions.keySet().forEach(label -> sorted.putIfAbsent(label, 0));
    List<String> labels = List.copyOf(sorted.keySet());
    for (int i = 0; i < labels.size(); i++) {
      sorted.put(labels.get(i), i);
    }
    int[] classes = positions.keySet().stream().mapToInt(sorted::get).toArray();
    return Dataset.ofClasses(
        features, featureSize, rows.build().map(row -> classes[row]).toArray(), labels);
  }

  /**
   * By value where all are numbers, so that 0, 1, 2, … keep their numbers, 10 follows 9, and 1 and
   * 1.0 are one class; else by characters, the same in every country.
   */
  private Comparator<String> order() {
    return positions.keySet().stream().allMatch(label -> NUMBER.matcher(label).matches())
        ? Comparator.comparing(BigDecimal::new)
        : Comparator.naturalOrder();
  }
}
