package dev.neurac.runtime;

import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.SplittableRandom;

/** Fills parameters with their first values, drawn from the seed and the parameter's name. */
final class Initialization {

  private Initialization() {}

  static void fill(float[] all, ParameterInfo parameter, long seed) {
    SplittableRandom random =
        new SplittableRandom(seed * 0x9E3779B97F4A7C15L + hash(parameter.name()));
    double in = parameter.fanIn();
    double out = parameter.fanOut();
    switch (parameter.initializer()) {
      case HE_UNIFORM -> uniform(all, parameter, random, Math.sqrt(6 / in));
      case HE_NORMAL -> normal(all, parameter, random, Math.sqrt(2 / in));
      case XAVIER_UNIFORM -> uniform(all, parameter, random, Math.sqrt(6 / (in + out)));
      case XAVIER_NORMAL -> normal(all, parameter, random, Math.sqrt(2 / (in + out)));
      case FAN_IN -> uniform(all, parameter, random, 1 / Math.sqrt(in));
      case ZEROS -> {}
      case AUTO ->
          throw new IllegalArgumentException(
              parameter.name() + ": AUTO is resolved when the network is compiled");
    }
  }

  private static void uniform(
      float[] all, ParameterInfo parameter, SplittableRandom random, double bound) {
    for (int i = 0; i < parameter.size(); i++) {
      all[parameter.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /** Box and Muller (1958); StrictMath, so that every JDK draws the same bits. */
  private static void normal(
      float[] all, ParameterInfo parameter, SplittableRandom random, double deviation) {
    for (int i = 0; i < parameter.size(); i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      all[parameter.offset() + i] = (float) (deviation * radius * StrictMath.cos(angle));
    }
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
