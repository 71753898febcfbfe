package dev.neurac.data;

import dev.neurac.settings.Checks;
import java.util.SplittableRandom;

/**
 * The random numbers of one batch.
 *
 * <p>Only {@code nextLong} of the JDK is used, which is the published SplitMix64 (Steele, Lea and
 * Flood, 2014); the rest is written out, so that every JDK draws the same.
 */
public final class BatchRandom {

  private final SplittableRandom random;

  public BatchRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns one of 2⁵³ evenly spaced numbers from 0 up to 1. */
  public double uniform() {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Returns a number of the normal distribution around 0 with deviation 1 (Box, Muller, 1958). */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /**
   * Returns a whole number from 0 up to a bound, each as likely as the others to within 2⁻⁵³.
   *
   * @param bound at least 1
   */
  public int below(int bound) {
    Checks.atLeastOne("bound", bound);
    return (int) (uniform() * bound);
  }
}
