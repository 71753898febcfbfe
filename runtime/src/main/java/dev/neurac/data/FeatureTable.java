package dev.neurac.data;

import java.util.ArrayList;
import java.util.List;

/** Collects the features of a file's rows; how many there are is known at the end of the file. */
final class FeatureTable {

  private final List<FeatureColumn> columns;
  private final List<float[]> rows = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private float[] values;

  FeatureTable(List<FeatureColumn> columns) {
    this.columns = columns;
  }

  /** Reads the features of the row that is read now. */
  void add(CsvRows row) {
    float[] cells = new float[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = columns.get(i).read(row);
    }
    rows.add(cells);
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException if there is no row, or more values than an array can hold
   */
  void finish(String file) {
    requireRows(file, rows.size());
    int[] begins = new int[columns.size()];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = names.size();
      List<String> found = columns.get(i).finish();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            file
                + ": "
                + columns.get(i).described()
                + " is one-hot encoded, but its value is missing in every row; leave it out, or"
                + " give oneHot the categories");
      }
      names.addAll(found);
    }
    values = new float[length(file, rows.size(), names.size())];
    for (int row = 0; row < rows.size(); row++) {
      float[] cells = rows.set(row, null);
      for (int i = 0; i < cells.length; i++) {
        columns.get(i).write(cells[i], values, row * names.size() + begins[i]);
      }
    }
  }

  /** Returns the number of features of a row. */
  int size() {
    return names.size();
  }

  /** Returns what the features are called; named only if that says more than their indices. */
  Meaning meaning() {
    return Meaning.NONE.features(names, columns.stream().anyMatch(FeatureColumn::isNamed));
  }

  /** Returns the features of all rows, one row after the other. */
  float[] values() {
    return values;
  }

  /** Returns the values of rows, one row after the other. */
  static float[] flat(String file, List<float[]> rows, int rowSize) {
    float[] flat = new float[length(file, rows.size(), rowSize)];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, flat, row * rowSize, rowSize);
    }
    return flat;
  }

  private static void requireRows(String file, int rows) {
    if (rows == 0) {
      throw new IllegalArgumentException(
          file + ": expected at least one row, but the file ends behind its header");
    }
  }

  private static int length(String file, int rows, int rowSize) {
    long size = (long) rows * rowSize;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          file
              + ": "
              + rows
              + " rows of "
              + rowSize
              + " values are "
              + size
              + ", but a dataset holds at most "
              + Integer.MAX_VALUE);
    }
    return (int) size;
  }
}
