package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation whose every element depends on the same element of each input. Inputs that lack the
 * batch, or the axes after it, are the same for all elements they do not tell apart.
 */
public sealed interface Elementwise extends Op, Op.Fusible
    permits Add,
        BiasAdd,
        Dropout,
        ElementLoss.Gradient,
        Multiply,
        PRelu,
        PRelu.InputGradient,
        PRelu.SlopeGradient,
        Pointwise,
        Pointwise.Slope {

  /** The place of the element in its value, for operations that depend on it. */
  Expr.Var ELEMENT = Expr.index("element");

  /** Returns the element of the result, given the element of each input. */
  Expr at(List<Expr> inputs);

  @Override
  default Kernel lower(Shape result, List<Shape> inputs) {
    LoopAxes axes = LoopAxes.of(result);
    List<Expr> elements = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      elements.add(Expr.load(i + 1, axes.indexIn(inputs.get(i))));
    }
    Expr value = at(elements).replace(ELEMENT.name(), axes.flatIndex());
    return Kernel.of(axes.list(), List.of(new Stmt.Store(0, axes.flatIndex(), value)));
  }

  /** Returns the shape that all inputs have. */
  static Shape same(List<Shape> inputs) throws ShapeMismatch {
    for (Shape input : inputs) {
      if (!input.equals(inputs.get(0))) {
        throw new ShapeMismatch(
            "shape " + input.text() + " differs from shape " + inputs.get(0).text());
      }
    }
    return inputs.get(0);
  }
}
