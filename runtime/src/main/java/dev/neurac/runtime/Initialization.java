package dev.neurac.runtime;

import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.Arrays;
import java.util.List;

/**
 * Fills parameters with their first values, drawn from the seed and the parameter's name.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, 2014), written out because the JDK may
 * change its own: the same seed is to give the same bits forever.
 */
final class Initialization {

  /** What SplitMix64 adds to its state at each draw: 2⁶⁴ divided by the golden ratio. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * Mixes the seed before it becomes a state: unmixed, the draws of one seed would be those of the
   * seed before it, moved by one.
   */
  private Initialization(long seed, String name) {
    state = mix(mix(seed + GAMMA) ^ hash(name));
  }

  static void fill(float[] all, ParameterInfo parameter, long seed) {
    Initialization random = new Initialization(seed, parameter.name());
    Start start = parameter.start();
    double in = start.fanIn();
    double out = start.fanOut();
    switch (start.initializer()) {
      case HE_UNIFORM -> random.uniform(all, parameter, Math.sqrt(6 / in));
      case HE_NORMAL -> random.normal(all, parameter, Math.sqrt(2 / in));
      case XAVIER_UNIFORM -> random.uniform(all, parameter, Math.sqrt(6 / (in + out)));
      case XAVIER_NORMAL -> random.normal(all, parameter, Math.sqrt(2 / (in + out)));
      case LECUN_UNIFORM -> random.uniform(all, parameter, Math.sqrt(3 / in));
      case LECUN_NORMAL -> random.normal(all, parameter, Math.sqrt(1 / in));
      case CONSTANT -> constant(all, parameter, (float) start.scale());
      case UNIFORM -> random.uniform(all, parameter, start.scale());
      case NORMAL -> random.normal(all, parameter, start.scale());
      case ORTHOGONAL -> random.orthogonal(all, parameter);
      case FAN_IN -> random.uniform(all, parameter, 1 / Math.sqrt(in));
      case ZEROS -> constant(all, parameter, 0);
      case AUTO ->
          throw new IllegalArgumentException(
              parameter.name() + " starts as AUTO, which the compiler resolves");
    }
  }

  private static void constant(float[] all, ParameterInfo parameter, float value) {
    Arrays.fill(all, parameter.offset(), parameter.offset() + parameter.size(), value);
  }

  /**
   * Saxe et al. (2014): normal values, made orthonormal along the shorter side by the modified
   * Gram-Schmidt process, twice, since once leaves rounding errors. The matrix has the last axis in
   * memory, that of the outputs, as its columns, and all others as its rows.
   */
  private void orthogonal(float[] all, ParameterInfo parameter) {
    List<Integer> shape = parameter.shapeInMemory();
    int out = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    int in = parameter.size() / out;
    boolean wide = out > in;
    double[][] vectors = new double[Math.min(in, out)][Math.max(in, out)];
    for (double[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = nextNormal();
      }
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int v = 0; v < vectors.length; v++) {
        for (int before = 0; before < v; before++) {
          addScaled(vectors[v], vectors[before], -dot(vectors[v], vectors[before]));
        }
        double length = Math.sqrt(dot(vectors[v], vectors[v]));
        for (int i = 0; i < vectors[v].length; i++) {
          vectors[v][i] /= length;
        }
      }
    }
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        all[parameter.offset() + i * out + j] = (float) (wide ? vectors[i][j] : vectors[j][i]);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addScaled(double[] to, double[] from, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private void uniform(float[] all, ParameterInfo parameter, double bound) {
    int end = parameter.offset() + parameter.size();
    for (int i = parameter.offset(); i < end; i++) {
      all[i] = (float) ((2 * nextDouble() - 1) * bound);
    }
  }

  private void normal(float[] all, ParameterInfo parameter, double deviation) {
    int end = parameter.offset() + parameter.size();
    for (int i = parameter.offset(); i < end; i++) {
      all[i] = (float) (deviation * nextNormal());
    }
  }

  /** Box and Muller (1958); StrictMath, so that every JDK draws the same bits. */
  private double nextNormal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * Math.PI * nextDouble();
    return radius * StrictMath.cos(angle);
  }

  /** Returns the next of 2⁵³ evenly spaced values from 0 up to 1. */
  private double nextDouble() {
    state += GAMMA;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** Makes every bit of the result depend on every bit of {@code z}, one to one. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a, 64 bits, over the characters. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
