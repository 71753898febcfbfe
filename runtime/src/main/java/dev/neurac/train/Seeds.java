package dev.neurac.train;

/** Seeds made of the trainer's, so that each use draws its own numbers. */
final class Seeds {

  /** Keeps these seeds apart from those of orders: the digits of pi. */
  private static final long AUGMENTATION = 0x243F6A8885A308D3L;

  private Seeds() {}

  /** Returns the seed of the order of an epoch's rows. */
  static long ofOrder(long seed, int epoch) {
    return mix(mix(seed) + epoch);
  }

  /** Returns the seed of what is dropped. */
  static int ofMasks(long seed) {
    return (int) (mix(seed) >>> 32);
  }

  /** Returns the seed of the changes to a batch. */
  static long ofAugmentation(long seed, int epoch, int batch) {
    return mix(mix(mix(seed ^ AUGMENTATION) + epoch) + batch);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014), after its increment. */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
