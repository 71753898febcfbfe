package dev.neurac.data;

import java.io.Closeable;
import java.io.IOException;

/**
 * Rows of features with their targets: of one file, or of two side by side.
 *
 * @param features where features are read
 * @param targets where targets are read; the same rows where there is one file
 */
record CsvRowPairs(CsvRows features, CsvRows targets) implements Closeable {

  /** Returns a table for the features, which are no targets where these lie in the same file. */
  FeatureTable table(FeatureSelection selection, int... targetColumns) {
    return new FeatureTable(
        features == targets
            ? selection.of(features.columns(), targetColumns)
            : selection.ofAll(features.columns()));
  }

  /**
   * Goes to the next row; returns false behind the last.
   *
   * @throws IllegalArgumentException if one of two files ends before the other
   */
  boolean next() throws IOException {
    boolean more = features.next();
    if (features != targets && targets.next() != more) {
      CsvRows shorter = more ? targets : features;
      CsvRows longer = more ? features : targets;
      throw new IllegalArgumentException(
          shorter.columns().file()
              + " ends where "
              + longer.columns().file()
              + " goes on with line "
              + longer.line()
              + "; every row of features needs its target, so give files of as many rows");
    }
    return more;
  }

  @Override
  public void close() throws IOException {
    try {
      features.close();
    } finally {
      targets.close();
    }
  }
}
