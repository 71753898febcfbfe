package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/** Adds a bias to rows of a result, and takes their maximum with a floor, on vectors. */
interface BiasAdder {

  /**
   * {@code C[q] = max(C[q] + bias[q mod period], floor)}, where the periods of C follow each other.
   *
   * @param count how many elements, a multiple of a vector's lanes
   * @param period likewise
   * @param floor 0 for ReLU, negative infinity for none, and no other
   */
  void add(float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor);

  /** Runs it as {@link WarmUp.Code#run} says. */
  int warmUp(int iterations);
}
