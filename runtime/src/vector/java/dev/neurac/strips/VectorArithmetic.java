package dev.neurac.strips;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.neurac.warmup.VectorWidth;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The primitives that are an instruction or two, on {@code jdk.incubator.vector}.
 *
 * <p>{@link VectorWidth} defines the class once for each width and primitive; both are constants to
 * C2, so that the choice of the primitive costs nothing. No iteration of a loop depends on the one
 * before.
 */
final class VectorArithmetic implements StripOperation {

  /** The width in bits and the {@link Primitive}. */
  private static final List<?> DATA = data();

  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize((Integer) DATA.get(0)));

  private static final Primitive PRIMITIVE = (Primitive) DATA.get(1);
  private static final int LANES = S.length();

  /**
   * The class of a vector of this width. What a method returns is cast to it: where C2 does not
   * know the exact class, it keeps the vector on the heap, as in {@code VectorTiles}.
   */
  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  @SuppressWarnings("unchecked")
  private static final Class<? extends VectorMask<Float>> EXACT_MASK =
      (Class<? extends VectorMask<Float>>) VectorMask.fromLong(S, 0).getClass();

  VectorArithmetic() {}

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
    if (PRIMITIVE.arity() == 1) {
      unary(strips, offsets, operands, at, count);
    } else if (PRIMITIVE.arity() == 2) {
      binary(strips, offsets, operands, at, count);
    } else if (PRIMITIVE.arity() == 3) {
      ternary(strips, offsets, operands, at, count);
    } else {
      select(strips, offsets, operands, at, count);
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
    if (PRIMITIVE == Primitive.NEGATE) {
      return a.neg();
    } else if (PRIMITIVE == Primitive.ABS) {
      return a.abs();
    }
    return a.sqrt();
  }

  private static void binary(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] b = strips[operands[at + 1]];
    int bAt = offsets[operands[at + 1]];
    float[] y = strips[operands[at + 2]];
    int yAt = offsets[operands[at + 2]];
    for (int i = 0; i < count; i += LANES) {
      FloatVector left = FloatVector.fromArray(S, a, aAt + i);
      FloatVector right = FloatVector.fromArray(S, b, bAt + i);
      EXACT.cast(binary(left, right)).intoArray(y, yAt + i);
    }
  }

  private static FloatVector binary(FloatVector a, FloatVector b) {
    if (PRIMITIVE == Primitive.ADD) {
      return a.add(b);
    } else if (PRIMITIVE == Primitive.SUBTRACT) {
      return a.sub(b);
    } else if (PRIMITIVE == Primitive.MULTIPLY) {
      return a.mul(b);
    } else if (PRIMITIVE == Primitive.DIVIDE) {
      return a.div(b);
    } else if (PRIMITIVE == Primitive.MAX) {
      return a.max(b);
    }
    return a.min(b);
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
      FloatVector left = FloatVector.fromArray(S, a, aAt + i);
      FloatVector right = FloatVector.fromArray(S, b, bAt + i);
      FloatVector third = FloatVector.fromArray(S, c, cAt + i);
      EXACT.cast(ternary(left, right, third)).intoArray(y, yAt + i);
    }
  }

  private static FloatVector ternary(FloatVector a, FloatVector b, FloatVector c) {
    if (PRIMITIVE == Primitive.FMA) {
      return a.fma(b, c);
    } else if (PRIMITIVE == Primitive.ADD_MAX) {
      return a.add(b).max(c);
    }
    VectorMask<Float> holds = EXACT_MASK.cast(b.compare(GT, c));
    FloatVector one = EXACT.cast(FloatVector.broadcast(S, 1));
    return a.mul(EXACT.cast(FloatVector.zero(S).blend(one, holds)));
  }

  private static void select(float[][] strips, int[] offsets, int[] operands, int at, int count) {
    float[] a = strips[operands[at]];
    int aAt = offsets[operands[at]];
    float[] b = strips[operands[at + 1]];
    int bAt = offsets[operands[at + 1]];
    float[] c = strips[operands[at + 2]];
    int cAt = offsets[operands[at + 2]];
    float[] d = strips[operands[at + 3]];
    int dAt = offsets[operands[at + 3]];
    float[] y = strips[operands[at + 4]];
    int yAt = offsets[operands[at + 4]];
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> holds =
          compare(FloatVector.fromArray(S, a, aAt + i), FloatVector.fromArray(S, b, bAt + i));
      FloatVector then = FloatVector.fromArray(S, c, cAt + i);
      FloatVector chosen = FloatVector.fromArray(S, d, dAt + i).blend(then, EXACT_MASK.cast(holds));
      EXACT.cast(chosen).intoArray(y, yAt + i);
    }
  }

  private static VectorMask<Float> compare(FloatVector a, FloatVector b) {
    if (PRIMITIVE == Primitive.GREATER) {
      return a.compare(GT, b);
    } else if (PRIMITIVE == Primitive.GREATER_OR_EQUAL) {
      return a.compare(GE, b);
    }
    return a.compare(EQ, b);
  }
}
