package dev.neurac.train;

import dev.neurac.data.Augmentation;
import dev.neurac.data.BatchRandom;
import dev.neurac.data.Dataset;
import dev.neurac.data.Shuffle;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.Workers;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts the rows of a dataset into a step, batch after batch, in an order of each epoch. */
final class Batches implements Workers.Task {

  /** The cost of copying a float, in multiply-adds: shuffled rows are cache misses. */
  private static final int WORK = 16;

  private final Dataset data;
  private final Step step;
  private final RowWeights weights;
  private final Optional<Augmentation> augmentation;
  private final long seed;
  private final boolean shuffled;
  private final int threads;

  /** The sum of the losses of an epoch, divided by this, is their mean. */
  private final double divisor;

  private int epoch;
  private int[] order;
  private int from;

  Batches(TrainingSettings settings, Dataset data, Step step) {
    this.data = data;
    this.step = step;
    this.weights = new RowWeights(data, settings.classWeights());
    this.divisor = weights.divisor();
    this.augmentation = settings.augmentation();
    this.seed = settings.seed();
    this.threads = settings.threads();
    // With all rows in one batch their order is nothing but another rounding.
    this.shuffled = settings.shuffle() && step.capacity() < data.size();
    this.order = IntStream.range(0, data.size()).toArray();
  }

  /** Returns how many batches make an epoch. */
  int count() {
    return (data.size() - 1) / step.capacity() + 1;
  }

  /** Draws the order of an epoch. */
  void beginEpoch(int number) {
    epoch = number;
    if (shuffled) {
      order = Shuffle.permutation(data.size(), Seeds.ofOrder(seed, number));
    }
  }

  /**
   * Copies the rows of a batch into the step.
   *
   * @param batch from 0 up to {@link #count()}
   */
  void load(int batch) {
    from = batch * step.capacity();
    int rows = rows(from);
    step.rows = rows;
    long floats = (long) rows * (data.featureSize() + step.targetSize());
    Workers.run(Math.min(threads, Workers.parts(WORK * floats)), this);
    weights.load(step.rowWeights, 0, order, from, rows);
    if (augmentation.isPresent()) {
      BatchRandom random = new BatchRandom(Seeds.ofAugmentation(seed, epoch, batch));
      augmentation.get().augment(step.inputs[0], rows, data.featureSize(), random);
    }
  }

  /** Copies some of the rows. */
  @Override
  public void run(int part, int parts) {
    int in = data.featureSize();
    int out = step.targetSize();
    float[] targets = step.targetArray();
    int end = Workers.offset(step.rows, part + 1, parts);
    for (int row = Workers.offset(step.rows, part, parts); row < end; row++) {
      data.copyFeatures(order[from + row], step.inputs[0], row * in);
      copyTargets(order[from + row], targets, row * out);
    }
  }

  /** Writes the targets of a row of the dataset as the step takes them, from {@code at} on. */
  void copyTargets(int row, float[] into, int at) {
    if (step.isOfClasses()) {
      into[at] = data.classOf(row);
    } else {
      data.copyTargets(row, into, at);
    }
  }

  /** Returns the sum of the weighted losses of the batch in the step. */
  double sumOfLosses() {
    return weights.sumOfLosses(step.losses[0], 0, order, from, step.rows);
  }

  /** Returns the row at each place of the epoch. */
  int[] order() {
    return order;
  }

  /** Returns how much the row at each place of the epoch counts in the loss of its batch. */
  float[] weights() {
    float[] all = new float[order.length];
    for (int place = 0; place < all.length; place += step.capacity()) {
      weights.load(all, place, order, place, rows(place));
    }
    return all;
  }

  /**
   * Returns the sum of the weighted losses of a batch, from the loss at each place of the epoch.
   */
  double sumOfLosses(int batch, float[] losses) {
    int place = batch * step.capacity();
    return weights.sumOfLosses(losses, place, order, place, rows(place));
  }

  /** Returns the rows of the batch that begins at some place. */
  private int rows(int place) {
    return Math.min(step.capacity(), order.length - place);
  }

  /** Returns whether batches are more than rows of the dataset. */
  boolean areAugmented() {
    return augmentation.isPresent();
  }

  /** Returns the mean over an epoch of losses that were added up. */
  double mean(double sumOfLosses) {
    return divisor == 0 ? 0 : sumOfLosses / divisor;
  }

  /** Returns the mean of the losses of a batch that were added up. */
  double meanOfBatch(int batch, double sumOfLosses) {
    int place = batch * step.capacity();
    double sum = weights.divisor(order, place, rows(place));
    return sum == 0 ? 0 : sumOfLosses / sum;
  }

  /** Returns which row of the dataset a row of the batch in the step is. */
  int rowOf(int row) {
    return order[from + row];
  }
}
