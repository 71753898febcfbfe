package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BiasAdder} on {@code jdk.incubator.vector}. What is said of the code of {@link
 * VectorTiles} holds here too: why it starts with a way out, is long, and casts.
 */
final class VectorBias implements BiasAdder {

  private static final VectorSpecies<Float> S = Species.of(MethodHandles.lookup());
  private static final int LANES = S.length();

  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  @SuppressWarnings("unchecked")
  private static final Class<? extends VectorMask<Float>> EXACT_MASK =
      (Class<? extends VectorMask<Float>>) VectorMask.fromLong(S, 0).getClass();

  /** Vectors in a period when it is warmed up. */
  private static final int WARM_UP_PERIOD = 3;

  /** What is counted for a vector: the addition and the maximum. */
  private static final int OPERATIONS = 2;

  private static final float[] WARM_UP_BIAS = new float[WARM_UP_PERIOD * LANES];
  private static final float[] WARM_UP_RESULT = new float[2 * WarmUp.MAX_ITERATIONS * LANES];

  VectorBias() {}

  @Override
  public void add(
      float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor) {
    bias(c, cAt, count, bias, biasAt, period, floor);
  }

  @Override
  public int warmUp(int iterations) {
    int vectors = iterations < 0 ? 0 : 2 * iterations;
    int count = iterations < 0 ? iterations : vectors * LANES;
    bias(WARM_UP_RESULT, 0, count, WARM_UP_BIAS, 0, WARM_UP_PERIOD * LANES, 0);
    return OPERATIONS * vectors;
  }

  /**
   * Two periods at a time. A comparison and a blend are exact where the floor is 0, and half of
   * what max takes.
   */
  private static void bias(
      float[] c, int cAt, int count, float[] bias, int biasAt, int period, float floor) {
    if (count < 0) {
      for (int iteration = count; iteration < 0; iteration++) {}
      return;
    }
    FloatVector min = EXACT.cast(FloatVector.broadcast(S, floor));
    int end = cAt + count;
    int lastPair = end - 2 * period;
    for (; cAt <= lastPair; cAt += 2 * period) {
      int next = cAt + period;
      for (int i = 0; i < period; i += LANES) {
        FloatVector added = FloatVector.fromArray(S, bias, biasAt + i);
        FloatVector sum0 = EXACT.cast(FloatVector.fromArray(S, c, cAt + i).add(added));
        VectorMask<Float> below0 = EXACT_MASK.cast(sum0.compare(VectorOperators.LE, min));
        FloatVector sum1 = EXACT.cast(FloatVector.fromArray(S, c, next + i).add(added));
        VectorMask<Float> below1 = EXACT_MASK.cast(sum1.compare(VectorOperators.LE, min));
        EXACT.cast(sum0.blend(min, below0)).intoArray(c, cAt + i);
        EXACT.cast(sum1.blend(min, below1)).intoArray(c, next + i);
      }
    }
    while (cAt < end) {
      int some = Math.min(period, end - cAt);
      for (int i = 0; i < some; i += LANES) {
        FloatVector added = FloatVector.fromArray(S, bias, biasAt + i);
        FloatVector sum = EXACT.cast(FloatVector.fromArray(S, c, cAt + i).add(added));
        VectorMask<Float> below = EXACT_MASK.cast(sum.compare(VectorOperators.LE, min));
        EXACT.cast(sum.blend(min, below)).intoArray(c, cAt + i);
      }
      cAt += some;
    }
  }
}
