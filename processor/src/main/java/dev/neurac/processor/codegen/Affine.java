package dev.neurac.processor.codegen;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index as a constant and a multiple of each loop index: {@code r * 128 + i}. */
record Affine(Map<String, Integer> factors, int constant) {

  /** Returns an index in this form, if it has it. */
  static Optional<Affine> of(Expr e) {
    if (e instanceof Expr.Int number) {
      return Optional.of(new Affine(Map.of(), number.value()));
    } else if (e instanceof Expr.Var index) {
      return Optional.of(new Affine(Map.of(index.name(), 1), 0));
    } else if (e instanceof Expr.Binary binary) {
      Optional<Affine> left = of(binary.left());
      Optional<Affine> right = of(binary.right());
      return left.isEmpty() || right.isEmpty()
          ? Optional.empty()
          : combine(binary.operator(), left.get(), right.get());
    }
    return Optional.empty();
  }

  private static Optional<Affine> combine(Expr.Operator operator, Affine left, Affine right) {
    return switch (operator) {
      case ADD -> {
        Map<String, Integer> sum = new HashMap<>(left.factors);
        right.factors.forEach((index, factor) -> sum.merge(index, factor, Integer::sum));
        yield Optional.of(new Affine(sum, left.constant + right.constant));
      }
      case MULTIPLY -> {
        Affine scaled = left.factors.isEmpty() ? right : left;
        Affine by = left.factors.isEmpty() ? left : right;
        if (!by.factors.isEmpty()) {
          yield Optional.empty();
        }
        Map<String, Integer> product = new HashMap<>();
        scaled.factors.forEach((index, factor) -> product.put(index, factor * by.constant));
        yield Optional.of(new Affine(product, scaled.constant * by.constant));
      }
      case SUBTRACT, DIVIDE -> Optional.empty();
    };
  }

  /** Returns whether this is the place of a point among all points of the axes, in their order. */
  boolean isFlat(List<Axis> axes) {
    Map<String, Integer> flat = new HashMap<>();
    int stride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      flat.put(axes.get(i).index().name(), stride);
      if (axes.get(i).extent() instanceof Expr.Int extent) {
        stride *= extent.value();
      }
    }
    return constant == 0 && factors.equals(flat);
  }
}
