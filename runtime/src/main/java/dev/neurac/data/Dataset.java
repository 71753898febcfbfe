package dev.neurac.data;

import static java.util.Objects.checkIndex;

import dev.neurac.runtime.DataNames;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of features with their targets; immutable, and never empty.
 *
 * <p>Values are flat and row-major: row {@code r} of the features starts at {@code r *
 * featureSize()}. Targets are rows of values, or classes, whose target row is one-hot. Rows are
 * counted from 0; a row outside the dataset is an {@link IndexOutOfBoundsException}.
 */
public final class Dataset {

  private final int size;
  private final int featureSize;
  private final int targetSize;
  private final float[] features;

  /** Flat rows of values, or null where there are classes. */
  private final float[] targets;

  /** A class for each row, or null where there are values. */
  private final int[] classes;

  /** How much each row counts, or null where each counts 1. */
  private final float[] weights;

  private final Meaning meaning;

  /** What a class's row holds for all other classes: 0, or -1 where a loss wants signs. */
  private final float other;

  /** Takes the arrays as they are; they must never change. */
  private Dataset(
      float[] features,
      int featureSize,
      float[] targets,
      int targetSize,
      int[] classes,
      float[] weights,
      Meaning meaning,
      float other) {
    this.size = features.length / featureSize;
    this.featureSize = featureSize;
    this.targetSize = targetSize;
    this.features = features;
    this.targets = targets;
    this.classes = classes;
    this.weights = weights;
    this.meaning = meaning;
    this.other = other;
  }

  /**
   * Returns a dataset whose targets are rows of values: numbers to predict, binary labels,
   * probabilities.
   *
   * @param features {@code rows * featureSize} values, copied as they are
   * @param featureSize at least 1
   * @param targets {@code rows * targetSize} values, copied as they are
   * @param targetSize at least 1
   * @throws IllegalArgumentException if there is no row, or the sizes do not fit each other
   */
  public static Dataset of(float[] features, int featureSize, float[] targets, int targetSize) {
    return taking(features.clone(), featureSize, targets.clone(), targetSize);
  }

  /** The same, of arrays that nobody changes any more. */
  static Dataset taking(float[] features, int featureSize, float[] targets, int targetSize) {
    int featureRows = rows("features", features.length, featureSize);
    int targetRows = rows("targets", targets.length, targetSize);
    if (featureRows != targetRows) {
      throw new IllegalArgumentException(
          "every row of features needs its row of targets, but there are "
              + featureRows
              + " rows of features ("
              + features.length
              + " / "
              + featureSize
              + ") and "
              + targetRows
              + " of targets ("
              + targets.length
              + " / "
              + targetSize
              + ")");
    }
    return new Dataset(features, featureSize, targets, targetSize, null, null, Meaning.NONE, 0);
  }

  /**
   * Returns a dataset whose targets are classes; a target row is one-hot of {@code classCount}
   * values.
   *
   * @param features {@code rows * featureSize} values, copied as they are
   * @param featureSize at least 1
   * @param classes one for each row, from 0 up to {@code classCount}
   * @param classCount at least 1
   * @throws IllegalArgumentException if there is no row, the sizes do not fit each other, or a
   *     class is outside its range
   */
  public static Dataset ofClasses(
      float[] features, int featureSize, int[] classes, int classCount) {
    if (classCount < 1) {
      throw new IllegalArgumentException("a class count is at least 1, but it is " + classCount);
    }
    return takingClasses(
        features.clone(), featureSize, classes.clone(), numbered(classCount), false);
  }

  /**
   * Returns a dataset whose targets are classes with names; a target row is one-hot of as many
   * values as there are labels.
   *
   * @param features {@code rows * featureSize} values, copied as they are
   * @param featureSize at least 1
   * @param classes one for each row: a position in {@code labels}
   * @param labels the name of each class, at least one
   * @throws IllegalArgumentException if there is no row, the sizes do not fit each other, or a
   *     class is outside its range
   */
  public static Dataset ofClasses(
      float[] features, int featureSize, int[] classes, List<String> labels) {
    return takingClasses(features.clone(), featureSize, classes.clone(), labels, true);
  }

