package dev.neurac.data;

import dev.neurac.settings.Checks;

/**
 * Changes the features of each batch before its step, so that the network meets every row in many
 * variants. Only training sees them: metrics and validation take the rows as they are.
 *
 * <p>For images see {@link Images}: {@code Images.of(1, 28, 28).shift(2)}.
 */
@FunctionalInterface
public interface Augmentation {

  /**
   * Changes the features of a batch.
   *
   * <p>What it draws should come from {@code random} alone: then the same seed gives the same bits,
   * and a training that is taken up again after a kill goes on as if it had never stopped.
   *
   * @param features the rows of the batch, a copy, one after the other; values after them have no
   *     meaning
   * @param rows the number of rows
   * @param rowSize the number of values of a row
   * @param random random numbers of this batch, made of the trainer's seed, the epoch and the batch
   */
  void augment(float[] features, int rows, int rowSize, BatchRandom random);

  /** Returns this augmentation, followed by another. */
  default Augmentation then(Augmentation next) {
    return (features, rows, rowSize, random) -> {
      augment(features, rows, rowSize, random);
      next.augment(features, rows, rowSize, random);
    };
  }

  /**
   * Adds to every value a number drawn from the normal distribution around 0.
   *
   * @param deviation the standard deviation, above 0, on the scale of the features
   */
  static Augmentation noise(double deviation) {
    Checks.positive("deviation", deviation);
    return (features, rows, rowSize, random) -> {
      for (int i = 0; i < rows * rowSize; i++) {
        features[i] += (float) (deviation * random.normal());
      }
    };
  }
}
