package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import java.util.List;

/**
 * {@code 0} with probability {@code rate}, else {@code x / (1 - rate)} (Srivastava et al., 2014,
 * scaled while training). Nothing is dropped while {@link Kernel#DROPPING} is 0.
 *
 * @param salt tells the network's dropout nodes apart
 */
public record Dropout(double rate, int salt) implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Expr at(List<Expr> inputs) {
    Expr x = inputs.get(0);
    Expr random =
        Expr.call(Function.UNIFORM, Kernel.SEED, Kernel.STEP, Expr.integer(salt), ELEMENT);
    Expr dropped =
        new Select(
            new Compare(Relation.LESS, random, Expr.num(rate)),
            Expr.num(0),
            Expr.multiply(x, Expr.num(1 / (1 - rate))));
    return new Select(new Compare(Relation.EQUAL, Kernel.DROPPING, Expr.integer(0)), x, dropped);
  }

  // The same elements are dropped: the mask depends only on the salt and the place.
  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return List.of(g.add(this, dy));
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  // Dropout(x) → x
  @Override
  public Node forPrediction(GraphBuilder g, Node y, List<Node> inputs) {
    return inputs.get(0);
  }
}
