package dev.neurac.strips;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.neurac.math.CounterRandom;
import dev.neurac.math.FloatMath;
import dev.neurac.warmup.VectorWidth;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatMath} and {@link CounterRandom} lane by lane: the same operations in the same order,
 * so the same bits. Where scalar code branches, vectors compute both branches and blend.
 *
 * <p>{@link VectorWidth} defines the class once for each width and primitive, as {@link
 * VectorArithmetic}.
 */
final class VectorFunctions implements StripOperation {

  /** The width in bits and the {@link Primitive}. */
  private static final List<?> DATA = data();

  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize((Integer) DATA.get(0)));

  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
  private static final Primitive PRIMITIVE = (Primitive) DATA.get(1);
  private static final int LANES = S.length();

  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  @SuppressWarnings("unchecked")
  private static final Class<? extends VectorMask<Float>> EXACT_MASK =
      (Class<? extends VectorMask<Float>>) VectorMask.fromLong(S, 0).getClass();

  private static final Class<? extends IntVector> EXACT_INTS =
      INTS.vectorType().asSubclass(IntVector.class);

  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUNDER = 12_582_912f;
  private static final int ROUNDER_BITS = 0x4B400000;
  private static final int SQRT_HALF_BITS = 0x3F3504F3;
  private static final float TWO_POW_23 = 8_388_608f;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  VectorFunctions() {}

  private static List<?> data() {
    try {
      return MethodHandles.classData(
          MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, List.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void apply(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    if (PRIMITIVE == Primitive.UNIFORM) {
      uniform(strips, offsets, operands, at, count);
    } else if (PRIMITIVE.arity() == 1) {
      unary(strips, offsets, operands, at, count);
    } else if (PRIMITIVE.arity() == 2) {
      binary(strips, offsets, operands, at, count);
    } else {
      ternary(strips, offsets, operands, at, count);
    }
  }

  private static void unary(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] y = strips[operands[at + 1]];
    int yAt = offsets[operands[at + 1]];
    for (int i = 0; i < count; i += LANES) {
      EXACT.cast(unary(FloatVector.fromArray(S, a, aAt + i))).intoArray(y, yAt + i);
    }
  }

  private static FloatVector unary(FloatVector a) {
    if (PRIMITIVE == Primitive.EXP) {
      return exp(a);
    } else if (PRIMITIVE == Primitive.LOG_OF_POSITIVE) {
      return logOfPositive(a);
    } else if (PRIMITIVE == Primitive.ERFC_SQUARE) {
      FloatVector z = min(a.abs(), all(11f));
      return z.mul(z).neg();
    }
    return erfcRest(min(a.abs(), all(11f)));
  }

  private static void binary(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] b = strips[operands[at + 1]];
    int bAt = offsets[operands[at + 1]];
    float[] y = strips[operands[at + 2]];
    int yAt = offsets[operands[at + 2]];
    for (int i = 0; i < count; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, a, aAt + i);
      FloatVector given = FloatVector.fromArray(S, b, bAt + i);
      FloatVector value = PRIMITIVE == Primitive.TANH ? tanh(x, given) : log(x, given);
      EXACT.cast(value).intoArray(y, yAt + i);
    }
  }

  private static void ternary(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] b = strips[operands[at + 1]];
    int bAt = offsets[operands[at + 1]];
    float[] c = strips[operands[at + 2]];
    int cAt = offsets[operands[at + 2]];
    float[] y = strips[operands[at + 3]];
    int yAt = offsets[operands[at + 3]];
    for (int i = 0; i < count; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, a, aAt + i);
      FloatVector first = FloatVector.fromArray(S, b, bAt + i);
      FloatVector second = FloatVector.fromArray(S, c, cAt + i);
      FloatVector value =
          PRIMITIVE == Primitive.ERFC ? erfc(x, first, second) : log1p(x, first, second);
      EXACT.cast(value).intoArray(y, yAt + i);
    }
  }

  private static FloatVector all(float value) {
    return EXACT.cast(FloatVector.broadcast(S, value));
  }

  private static FloatVector fma(FloatVector a, FloatVector b, FloatVector c) {
    return EXACT.cast(a.fma(b, c));
  }

  private static FloatVector fma(FloatVector a, FloatVector b, float c) {
    return fma(a, b, all(c));
  }

  /** {@code holds ? then : otherwise}. */
  private static FloatVector select(VectorMask<Float> holds, FloatVector then, FloatVector other) {
    return EXACT.cast(other.blend(then, EXACT_MASK.cast(holds)));
  }

  private static FloatVector min(FloatVector a, FloatVector b) {
    return EXACT.cast(a.min(b));
  }

  private static IntVector ints(FloatVector x) {
    return EXACT_INTS.cast(x.reinterpretAsInts());
  }

  private static FloatVector floats(IntVector x) {
    return EXACT.cast(x.reinterpretAsFloats());
  }

  private static IntVector all(int value) {
    return EXACT_INTS.cast(IntVector.broadcast(INTS, value));
  }

  private static IntVector shift(VectorOperators.Binary direction, IntVector x, int bits) {
    return EXACT_INTS.cast(x.lanewise(direction, bits));
  }

  private static IntVector xor(IntVector a, IntVector b) {
    return EXACT_INTS.cast(a.lanewise(XOR, b));
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector bounded = EXACT.cast(min(x, all(89f)).max(all(-105f)));
    FloatVector shifted = fma(bounded, all(LOG2_E), ROUNDER);
    FloatVector n = shifted.sub(all(ROUNDER));
    FloatVector high = fma(n, all(-LN2_HIGH), bounded);
    FloatVector low = n.mul(all(-LN2_LOW));
    FloatVector r = high.add(low);
    FloatVector p = fma(all(1.9875691500e-4f), r, 1.3981999507e-3f);
    p = fma(p, r, 8.3334519073e-3f);
    p = fma(p, r, 4.1665795894e-2f);
    p = fma(p, r, 1.6666665459e-1f);
    p = fma(p, r, 5.0000001201e-1f);
    FloatVector y = fma(p, r.mul(r), low).add(high).add(all(1f));
    IntVector power = ints(shifted).sub(all(ROUNDER_BITS));
    IntVector half = shift(ASHR, power, 1);
    return y.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector power) {
    return floats(shift(LSHL, power.add(all(127)), 23));
  }

  private static FloatVector logOfPositive(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, all(Float.MIN_NORMAL));
    IntVector bits = ints(select(subnormal, x.mul(all(TWO_POW_23)), x));
    IntVector exponent = shift(ASHR, bits.sub(all(SQRT_HALF_BITS)), 23);
    FloatVector f = floats(bits.sub(shift(LSHL, exponent, 23))).sub(all(1f));
    // An int so small becomes a float in the low bits of the rounder.
    FloatVector whole = floats(exponent.add(all(ROUNDER_BITS))).sub(all(ROUNDER));
    FloatVector e = select(subnormal, whole.sub(all(23f)), whole);
    FloatVector p = fma(all(7.0376836292e-2f), f, -1.1514610310e-1f);
    p = fma(p, f, 1.1676998740e-1f);
    p = fma(p, f, -1.2420140846e-1f);
    p = fma(p, f, 1.4249322787e-1f);
    p = fma(p, f, -1.6668057665e-1f);
    p = fma(p, f, 2.0000714765e-1f);
    p = fma(p, f, -2.4999993993e-1f);
    p = fma(p, f, 3.3333331174e-1f);
    FloatVector square = f.mul(f);
    FloatVector y = fma(e, all(LN2_LOW), f.mul(square).mul(p));
    y = fma(all(-0.5f), square, y);
    return fma(e, all(LN2_HIGH), f.add(y));
  }

  /** Puts the logarithms of what is not both positive and finite in their places. */
  private static FloatVector log(FloatVector x, FloatVector ofPositive) {
    FloatVector y = select(x.compare(LT, all(0f)), all(Float.NaN), ofPositive);
    y = select(x.compare(EQ, all(0f)), all(-INFINITY), y);
    // Infinity is its own logarithm, and so is NaN, which differs from itself.
    y = select(x.compare(EQ, all(INFINITY)), x, y);
    return select(x.compare(EQ, x), y, x);
  }

  private static FloatVector log1p(FloatVector x, FloatVector u, FloatVector ofU) {
    FloatVector back = u.sub(all(1f));
    FloatVector c = all(1f).sub(u.sub(back)).add(x.sub(back));
    return ofU.add(c.div(u));
  }

  private static FloatVector tanh(FloatVector x, FloatVector exp) {
    FloatVector magnitude = x.abs();
    FloatVector square = magnitude.mul(magnitude);
    FloatVector p = fma(all(-5.70498872745e-3f), square, 2.06390887954e-2f);
    p = fma(p, square, -5.37397155531e-2f);
    p = fma(p, square, 1.33314422036e-1f);
    p = fma(p, square, -3.33332819422e-1f);
    FloatVector small = fma(p.mul(square), magnitude, magnitude);
    FloatVector large = all(1f).sub(all(2f).div(exp.add(all(1f))));
    FloatVector positive = select(magnitude.compare(LT, all(0.625f)), small, large);
    // Positive has no sign, so that of x can be joined to its bits.
    IntVector sign = xor(ints(x), ints(magnitude));
    return floats(xor(ints(positive), sign));
  }

  private static FloatVector erfcRest(FloatVector z) {
    FloatVector u = all(1f).div(all(0.5f).mul(z).add(all(1f))).sub(all(0.5f));
    FloatVector p = fma(all(-0.14318349957466125f), u, 0.2639006972312927f);
    p = fma(p, u, -0.010907944291830063f);
    p = fma(p, u, -0.29370251297950745f);
    p = fma(p, u, 0.10942444950342178f);
    p = fma(p, u, 0.2822127640247345f);
    p = fma(p, u, -0.15781888365745544f);
    p = fma(p, u, -0.3751644194126129f);
    p = fma(p, u, 0.18937091529369354f);
    p = fma(p, u, 1.34528648853302f);
    p = fma(p, u, -0.671794056892395f);
    return p.sub(fma(z, z, z.mul(z).neg()));
  }

  private static FloatVector erfc(FloatVector x, FloatVector square, FloatVector rest) {
    FloatVector t = all(1f).div(all(0.5f).mul(min(x.abs(), all(11f))).add(all(1f)));
    FloatVector tail = t.mul(square).mul(rest);
    // NaN comes through the tail.
    return select(x.compare(LT, all(0f)), all(2f).sub(tail), tail);
  }

  /**
   * Draws for elements that follow each other.
   *
   * @param operands the result, then two numbers whose offsets are the generator's state and the
   *     index of the first element
   */
  private static void uniform(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] y = strips[operands[at]];
    int yAt = offsets[operands[at]];
    int state = offsets[operands[at + 1]];
    int element = offsets[operands[at + 2]];
    IntVector iota = EXACT_INTS.cast(IntVector.zero(INTS).addIndex(1));
    for (int i = 0; i < count; i += LANES) {
      IntVector word = iota.add(all(element + i + 0x9e3779b9));
      IntVector mixed = xor(mix(word), all(state));
      IntVector bits = mix(mixed.mul(all(5)).add(all(0xe6546b64)));
      FloatVector mantissa = EXACT.cast(shift(LSHR, bits, 8).convert(I2F, 0));
      EXACT.cast(mantissa.mul(all(0x1p-24f))).intoArray(y, yAt + i);
    }
  }

  private static IntVector mix(IntVector x) {
    IntVector a = xor(x, shift(LSHR, x, 16)).mul(all(0x85ebca6b));
    IntVector b = xor(a, shift(LSHR, a, 13)).mul(all(0xc2b2ae35));
    return xor(b, shift(LSHR, b, 16));
  }
}
