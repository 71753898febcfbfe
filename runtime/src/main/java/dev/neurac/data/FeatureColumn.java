package dev.neurac.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of a file that makes one feature, or several. */
sealed interface FeatureColumn {

  /** What people write where they have no number, in lower case. */
  Set<String> USUAL_GAPS = Set.of("", "na", "n/a", "nan", "null", "none", "nil", "?", "-");

  /** Returns what messages call the column. */
  String described();

  /** Returns whether its features' names say more than the column's index. */
  boolean isNamed();

  /**
   * Reads a row's value.
   *
   * @return one number that {@link #write} understands
   * @throws IllegalArgumentException that names the place, if it is no such value
   */
  float read(CsvRows rows);

  /** Ends the reading; returns the names of the features, which tells how many there are. */
  List<String> finish();

  /** Writes the features of a row, once the reading has ended; the array holds zeros there. */
  void write(float value, float[] into, int at);

  /**
   * A column of numbers: a single feature.
   *
   * @param missing the texts that stand for NaN
   */
  record Numbers(int column, String name, boolean isNamed, String described, Set<String> missing)
      implements FeatureColumn {

    @Override
    public float read(CsvRows rows) {
      String text = rows.text(column);
      return missing.contains(text) ? Float.NaN : rows.number(column, advice(rows, text));
    }

    private String advice(CsvRows rows, String text) {
      String argument = rows.columns().argument(column);
      return "correct the line, delete it, leave the column out with ignore("
          + argument
          + "), or "
          + (USUAL_GAPS.contains(text.toLowerCase(Locale.ROOT))
              ? "read the value as NaN with allowMissing(\"" + text + "\")"
              : "encode categories with oneHot(" + argument + ")");
    }

    @Override
    public List<String> finish() {
      return List.of(name);
    }

    @Override
    public void write(float value, float[] into, int at) {
      into[at] = value;
    }
  }

  /**
   * A column of categories: a feature for each, 1 where the row has it, else 0; all NaN where the
   * category is missing.
   */
  final class OneHot implements FeatureColumn {

    private final int column;
    private final String name;
    private final String described;
    private final Set<String> missing;
    private final Categories categories;
    private int[] places;
    private int width;

    OneHot(Columns columns, int column, List<String> given, Set<String> missing) {
      this.column = column;
      this.name = columns.name(column);
      this.described = columns.describe(column);
      this.missing = missing;
      this.categories =
          new Categories(
              given,
              "categories",
              "correct the value or add it to oneHot(" + columns.argument(column) + ", …)");
    }

    @Override
    public String described() {
      return described;
    }

    /** Its categories were read or given, whatever the column is called. */
    @Override
    public boolean isNamed() {
      return true;
    }

    /** Floats count exactly to 16 million, and no file has as many categories. */
    @Override
    public float read(CsvRows rows) {
      String text = rows.text(column);
      if (missing.contains(text) && !categories.isGiven(text)) {
        return Float.NaN;
      }
      if (text.isEmpty() && !categories.isGiven(text)) {
        throw rows.error(
            column,
            "expected a category, but the value is missing; fill it in, delete the line, or read"
                + " it as NaN with allowMissing(\"\")");
      }
      try {
        return categories.number(text);
      } catch (IllegalArgumentException e) {
        throw rows.error(column, e.getMessage());
      }
    }

    @Override
    public List<String> finish() {
      places = categories.places();
      width = categories.ordered().size();
      return categories.ordered().stream().map(category -> name + "=" + category).toList();
    }

    @Override
    public void write(float value, float[] into, int at) {
      if (Float.isNaN(value)) {
        Arrays.fill(into, at, at + width, Float.NaN);
      } else {
        into[at + places[(int) value]] = 1;
      }
    }
  }
}
