package dev.neurac.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gathers the different values of a column and numbers them: by appearance while they are read, in
 * their own order once all are known.
 */
final class Categories {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?");

  /** Every value with its number; in the given order, else in order of appearance. */
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private final List<String> given;
  private final String noun;
  private final String advice;

  /**
   * @param given all values in the order wanted, or none: then what comes is sorted
   * @param noun what the given values are called
   * @param advice what to do about a value that was not given
   */
  Categories(List<String> given, String noun, String advice) {
    this.given = given;
    this.noun = noun;
    this.advice = advice;
    given.forEach(value -> numbers.put(value, numbers.size()));
  }

  /** Returns whether the caller listed this value. */
  boolean isGiven(String value) {
    return given.contains(value);
  }

  /**
   * Returns the number of a value, a new one where it is new.
   *
   * @throws IllegalArgumentException that says what was expected and what was found
   */
  int number(String value) {
    Integer number = numbers.get(value);
    if (number != null) {
      return number;
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "expected one of the "
              + noun
              + " "
              + String.join(", ", given)
              + ", but found \""
              + value
              + "\""
              + NearestName.hint(value, given)
              + "; "
              + advice);
    }
    numbers.put(value, numbers.size());
    return numbers.size() - 1;
  }

  /** Returns the values in their order: as given, else sorted. */
  List<String> ordered() {
    return given.isEmpty() ? List.copyOf(sorted().keySet()) : given;
  }

  /** Returns the place in {@link #ordered()} of the value of each number. */
  int[] places() {
    if (!given.isEmpty()) {
      return numbers.values().stream().mapToInt(Integer::intValue).toArray();
    }
    Map<String, Integer> sorted = sorted();
    return numbers.keySet().stream().mapToInt(sorted::get).toArray();
  }

  private Map<String, Integer> sorted() {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    numbers.keySet().stream().sorted(order()).forEach(value -> sorted.put(value, sorted.size()));
    return sorted;
  }

  /**
   * By value where all are numbers, so that 0, 1, 2, … keep their numbers and 10 follows 9; else by
   * characters, the same in every country. Texts that differ are different values, even where they
   * are the same number: 0210 and 210 may be two postal codes, 1.1 and 1.10 two versions.
   */
  private Comparator<String> order() {
    return numbers.keySet().stream().allMatch(value -> NUMBER.matcher(value).matches())
        ? Comparator.comparing((String value) -> new BigDecimal(value))
            .thenComparing(Comparator.naturalOrder())
        : Comparator.naturalOrder();
  }
}
