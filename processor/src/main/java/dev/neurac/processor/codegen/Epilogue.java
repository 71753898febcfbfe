package dev.neurac.processor.codegen;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Kernel.Product;
import dev.neurac.processor.loop.Kernel.Product.Form;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the product of a dense layer does to its result itself: {@code max(y + bias, floor)}.
 *
 * @param bias the number of the buffer that is added, along the last axis
 * @param floor 0 for ReLU, negative infinity for none
 */
record Epilogue(int bias, double floor) {

  /** Returns what follows a product, if it is that. */
  static Optional<Epilogue> of(List<Axis> axes, Product product) {
    if (product.form() != Form.PLAIN
        || product.rest().size() != 1
        || !(product.rest().get(0) instanceof Stmt.Store store)
        || !isResult(axes, store.index())) {
      return Optional.empty();
    }
    Expr value = store.value();
    if (value instanceof Expr.Call call && call.function() == Function.MAX) {
      return call.arguments().get(1).equals(Expr.num(0))
          ? bias(axes, product, call.arguments().get(0), 0)
          : Optional.empty();
    }
    return bias(axes, product, value, Double.NEGATIVE_INFINITY);
  }

  private static Optional<Epilogue> bias(
      List<Axis> axes, Product product, Expr value, double floor) {
    if (value instanceof Expr.Binary sum
        && sum.operator() == Operator.ADD
        && sum.left() instanceof Expr.Load result
        && result.buffer() == 0
        && isResult(axes, result.index())
        && sum.right() instanceof Expr.Load bias
        && runsAlongLast(axes, product, bias.index())) {
      return Optional.of(new Epilogue(bias.buffer(), floor));
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
