package dev.neurac.runtime;

import dev.neurac.runtime.Architecture.OutputInfo;

/**
 * The targets of some rows, one row after the other.
 *
 * @param values for each row as many as the output has, or, where they are classes, one for each
 *     vector along the output's last axis; not copied
 * @param areClasses whether each is the index of a class
 */
public record Targets(float[] values, boolean areClasses) {

  /**
   * Returns the targets of some rows: classes, where the loss takes them and there are as many as
   * that would be.
   *
   * @throws IllegalArgumentException if there are neither as many values nor as many classes, or a
   *     class is none
   */
  static Targets of(OutputInfo output, float[] values, int rows) {
    if (values.length == (long) rows * output.size()) {
      return new Targets(values, false);
    }
    long classes = (long) rows * output.targetSize(true);
    if (output.takesClasses() && values.length == classes) {
      checkClasses(values, output);
      return new Targets(values, true);
    }
    throw new IllegalArgumentException(
        rows
            + " rows of features need "
            + rows
            + " rows of "
            + output.size()
            + " targets"
            + (output.takesClasses() ? ", or " + classes + " class indices" : "")
            + ", but "
            + values.length
            + " values were given");
  }

  private static void checkClasses(float[] indices, OutputInfo output) {
    int ofRow = output.targetSize(true);
    int classes = output.classes();
    for (int i = 0; i < indices.length; i++) {
      int index = (int) indices[i];
      if (index != indices[i] || index < 0 || index >= classes) {
        throw new IllegalArgumentException(
            "a class index is a whole number from 0 to "
                + (classes - 1)
                + ", but row "
                + i / ofRow
                + " has "
                + indices[i]
                + (ofRow > 1 ? " at position " + i % ofRow : ""));
      }
    }
  }
}
