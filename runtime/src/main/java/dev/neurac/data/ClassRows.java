package dev.neurac.data;

import static java.util.Objects.checkIndex;

import java.util.Arrays;

/**
 * Rows in arrays, each of one class. A selection is a copy, as of {@link ValueRows}.
 *
 * @param classes one for each row, from 0 up to the class count
 * @param targetSize the class count
 * @param off what a target row holds for all other classes: 0, or -1 where a loss wants signs
 */
record ClassRows(FlatRows features, int[] classes, int targetSize, float off) implements RowSource {

  /**
   * Takes the arrays as they are; they must never change.
   *
   * @throws IllegalArgumentException if there is no row, the sizes do not fit each other, or a
   *     class is outside its range
   */
  static ClassRows of(float[] features, int featureSize, int[] classes, int classCount) {
    if (classCount < 1) {
      throw new IllegalArgumentException("a class count is at least 1, but it is " + classCount);
    }
    FlatRows ofFeatures = FlatRows.of("features", features, featureSize);
    if (ofFeatures.size() != classes.length) {
      throw new IllegalArgumentException(
          "every row of features needs its class, but there are "
              + ofFeatures.size()
              + " rows of features ("
              + features.length
              + " / "
              + featureSize
              + ") and "
              + classes.length
              + " classes");
    }
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0 || classes[row] >= classCount) {
        throw new IllegalArgumentException(
            "a class is a whole number from 0 to "
                + (classCount - 1)
                + ", but row "
                + row
                + " has "
                + classes[row]);
      }
    }
    return new ClassRows(ofFeatures, classes, classCount, 0);
  }

  @Override
  public int size() {
    return features.size();
  }

  @Override
  public int featureSize() {
    return features.rowSize();
  }

  @Override
  public void copyFeatures(int row, float[] into, int at) {
    features.copy(row, into, at);
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    int on = at + classOf(row); // A row outside is found before anything is written.
    Arrays.fill(into, at, at + targetSize, off);
    into[on] = 1;
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int classOf(int row) {
    // Checked in words: where HotSpot has compiled the access, its exception says nothing.
    return classes[checkIndex(row, classes.length)];
  }

  @Override
  public float[] feature(int column) {
    return features.column(column);
  }

  @Override
  public ClassRows select(int[] rows) {
    FlatRows chosen = features.select("features", rows);
    int[] ofChosen = Arrays.stream(rows).map(this::classOf).toArray();
    return new ClassRows(chosen, ofChosen, targetSize, off);
  }

  @Override
  public ClassRows withFeatures(float[] replaced) {
    return new ClassRows(features.with(replaced), classes, targetSize, off);
  }

  @Override
  public ClassRows withSigns() {
    return new ClassRows(features, classes, targetSize, -1);
  }
}
