package dev.neurac.data;

/**
 * Where the rows of a dataset come from; the dataset adds what they mean and how much they count.
 *
 * <p>Rows never change, and any number of threads may read them. A row outside the source is an
 * {@link IndexOutOfBoundsException}. Training reads row by row, in an order that it draws for each
 * epoch, so a source need not have its rows in memory.
 */
sealed interface RowSource permits ValueRows, ClassRows {

  /** Returns the number of rows, at least 1. */
  int size();

  /** Returns the number of features of a row. */
  int featureSize();

  /** Returns the number of values of a target row: of classes, where there are classes. */
  int targetSize();

  /** Writes the features of a row into an array, from {@code at} on; allocates nothing. */
  void copyFeatures(int row, float[] into, int at);

  /**
   * Writes the targets of a row into an array, from {@code at} on, one-hot for a class; allocates
   * nothing.
   */
  void copyTargets(int row, float[] into, int at);

  /** Returns whether the targets are classes, one for each row. */
  boolean hasClasses();

  /**
   * Returns the class of a row, from 0 up to {@link #targetSize()}.
   *
   * @throws IllegalStateException if the targets are values
   */
  int classOf(int row);

  /** Returns a copy of one feature of every row, for what learns from a feature at a time. */
  float[] feature(int column);

  /**
   * Returns some of the rows, in the given order; a row may come more than once.
   *
   * @throws IllegalArgumentException if they are more values than an array can hold
   */
  RowSource select(int[] rows);

  /** Returns the same targets with other features of the same sizes; takes the array. */
  RowSource withFeatures(float[] features);

  /** Returns the same rows with targets of -1 in the place of 0. */
  RowSource withSigns();

  /** Returns the sizes, such as {@code 1600 rows of 20 features, 4 classes}. */
  default String sizes() {
    return count(size(), "row", "rows")
        + " of "
        + count(featureSize(), "feature", "features")
        + ", "
        + (hasClasses()
            ? count(targetSize(), "class", "classes")
            : count(targetSize(), "target", "targets"));
  }

  private static String count(int number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  /** Writes the features of all rows into an array, from {@code at} on. */
  default void copyFeatures(float[] into, int at) {
    for (int row = 0; row < size(); row++) {
      copyFeatures(row, into, at + row * featureSize());
    }
  }

  /** Writes the targets of all rows into an array, from {@code at} on. */
  default void copyTargets(float[] into, int at) {
    for (int row = 0; row < size(); row++) {
      copyTargets(row, into, at + row * targetSize());
    }
  }
}
