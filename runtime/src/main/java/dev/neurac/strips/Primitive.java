package dev.neurac.strips;

import dev.neurac.math.CounterRandom;
import dev.neurac.math.FloatMath;

/**
 * The instructions of strip programs.
 *
 * <p>Each does so little that C2 inlines the whole of its loop. C2 stops inlining when a method has
 * grown to 18,000 nodes, and a vector that is passed to a call is an object on the heap. So a large
 * function is several primitives: tanh is {@code ABS}, {@code ADD}, {@code EXP} and {@code TANH}.
 */
enum Primitive {
  ADD(2),
  SUBTRACT(2),
  MULTIPLY(2),
  DIVIDE(2),
  MAX(2),
  MIN(2),
  /** {@code a·b + c}, rounded once. */
  FMA(3),
  NEGATE(1),
  ABS(1),
  SQRT(1),
  /** {@code max(a + b, c)}: a bias and a rectified linear unit, in half the time of two. */
  ADD_MAX(3),
  /** {@code a·(b > c ? 1 : 0)}: the slope of a rectified linear unit, in half the time of two. */
  MULTIPLY_STEP(3),
  /** {@code a > b ? c : d}. */
  GREATER(4),
  /** {@code a >= b ? c : d}. */
  GREATER_OR_EQUAL(4),
  /** {@code a == b ? c : d}. */
  EQUAL(4),

  EXP(1),
  /** The logarithm of a positive float; anything for others. */
  LOG_OF_POSITIVE(1),
  /** The logarithm of any float {@code a}, where {@code b} is that of a positive one. */
  LOG(2),
  /** {@code b + c/u}: the logarithm b of {@code u = 1 + a}, for what the sum u lost. */
  LOG1P(3),
  /** The hyperbolic tangent of {@code a}, given {@code b = exp(2·|a|)}. */
  TANH(2),
  /** {@code -z²}, where {@code z = min(|a|, 11)}: the first exponent of the error function. */
  ERFC_SQUARE(1),
  /** The second exponent of the error function, a polynomial. */
  ERFC_REST(1),
  /** The complementary error function of {@code a}, given both exponentials. */
  ERFC(3),
  /** {@link CounterRandom#uniform} at each element's index. */
  UNIFORM(0),

  /** {@code a + Σ b} over each vector, from the first element to the last. */
  SUM(2),
  /** {@code max(a, max b)} over each vector. */
  MAXIMUM(2),
  /** {@code a + Σ b·c} over each vector, each product added with one rounding. */
  DOT(3),
  /** The element of each vector of {@code a} at the place that {@code b} says. */
  ELEMENT_AT(2),
  /** The number of a vector, once for each of its elements. */
  SPREAD(1),
  COPY(1);

  private final int arity;

  Primitive(int arity) {
    this.arity = arity;
  }

  /** Returns how many strips it reads. */
  int arity() {
    return arity;
  }

  /** Returns whether it makes one number of each vector. */
  boolean reduces() {
    return this == SUM || this == MAXIMUM || this == DOT || this == ELEMENT_AT;
  }

  /** Returns whether it works on the machine's vectors; the others are plain Java. */
  boolean isVector() {
    return compareTo(SUM) < 0;
  }

  /** Returns whether it is a function of {@link FloatMath} or {@link CounterRandom}. */
  boolean isFunction() {
    return isVector() && compareTo(EXP) >= 0;
  }
}
