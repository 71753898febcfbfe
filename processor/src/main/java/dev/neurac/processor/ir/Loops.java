package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Loops that several operations are made of. */
final class Loops {

  /**
   * Rows of the batch that have at least so many vectors are summed in two levels, each by itself
   * first. That keeps the digits of long sums: a single chain of 50,000 floats is off by 1e-5.
   *
   * <p>It costs a pass over the result for each row. The gradient of 64×64 weights over 32 rows
   * takes with vectors 1.8, 1.4, 1.2, 1.0 and 0.8 times as long as in a single chain, of 8, 16, 24,
   * 32 and 50 vectors a row: the longer rows stay in the cache from one tile to the next.
   */
  private static final int MIN_ROW_BY_ROW = 32;

  private Loops() {}

  /** {@code sum = 0; for (index) sum = fma(left, right, sum)}: one canonical order of additions. */
  static List<Stmt> dot(Expr.Var sum, Expr.Var index, Expr extent, Expr left, Expr right) {
    return reduce(sum, 0, index, extent, Expr.call(Function.FMA, left, right, sum));
  }

  /** {@code sum = 0; for (index) sum = sum + term}. */
  static List<Stmt> sum(Expr.Var sum, Expr.Var index, Expr extent, Expr term) {
    return reduce(sum, 0, index, extent, Expr.add(sum, term));
  }

  /** Returns whether sums over rows of so many vectors each are taken row by row. */
  static boolean areRowByRow(int vectors) {
    return vectors >= MIN_ROW_BY_ROW;
  }

  /**
   * {@code sum = 0; for (p < rows·vectors) sum = next(p, sum)}, in one canonical order; where rows
   * have many vectors {@code sum = 0; for (r < rows) { ofRow = 0; for (p < vectors) ofRow =
   * next(r·vectors + p, ofRow); sum = sum + ofRow; }}.
   *
   * @param vectors how many each row of the batch has
   * @param next what a sum becomes, given the place of a vector among all
   */
  static List<Stmt> overRows(Expr.Var sum, int vectors, BiFunction<Expr, Expr.Var, Expr> next) {
    Expr.Var p = Expr.index("p");
    Expr each = Expr.integer(vectors);
    if (!areRowByRow(vectors)) {
      return reduce(sum, 0, p, Expr.multiply(Kernel.ROWS, each), next.apply(p, sum));
    }
    Expr.Var row = Expr.index("r");
    Expr.Var ofRow = Expr.value("ofRow");
    Expr place = Expr.add(Expr.multiply(row, each), p);
    List<Stmt> body = new ArrayList<>(reduce(ofRow, 0, p, each, next.apply(place, ofRow)));
    body.add(new Stmt.Assign(sum, Expr.add(sum, ofRow)));
    return List.of(
        new Stmt.Local(sum, Expr.num(0)), new Stmt.For(row, Kernel.ROWS, List.copyOf(body)));
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
