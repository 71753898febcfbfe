package dev.neurac.processor.loop;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions of the loop language. All but the last take and return floats. */
public enum Function {
  NEGATE(1),
  ABS(1),
  /** {@code 1 - erf(x)}, accurate where it is small. */
  ERFC(1),
  EXP(1),
  LOG(1),
  /** {@code log(1 + x)}, accurate near 0. */
  LOG1P(1),
  SQRT(1),
  TANH(1),
  MAX(2),
  MIN(2),
  /** {@code fma(a, b, c)} is {@code a·b + c}, rounded once. */
  FMA(3),
  /**
   * {@code uniform(seed, step, node, index)}: a number in [0, 1) that depends on nothing but these
   * four ints.
   */
  UNIFORM(4);

  private final int arity;

  Function(int arity) {
    this.arity = arity;
  }

  /** Returns the number of arguments. */
  public int arity() {
    return arity;
  }

  /** Returns the type of every argument. */
  public Expr.Type argumentType() {
    return this == UNIFORM ? Expr.Type.INT : Expr.Type.FLOAT;
  }

  /** Returns the function's name in formulas and in print. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the function of that name. */
  public static Optional<Function> of(String text) {
    return Stream.of(values()).filter(f -> f.text().equals(text)).findFirst();
  }
}
