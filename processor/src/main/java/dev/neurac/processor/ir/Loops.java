package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Stmt;
import java.util.List;

/** Loops that several operations are made of. */
final class Loops {

  private Loops() {}

  /** {@code sum = 0; for (index) sum = fma(left, right, sum)}: one canonical order of additions. */
  static List<Stmt> dot(Expr.Var sum, Expr.Var index, Expr extent, Expr left, Expr right) {
    return reduce(sum, 0, index, extent, Expr.call(Function.FMA, left, right, sum));
  }

  /** {@code sum = 0; for (index) sum = sum + term}. */
  static List<Stmt> sum(Expr.Var sum, Expr.Var index, Expr extent, Expr term) {
    return reduce(sum, 0, index, extent, Expr.add(sum, term));
  }

  /** {@code max = -∞; for (index) max = max(max, term)}. */
  static List<Stmt> max(Expr.Var max, Expr.Var index, Expr extent, Expr term) {
    return reduce(max, Double.NEGATIVE_INFINITY, index, extent, Expr.call(Function.MAX, max, term));
  }

  private static List<Stmt> reduce(
      Expr.Var result, double start, Expr.Var index, Expr extent, Expr next) {
    return List.of(
        new Stmt.Local(result, Expr.num(start)),
        new Stmt.For(index, extent, List.of(new Stmt.Assign(result, next))));
  }
}
