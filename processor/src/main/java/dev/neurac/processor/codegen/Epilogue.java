package dev.neurac.processor.codegen;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Product;
import dev.neurac.processor.loop.Product.Layout;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the product of a dense layer does to its result itself: it adds a bias, and may apply ReLU.
 *
 * @param bias the number of the buffer that is added, along the last axis
 * @param relu whether {@code max(…, 0)} follows
 */
record Epilogue(int bias, boolean relu) {

  /** Returns what follows a product, if it is that. */
  static Optional<Epilogue> of(List<Axis> axes, Product product) {
    if (product.layout() != Layout.PLAIN
        || product.rest().size() != 1
        || !(product.rest().get(0) instanceof Stmt.Store store)
        || !isResult(axes, store.index())) {
      return Optional.empty();
    }
    Expr value = store.value();
    if (value instanceof Expr.Call call && call.function() == Function.MAX) {
      return call.arguments().get(1).equals(Expr.num(0))
          ? bias(axes, product, call.arguments().get(0), true)
          : Optional.empty();
    }
    return bias(axes, product, value, false);
  }

  private static Optional<Epilogue> bias(
      List<Axis> axes, Product product, Expr value, boolean relu) {
    if (value instanceof Expr.Binary sum
        && sum.operator() == Operator.ADD
        && sum.left() instanceof Expr.Load result
        && result.buffer() == 0
        && isResult(axes, result.index())
        && sum.right() instanceof Expr.Load bias
        && runsAlongLast(axes, product, bias.index())) {
      return Optional.of(new Epilogue(bias.buffer(), relu));
    }
    return Optional.empty();
  }

  private static boolean isResult(List<Axis> axes, Expr index) {
    return Affine.of(index).filter(place -> place.isFlat(axes)).isPresent();
  }

  private static boolean runsAlongLast(List<Axis> axes, Product product, Expr index) {
    Axis last = axes.get(axes.size() - 1);
    Affine along = new Affine(Map.of(last.index().name(), 1), 0);
    return last.extent().equals(Expr.integer(product.columns()))
        && Affine.of(index).filter(along::equals).isPresent();
  }
}