  /** Returns the labels of classes that nobody named: their numbers. */
  static List<String> numbered(int classCount) {
    return IntStream.range(0, classCount).mapToObj(Integer::toString).toList();
  }

  /**
   * The same, of arrays that nobody changes any more.
   *
   * @param named whether somebody named the classes, where the labels could also be numbers
   */
  static Dataset takingClasses(
      float[] features, int featureSize, int[] classes, List<String> labels, boolean named) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a class count is at least 1, but it is 0");
    }
    int rows = rows("features", features.length, featureSize);
    if (rows != classes.length) {
      throw new IllegalArgumentException(
          "every row of features needs its class, but there are "
              + rows
              + " rows of features ("
              + features.length
              + " / "
              + featureSize
              + ") and "
              + classes.length
              + " classes");
    }
    for (int row = 0; row < rows; row++) {
      if (classes[row] < 0 || classes[row] >= labels.size()) {
        throw new IllegalArgumentException(
            "a class is a whole number from 0 to "
                + (labels.size() - 1)
                + ", but row "
                + row
                + " has "
                + classes[row]);
      }
    }
    return new Dataset(
        features,
        featureSize,
        null,
        labels.size(),
        classes,
        null,
        Meaning.NONE.labels(labels, named),
        0);
  }

  private static int rows(String what, int length, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "a row of " + what + " has at least 1 value, but its size is " + size);
    }
    if (length == 0) {
      throw new IllegalArgumentException(
          "a dataset has at least one row, but there are 0 values of " + what);
    }
    if (length % size != 0) {
      throw new IllegalArgumentException(
          length + " values of " + what + " are no whole number of rows of " + size);
    }
    return length / size;
  }

  /** Returns the number of rows, at least 1. */
  public int size() {
    return size;
  }

  /** Returns the number of features of a row. */
  public int featureSize() {
    return featureSize;
  }

  /**
   * Returns the names of the features, where they come from a file: of its columns, or their
   * indices where it has no header; {@code colour=red} for a category. Else empty.
   */
  public List<String> featureNames() {
    return meaning.featureNames();
  }

  /**
   * Returns the names of features and classes that were given or read; not those that were made up,
   * the indices of columns and the numbers of classes.
   */
  public DataNames names() {
    return new DataNames(
        meaning.namedFeatures() ? meaning.featureNames() : List.of(),
        meaning.namedLabels() ? meaning.labels() : List.of());
  }

  /**
   * Returns what was done to the features, in order: scalers and others, each as it was applied.
   */
  public List<FeatureTransform> transforms() {
    return meaning.transforms();
  }

  /** Returns the number of values of a target row: of classes, where there are classes. */
  public int targetSize() {
    return targetSize;
  }

  /** Returns whether the targets are classes. */
  public boolean hasClasses() {
    return classes != null;
  }

  /**
   * Returns the names of the classes: as a file wrote them, else their numbers. Where the targets
   * are values that stand for two labels, that of 0 and that of 1; empty for all other values.
   */
  public List<String> labels() {
    return meaning.labels();
  }

  /**
   * Returns the class of a row, from 0 up to {@link #targetSize()}.
   *
   * @throws IllegalStateException if the targets are values
   */
  public int classOf(int row) {
    if (classes == null) {
      throw new IllegalStateException(
          "this dataset has no classes but rows of "
              + targetSize
              + " target values: read them with targets(row), or build it with ofClasses");
    }
    return classes[checkIndex(row, size)];
  }

  /** One feature of a row; the callers keep both within their bounds. */
  float feature(int row, int column) {
    return features[row * featureSize + column];
  }

  /** Returns a copy of all features, {@code [size, featureSize]}. */
  public float[] features() {
    return features.clone();
  }

  /** Returns a copy of the features of a row, {@code [featureSize]}. */
  public float[] features(int row) {
    float[] copy = new float[featureSize];
    copyFeatures(row, copy, 0);
    return copy;
  }

  /**
   * Returns a copy of all targets, {@code [size, targetSize]}; the rows of classes are one-hot.
   *
   * @throws IllegalArgumentException if there are more values than an array can hold
   */
  public float[] targets() {
    if (targets != null) {
      return targets.clone();
    }
    float[] rows = new float[length("one-hot targets", size, targetSize)];
    for (int row = 0; row < size; row++) {
      copyTargets(row, rows, row * targetSize);
    }
    return rows;
  }

  /** Returns a copy of the targets of a row, {@code [targetSize]}; one-hot for a class. */
  public float[] targets(int row) {
    float[] copy = new float[targetSize];
    copyTargets(row, copy, 0);
    return copy;
  }

  /**
   * Writes the features of a row; allocates nothing.
   *
   * @param into takes {@link #featureSize()} values from position {@code at} on
   */
  public void copyFeatures(int row, float[] into, int at) {
    System.arraycopy(features, checkIndex(row, size) * featureSize, into, at, featureSize);
  }

  /**
   * Writes the targets of a row, one-hot for a class; allocates nothing.
   *
   * @param into takes {@link #targetSize()} values from position {@code at} on
   */
  public void copyTargets(int row, float[] into, int at) {
    checkIndex(row, size);
    if (targets != null) {
      System.arraycopy(targets, row * targetSize, into, at, targetSize);
    } else {
      Arrays.fill(into, at, at + targetSize, other);
      into[at + classes[row]] = 1;
    }
  }

  /**
   * Returns the same rows with a weight for each: how much it counts in the loss. The loss of some
   * rows is {@code Σ weight·loss / rows}, as for Keras' sample weights: a row of weight 2 moves the
   * parameters twice as far as it would with weight 1, and one of weight 0 not at all. Metrics
   * count each row once. Selections and parts keep the weights of their rows.
   *
   * @param weights one for each row: finite numbers of at least 0, not all of them 0; copied
   * @throws IllegalArgumentException if their number or one of them is another
   */
  public Dataset withWeights(float... weights) {
    if (weights.length != size) {
      throw new IllegalArgumentException(
          "every row needs its weight, but there are "
              + size
              + " rows and "
              + weights.length
              + " weights");
    }
    boolean allZero = true;
    for (int row = 0; row < size; row++) {
      if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "a weight is a finite number of at least 0, but row " + row + " has " + weights[row]);
      }
      allZero &= weights[row] == 0;
    }
    if (allZero) {
      throw new IllegalArgumentException(
          "at least one row has a weight above 0, but all " + size + " are 0");
    }
    return new Dataset(
        features, featureSize, targets, targetSize, classes, weights.clone(), meaning, other);
  }

  /** Returns whether rows have weights of their own. */
  public boolean hasWeights() {
    return weights != null;
  }

  /** Returns how much a row counts in the loss: 1 unless {@link #withWeights} said otherwise. */
  public float weight(int row) {
    checkIndex(row, size);
    return weights == null ? 1 : weights[row];
  }

  /**
   * Returns a selection of rows, in the given order; a row may come more than once.
   *
   * @param rows at least one, each from 0 up to {@link #size()}
   * @throws IllegalArgumentException if there is none, or more values than an array can hold
   */
  public Dataset rows(int... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a dataset has at least one row, but none is selected");
    }
    float[] chosenFeatures = new float[length("features", rows.length, featureSize)];
    float[] chosenTargets =
        targets == null ? null : new float[length("targets", rows.length, targetSize)];
    int[] chosenClasses = classes == null ? null : new int[rows.length];
    float[] chosenWeights = weights == null ? null : new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      copyFeatures(rows[i], chosenFeatures, i * featureSize);
      if (targets == null) {
        chosenClasses[i] = classes[rows[i]];
      } else {
        copyTargets(rows[i], chosenTargets, i * targetSize);
      }
      if (weights != null) {
        chosenWeights[i] = weights[rows[i]];
      }
    }
    return new Dataset(
        chosenFeatures,
        featureSize,
        chosenTargets,
        targetSize,
        chosenClasses,
        chosenWeights,
        meaning,
        other);
  }

  /**
   * Returns the rows of a range, as {@link List#subList} does.
   *
   * @param from the first row
   * @param to the row after the last, at least {@code from + 1} and at most {@link #size()}
   * @throws IllegalArgumentException if there is no such range
   */
  public Dataset range(int from, int to) {
    if (from < 0 || to > size || from >= to) {
      throw new IllegalArgumentException(
          "a range of rows begins at 0 to "
              + (size - 1)
              + " and ends behind that, at "
              + size
              + " at most, but from "
              + from
              + " to "
              + to
              + " was asked for");
    }
    return rows(IntStream.range(from, to).toArray());
  }

  /**
   * Returns the first rows.
   *
   * @param count from 1 to {@link #size()}
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset first(int count) {
    return range(0, requireCount("first", count));
  }

  /**
   * Returns the last rows.
   *
   * @param count from 1 to {@link #size()}
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset last(int count) {
    return range(size - requireCount("last", count), size);
  }

  /**
   * Returns all rows but the first ones.
   *
   * @param count from 0 up to {@link #size()}, which is excluded: a row is left
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset skip(int count) {
    if (count < 0 || count >= size) {
      throw new IllegalArgumentException(
          "of "
              + size
              + " rows 0 to "
              + (size - 1)
              + " can be skipped, so that one is left, but "
              + count
              + " were to be");
    }
    return range(count, size);
  }

  private int requireCount(String which, int count) {
    if (count < 1 || count > size) {
      throw new IllegalArgumentException(
          "the " + which + " rows are 1 to " + size + " of them, but " + count + " were asked for");
    }
    return count;
  }

  /**
   * Returns the rows of this dataset, then those of another, such as of two files. Where one of
   * them has weights, the rows of the other weigh 1.
   *
   * @param next rows of as many features and targets, with the same names and labels where both
   *     know them
   * @throws IllegalArgumentException if they are other rows, one of them is scaled in another way,
   *     or there are more values than an array can hold
   */
  public Dataset concat(Dataset next) {
    return Concatenation.of(this, next);
  }

  /**
   * Shuffles the rows and parts them in two; every row is in exactly one part.
   *
   * @param trainFraction more than 0 and less than 1; the rows to train on are this fraction of
   *     all, rounded to the nearest number of rows
   * @param seed the same seed gives the same parts, in the same order
   * @throws IllegalArgumentException if the fraction is outside its range or leaves a part empty
   */
  public Split split(double trainFraction, long seed) {
    int trainSize = trainSize(trainFraction);
    return parted(Shuffle.permutation(size, seed), trainSize);
  }

  /**
   * Shuffles the rows and parts them in two as {@link #split} does, with the same numbers of rows,
   * but so that both parts have their share of every class, to within one row.
   *
   * @param trainFraction more than 0 and less than 1
   * @param seed the same seed gives the same parts, in the same order
   * @throws IllegalArgumentException if the fraction is outside its range or leaves a part empty
   * @throws IllegalStateException if the targets are neither classes nor single values of 0 and 1
   */
  public Split stratifiedSplit(double trainFraction, long seed) {
    int trainSize = trainSize(trainFraction);
    int[] order = Shuffle.permutation(size, seed);
    return parted(Strata.of(this).sharedOut(order, trainSize), trainSize);
  }

  /**
   * Shuffles the rows and parts them for cross-validation: every row is in the test part of exactly
   * one split, and the test parts differ by at most one row.
   *
   * @param count from 2 to {@link #size()}
   * @param seed the same seed gives the same parts, in the same order
   * @return a split for each fold, copied out of this dataset whenever it is taken from the list,
   *     so that the rows need not be in memory {@code count} times
   * @throws IllegalArgumentException if the count is outside its range
   */
  public List<Split> folds(int count, long seed) {
    return Folds.of(this, count, seed);
  }

  /**
   * Parts the rows for cross-validation as {@link #folds} does, but so that every test part has its
   * share of every class, to within one row. A class of fewer than {@code count} rows is missing
   * from some of them.
   *
   * @param count from 2 to {@link #size()}
   * @param seed the same seed gives the same parts, in the same order
   * @return a split for each fold, copied out of this dataset whenever it is taken from the list
   * @throws IllegalArgumentException if the count is outside its range
   * @throws IllegalStateException if the targets are neither classes nor single values of 0 and 1
   */
  public List<Split> stratifiedFolds(int count, long seed) {
    return Folds.stratified(this, count, seed);
  }

  private int trainSize(double trainFraction) {
    if (!(trainFraction > 0 && trainFraction < 1)) {
      throw new IllegalArgumentException(
          "a train fraction is more than 0 and less than 1, but it is " + trainFraction);
    }
    int trainSize = (int) Math.round(size * trainFraction);
    if (trainSize == 0 || trainSize == size) {
      throw new IllegalArgumentException(
          "a train fraction of "
              + trainFraction
              + " parts "
              + size
              + (size == 1 ? " row" : " rows")
              + " into "
              + trainSize
              + " to train and "
              + (size - trainSize)
              + " to test on; each part needs at least one row");
    }
    return trainSize;
  }

  private Split parted(int[] order, int trainSize) {
    return new Split(
        rows(Arrays.copyOf(order, trainSize)), rows(Arrays.copyOfRange(order, trainSize, size)));
  }

  /** The same targets with features that a transform made, as many of them; takes the array. */
  Dataset withFeatures(float[] replaced, FeatureTransform transform) {
    return new Dataset(
        replaced,
        featureSize,
        targets,
        targetSize,
        classes,
        weights,
        meaning.after(transform),
        other);
  }

  /**
   * The same rows, their features with names, as many of them.
   *
   * @param named whether somebody gave the names, where they could also be indices
   */
  Dataset withFeatureNames(List<String> names, boolean named) {
    return with(meaning.features(names, named));
  }

  /** The same rows, whose targets 0 and 1 stand for these labels. */
  Dataset withBinaryLabels(List<String> labels) {
    return with(meaning.labels(labels, true));
  }

  Meaning meaning() {
    return meaning;
  }

  /** The same rows, of which something else is known. */
  Dataset with(Meaning changed) {
    return new Dataset(
        features, featureSize, targets, targetSize, classes, weights, changed, other);
  }

  /**
   * The same rows with the targets -1 and 1, as a hinge takes them, in the place of 0 and 1; only
   * where these stand for classes or labels.
   */
  Dataset withSigns() {
    float[] signs = targets;
    if (targets != null && !labels().isEmpty()) {
      signs = targets.clone();
      for (int i = 0; i < signs.length; i++) {
        signs[i] = signs[i] == 0 ? -1 : signs[i];
      }
    }
    return new Dataset(features, featureSize, signs, targetSize, classes, weights, meaning, -1);
  }

  private static int length(String what, int rows, int rowSize) {
    long length = (long) rows * rowSize;
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + rowSize
              + " "
              + what
              + " are "
              + length
              + " values, but an array holds at most "
              + Integer.MAX_VALUE);
    }
    return (int) length;
  }

  /** Returns the sizes, such as {@code 1600 rows of 20 features, 4 classes}. */
  @Override
  public String toString() {
    return count(size, "row")
        + " of "
        + count(featureSize, "feature")
        + ", "
        + (hasClasses()
            ? targetSize + (targetSize == 1 ? " class" : " classes")
            : count(targetSize, "target"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
