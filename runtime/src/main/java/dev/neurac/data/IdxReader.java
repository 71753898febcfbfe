package dev.neurac.data;

import dev.neurac.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads IDX files, the format of MNIST and its relatives, into a {@link Dataset}; immutable.
 *
 * <pre>{@code
 * Dataset digits = IdxReader.of().dividedBy(255)
 *     .readClasses(Path.of("train-images-idx3-ubyte.gz"), Path.of("train-labels-idx1-ubyte.gz"));
 * }</pre>
 *
 * <p>Files are plain or gzipped, which is recognised by their first bytes and not by their names,
 * and of any type and rank: the first axis are the rows, the others together the values of a row,
 * in row-major order. Every value becomes the nearest float.
 *
 * <p>The {@code read} methods share their errors: an {@link IOException} if a file cannot be read
 * ({@link java.nio.file.NoSuchFileException} if there is none), is no IDX file, is cut short or
 * damaged; an {@link IllegalArgumentException} if two files do not fit each other, or what they
 * hold is no dataset.
 */
public final class IdxReader {

  /**
   * The most classes that a file may have unless it is said how many there are: a target row is as
   * long as that, and one damaged number would else make it endless.
   */
  private static final int MAX_CLASSES = 1 << 20;

  private final float divisor;
  private final List<String> labels;

  /** Whether somebody named the classes, where the labels could also be numbers. */
  private final boolean named;

  /** The number in the files of the first class. */
  private final int first;

  private IdxReader(float divisor, List<String> labels, boolean named, int first) {
    this.divisor = divisor;
    this.labels = labels;
    this.named = named;
    this.first = first;
  }

  /** Returns a reader that takes features as they are. */
  public static IdxReader of() {
    return new IdxReader(1, List.of(), false, 0);
  }

  /**
   * Returns a reader that divides every feature: by 255 where they are bytes that should be from 0
   * to 1. Targets stay as they are.
   *
   * @param number finite and more than 0
   * @throws IllegalArgumentException if it is not
   */
  public IdxReader dividedBy(float number) {
    if (!(number > 0 && number < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "features are divided by a finite number above 0, but it is " + number);
    }
    return new IdxReader(number, labels, named, first);
  }

  /**
   * Returns a reader of this many classes. Say it where a file may lack the last ones.
   *
   * @param count at least 1; used by {@link #readClasses} only
   * @throws IllegalArgumentException if it is less
   */
  public IdxReader classes(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a class count is at least 1, but it is " + count);
    }
    return new IdxReader(divisor, Meaning.numbered(count), false, first);
  }

  /**
   * Returns a reader that gives the classes names.
   *
   * @param classLabels of class 0, 1, 2, …, each once; used by {@link #readClasses} only
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public IdxReader labels(String... classLabels) {
    List<String> all = List.of(classLabels);
    if (all.isEmpty() || Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException("labels are at least one, each once, but they are " + all);
    }
    return new IdxReader(divisor, all, true, first);
  }

  /**
   * Returns a reader of files that count classes from another number than 0, such as 1 in EMNIST's
   * letters: that number becomes class 0, the next one class 1.
   *
   * @param number at least 0
   * @throws IllegalArgumentException if it is less
   */
  public IdxReader firstClass(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("the first class is at least 0, but it is " + number);
    }
    return new IdxReader(divisor, labels, named, number);
  }

  /** Reads one file as it is, whatever it is for. */
  public static Tensor read(Path file) throws IOException {
    IdxFile read = IdxFile.read(file);
    return Tensor.of(read.values(), read.shape());
  }

  /**
   * Reads rows whose targets are classes. There are as many classes as {@link #classes} or {@link
   * #labels} say, else up to the greatest that comes, a million at most; class 0 must then come.
   *
   * @param features such as images
   * @param classes a list of whole numbers from 0, one for each row
   */
  public Dataset readClasses(Path features, Path classes) throws IOException {
    IdxFile rows = IdxFile.read(features);
    IdxFile list = IdxFile.read(classes);
    if (list.shape().length != 1) {
      throw new IllegalArgumentException(
          classes
              + ": classes are a list of one axis, but the shape is "
              + Arrays.toString(list.shape())
              + (rows.shape().length == 1 ? "; are the two files exchanged?" : ""));
    }
    requireSameRows(rows, list);
    int[] ofRows = new int[list.values().length];
    int greatest = 0;
    int smallest = Integer.MAX_VALUE;
    for (int row = 0; row < ofRows.length; row++) {
      ofRows[row] = classOf(list, row);
      greatest = Math.max(greatest, ofRows[row]);
      smallest = Math.min(smallest, ofRows[row]);
    }
    if (labels.isEmpty() && smallest > 0) {
      throw new IllegalArgumentException(
          classes
              + ": no row has class "
              + first
              + ", the smallest is "
              + (first + smallest)
              + "; if the file counts from there, say firstClass("
              + (first + smallest)
              + "), else say how many classes(…) there are");
    }
    List<String> ofClasses = labels.isEmpty() ? Meaning.numbered(greatest + 1) : labels;
    return new Dataset(
        ClassRows.of(divided(rows), rows.values().length / rows.rows(), ofRows, ofClasses.size()),
        Meaning.NONE.labels(ofClasses, named));
  }

  private int classOf(IdxFile classes, int row) {
    float value = classes.values()[row];
    double last = (double) first + (labels.isEmpty() ? MAX_CLASSES : labels.size()) - 1;
    if (value >= first && value <= last && value == (int) value) {
      return (int) value - first;
    }
    throw new IllegalArgumentException(
        classes.path()
            + ": a class is a whole number from "
            + first
            + (labels.isEmpty() && value <= last ? "" : " to " + (int) last)
            + ", but row "
            + row
            + " (counted from 0) has "
            + (value == (int) value ? Integer.toString((int) value) : Float.toString(value))
            + (value == (double) first + labels.size() && !labels.isEmpty()
                ? "; if the file counts classes from "
                    + (first + 1)
                    + ", say firstClass("
                    + (first + 1)
                    + ")"
                : labels.isEmpty() && value > last
                    ? "; if there are more classes, say how many with classes(…)"
                    : ""));
  }

  /**
   * Reads rows whose targets are values.
   *
   * @param features such as images
   * @param targets with as many rows
   */
  public Dataset readValues(Path features, Path targets) throws IOException {
    IdxFile rows = IdxFile.read(features);
    IdxFile values = IdxFile.read(targets);
    requireSameRows(rows, values);
    return new Dataset(
        ValueRows.of(
            divided(rows),
            rows.values().length / rows.rows(),
            values.values(),
            values.values().length / values.rows()),
        Meaning.NONE);
  }

  private static void requireSameRows(IdxFile features, IdxFile targets) {
    if (features.rows() != targets.rows()) {
      throw new IllegalArgumentException(
          "every row needs its target, but "
              + features.path()
              + " has "
              + features.rows()
              + " rows and "
              + targets.path()
              + " has "
              + targets.rows());
    }
  }

  /** In place: the values were read for this. */
  private float[] divided(IdxFile features) {
    float[] values = features.values();
    for (int i = 0; divisor != 1 && i < values.length; i++) {
      values[i] /= divisor;
    }
    return values;
  }
}
