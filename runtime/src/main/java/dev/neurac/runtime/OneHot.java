package dev.neurac.runtime;

/** Turns class indices into rows of zeros with a single one. */
public final class OneHot {

  private OneHot() {}

  /**
   * Returns a row of {@code classes} values for each index.
   *
   * @param indices whole numbers from 0 up to {@code classes}
   * @param classes the number of classes, at least 1
   * @return the rows, one after the other
   * @throws IllegalArgumentException if an index is none of those, or if there is no class
   */
  public static float[] rows(float[] indices, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("there is at least 1 class, not " + classes);
    }
    float[] rows = new float[Math.multiplyExact(indices.length, classes)];
    for (int row = 0; row < indices.length; row++) {
      int index = (int) indices[row];
      if (index != indices[row] || index < 0 || index >= classes) {
        throw new IllegalArgumentException(
            "a class index is a whole number from 0 to "
                + (classes - 1)
                + ", but row "
                + row
                + " has "
                + indices[row]);
      }
      rows[row * classes + index] = 1;
    }
    return rows;
  }
}
