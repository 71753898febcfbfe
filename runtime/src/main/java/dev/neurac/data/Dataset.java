package dev.neurac.data;

import dev.neurac.runtime.DataNames;
import java.util.List;

/**
 * Rows of features with their targets; immutable, and never empty.
 *
 * <p>Values are flat and row-major: row {@code r} of the features starts at {@code r *
 * featureSize()}. Targets are rows of values, or classes, whose target row is one-hot. Rows are
 * counted from 0; a row outside the dataset is an {@link IndexOutOfBoundsException}.
 */
public final class Dataset {

  private final RowSource source;
  private final SampleWeights weights;
  private final Meaning meaning;

  /** Takes rows that all count the same. */
  Dataset(RowSource source, Meaning meaning) {
    this(source, SampleWeights.ones(source.size()), meaning);
  }

  Dataset(RowSource source, SampleWeights weights, Meaning meaning) {
    this.source = source;
    this.weights = weights;
    this.meaning = meaning;
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
    return new Dataset(
        ValueRows.of(features.clone(), featureSize, targets.clone(), targetSize), Meaning.NONE);
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
    return new Dataset(
        ClassRows.of(features.clone(), featureSize, classes.clone(), classCount),
        Meaning.NONE.labels(Meaning.numbered(classCount), false));
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
    return new Dataset(
        ClassRows.of(features.clone(), featureSize, classes.clone(), labels.size()),
        Meaning.NONE.labels(labels, true));
  }

  /** Returns the number of rows, at least 1. */
  public int size() {
    return source.size();
  }

  /** Returns the number of features of a row. */
  public int featureSize() {
    return source.featureSize();
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
    return source.targetSize();
  }

  /** Returns whether the targets are classes. */
  public boolean hasClasses() {
    return source.hasClasses();
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
    return source.classOf(row);
  }

  /** Returns a copy of all features, {@code [size, featureSize]}. */
  public float[] features() {
    float[] copy = new float[FlatRows.length("features", size(), featureSize())];
    source.copyFeatures(copy, 0);
    return copy;
  }

  /** Returns a copy of the features of a row, {@code [featureSize]}. */
  public float[] features(int row) {
    float[] copy = new float[featureSize()];
    copyFeatures(row, copy, 0);
    return copy;
  }

  /**
   * Returns a copy of all targets, {@code [size, targetSize]}; the rows of classes are one-hot.
   *
   * @throws IllegalArgumentException if there are more values than an array can hold
   */
  public float[] targets() {
    String what = hasClasses() ? "one-hot targets" : "targets";
    float[] copy = new float[FlatRows.length(what, size(), targetSize())];
    source.copyTargets(copy, 0);
    return copy;
  }

  /** Returns a copy of the targets of a row, {@code [targetSize]}; one-hot for a class. */
  public float[] targets(int row) {
    float[] copy = new float[targetSize()];
    copyTargets(row, copy, 0);
    return copy;
  }

  /**
   * Writes the features of a row; allocates nothing.
   *
   * @param into takes {@link #featureSize()} values from position {@code at} on
   */
  public void copyFeatures(int row, float[] into, int at) {
    source.copyFeatures(row, into, at);
  }

  /**
   * Writes the targets of a row, one-hot for a class; allocates nothing.
   *
   * @param into takes {@link #targetSize()} values from position {@code at} on
   */
  public void copyTargets(int row, float[] into, int at) {
    source.copyTargets(row, into, at);
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
    return new Dataset(source, SampleWeights.of(size(), weights.clone()), meaning);
  }

  /** Returns whether rows have weights of their own. */
  public boolean hasWeights() {
    return weights.areGiven();
  }

  /** Returns how much a row counts in the loss: 1 unless {@link #withWeights} said otherwise. */
  public float weight(int row) {
    return weights.of(row);
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
    return new Dataset(source.select(rows), weights.select(rows), meaning);
  }

  /**
   * Returns the rows of a range, as {@link List#subList} does.
   *
   * @param from the first row
   * @param to the row after the last, at least {@code from + 1} and at most {@link #size()}
   * @throws IllegalArgumentException if there is no such range
   */
  public Dataset range(int from, int to) {
    return rows(RowRange.of(from, to, size()).rows());
  }

  /**
   * Returns the first rows.
   *
   * @param count from 1 to {@link #size()}
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset first(int count) {
    return rows(RowRange.first(count, size()).rows());
  }

  /**
   * Returns the last rows.
   *
   * @param count from 1 to {@link #size()}
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset last(int count) {
    return rows(RowRange.last(count, size()).rows());
  }

  /**
   * Returns all rows but the first ones.
   *
   * @param count from 0 up to {@link #size()}, which is excluded: a row is left
   * @throws IllegalArgumentException if it is outside that range
   */
  public Dataset skip(int count) {
    return rows(RowRange.skip(count, size()).rows());
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
    return Split.of(this, trainFraction, seed);
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
    return Split.stratified(this, trainFraction, seed);
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

  /** The same rows, whose features went through a transform that keeps their number. */
  Dataset after(FeatureTransform transform) {
    float[] changed = features();
    transform.applyInPlace(changed);
    return new Dataset(source.withFeatures(changed), weights, meaning.after(transform));
  }

  RowSource source() {
    return source;
  }

  SampleWeights weights() {
    return weights;
  }

  Meaning meaning() {
    return meaning;
  }

  /** Returns the sizes, such as {@code 1600 rows of 20 features, 4 classes}. */
  @Override
  public String toString() {
    return source.sizes();
  }
}
