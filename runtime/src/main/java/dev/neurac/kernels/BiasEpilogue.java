package dev.neurac.kernels;

import dev.neurac.scratch.ThreadScratch;

/**
 * What a dense product does to its sums: {@code Y = max(Y + b, floor)} for some rows of Y.
 *
 * <p>A bias that is no whole number of vectors is repeated until it is, where the rows of Y follow
 * each other. Where they do not, each gets its bias by itself.
 */
final class BiasEpilogue {

  private final float floor;
  private final int columns;

  /** How many blocks of rows that follow each other there are: one of all, or one of each row. */
  private final int blocks;

  /** How far apart blocks lie. */
  private final int blockRow;

  /** How many elements of a block get their bias on vectors, how many it has. */
  private final int whole;

  private final int count;

  /** How often the bias is repeated. */
  private final int repeats;

  /** Null where there are fewer rows than repetitions, or a row has less than a vector. */
  private final BiasAdder adder;

  BiasEpilogue(Needs needs, WarmBias bias, int rows, int columns, int row, float floor) {
    boolean gapless = row == columns;
    this.floor = floor;
    this.columns = columns;
    this.blocks = gapless ? 1 : rows;
    this.blockRow = row;
    int lanes = bias.lanes();
    this.count = gapless ? rows * columns : columns;
    this.whole = count - count % lanes;
    this.repeats = gapless ? lanes / Integer.lowestOneBit(columns | lanes) : 1;
    boolean few = gapless ? rows < repeats : whole == 0;
    this.adder = few ? null : bias.adder(needs);
  }

  void run(float[] y, int yAt, float[] bias, int biasAt) {
    for (int block = 0; block < blocks; block++) {
      runBlock(y, yAt + block * blockRow, bias, biasAt);
    }
  }

  private void runBlock(float[] y, int yAt, float[] bias, int biasAt) {
    if (adder == null) {
      PlainKernels.finish(y, yAt, columns, count / columns, bias, biasAt, floor, columns);
      return;
    }
    if (repeats == 1) {
      adder.add(y, yAt, whole, bias, biasAt, Math.min(columns, whole), floor);
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
