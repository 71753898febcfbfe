package dev.neurac.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of a dataset by class, to be parted so that every part has its share of each class.
 *
 * @param classes the class of each row, from 0
 * @param sizes the number of rows of each class
 */
record Strata(int[] classes, int[] sizes) {

  /**
   * Takes the classes of the rows, or targets that are all 0 or 1, as of a yes/no network.
   *
   * @throws IllegalStateException if the targets are other values
   */
  static Strata of(Dataset data) {
    int[] classes = new int[data.size()];
    if (data.hasClasses()) {
      Arrays.setAll(classes, data::classOf);
    } else {
      for (int row = 0; row < classes.length; row++) {
        float target = data.targets(row)[0];
        if (data.targetSize() > 1 || target != 0 && target != 1) {
          throw new IllegalStateException(
              "rows are stratified by their classes, or by single targets of 0 and 1, but row "
                  + row
                  + " has the targets "
                  + Arrays.toString(data.targets(row))
                  + ": take split or folds, or build the dataset with ofClasses");
        }
        classes[row] = (int) target;
      }
    }
    int[] sizes = new int[data.hasClasses() ? data.targetSize() : 2];
    for (int chosen : classes) {
      sizes[chosen]++;
    }
    return new Strata(classes, sizes);
  }

  /**
   * Returns how many rows of each class make a part of {@code total} rows: the exact share rounded
   * down or up, up where most is cut off.
   */
  private int[] shares(int total) {
    double fraction = (double) total / classes.length;
    int[] shares = new int[sizes.length];
    int left = total;
    for (int c = 0; c < sizes.length; c++) {
      shares[c] = (int) (sizes[c] * fraction);
      left -= shares[c];
    }
    IntStream.range(0, sizes.length)
        .boxed()
        .filter(c -> shares[c] < sizes[c])
        .sorted((a, b) -> Double.compare(cutOff(b, shares, fraction), cutOff(a, shares, fraction)))
        .limit(left)
        .forEach(c -> shares[c]++);
    return shares;
  }

  private double cutOff(int chosen, int[] shares, double fraction) {
    return sizes[chosen] * fraction - shares[chosen];
  }

  /**
   * Puts rows in an order so that the first {@code total} of them have their share of each class.
   */
  int[] sharedOut(int[] order, int total) {
    int[] left = shares(total);
    int[] parted = new int[order.length];
    int first = 0;
    int second = total;
    for (int row : order) {
      parted[left[classes[row]]-- > 0 ? first++ : second++] = row;
    }
    return parted;
  }

  /**
   * Puts rows in an order so that every k-th of them have their share of each class: by class, else
   * as they come.
   */
  int[] byClass(int[] order) {
    int[] next = new int[sizes.length];
    for (int c = 1; c < sizes.length; c++) {
      next[c] = next[c - 1] + sizes[c - 1];
    }
    int[] sorted = new int[order.length];
    for (int row : order) {
      sorted[next[classes[row]]++] = row;
    }
    return sorted;
  }
}
