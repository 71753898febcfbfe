package dev.neurac.processor.passes;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.List;

/** How much a kernel computes. */
final class Work {

  private Work() {}

  /** Returns how often the innermost statements run, for each row of the batch. */
  static long perRow(Kernel kernel) {
    long points = 1;
    for (Kernel.Axis axis : kernel.axes()) {
      points *= extent(axis.extent());
    }
    return points * runs(kernel.body());
  }

  private static long runs(List<Stmt> body) {
    long loops = 0;
    for (Stmt s : body) {
      if (s instanceof Stmt.For loop) {
        loops += extent(loop.extent()) * runs(loop.body());
      }
    }
    return Math.max(1, loops);
  }

  /** Returns an extent for a single row. */
  private static long extent(Expr extent) {
    if (extent instanceof Expr.Int constant) {
      return constant.value();
    }
    if (extent instanceof Expr.Binary product) {
      return extent(product.left()) * extent(product.right());
    }
    return 1; // Kernel.ROWS
  }
}
