package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * What a dense product does to its sums: {@code Y = max(Y + b, floor)} for some rows of Y.
 *
 * <p>A bias that is no whole number of vectors is repeated until it is.
 */
final class BiasEpilogue {

  private final float floor;
  private final int columns;

  /** How many elements get their bias on vectors, how many in all. */
  private final int whole;

  private final int count;

  /** How often the bias is repeated. */
  private final int repeats;

  /** Null where there are fewer rows than repetitions. */
  private final BiasAdder adder;

  BiasEpilogue(Needs needs, WarmBias bias, int rows, int columns, float floor) {
    this.floor = floor;
    this.columns = columns;
    int lanes = bias.lanes();
    this.count = rows * columns;
    this.whole = count - count % lanes;
    this.repeats = lanes / Integer.lowestOneBit(columns | lanes);
    this.adder = rows < repeats ? null : bias.adder(needs);
  }

  void run(float[] y, int yAt, float[] bias, int biasAt) {
    if (adder == null) {
      PlainKernels.finish(y, yAt, yAt + count, bias, biasAt, floor, columns);
      return;
    }
    if (repeats == 1) {
      adder.add(y, yAt, whole, bias, biasAt, columns, floor);
    } else {
      float[] repeated = ThreadScratch.forCopies(repeats * columns);
      int repeatedAt = ThreadScratch.startOfCopies(repeated);
      for (int i = 0; i < repeats; i++) {
        Copies.few(bias, biasAt, repeated, repeatedAt + i * columns, columns);
      }
      adder.add(y, yAt, whole, repeated, repeatedAt, repeats * columns, floor);
    }
    for (int i = whole; i < count; i++) {
      y[yAt + i] = Math.max(y[yAt + i] + bias[biasAt + i % columns], floor);
    }
  }
}
