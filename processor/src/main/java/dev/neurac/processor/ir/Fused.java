package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An elementwise operation done in the loops of the operation before it, whose value then needs no
 * buffer. The inputs are those of {@code first}, then those of {@code then} without the one that
 * {@code first} computes.
 *
 * @param first an operation that is {@link Op.Fusible}
 * @param firstInputs the number of its inputs
 * @param then what is done to each of its elements
 * @param place which input of {@code then} it is
 */
public record Fused(Op first, int firstInputs, Elementwise then, int place)
    implements Op, Op.Fusible {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    List<Shape> thenInputs = new ArrayList<>(inputs.subList(firstInputs, inputs.size()));
    Shape one = first.shape(inputs.subList(0, firstInputs));
    thenInputs.add(place, one);
    Shape result = then.shape(thenInputs);
    if (!one.equals(result)) {
      throw new ShapeMismatch(one + " spreads over " + result + ", so one loop cannot do both");
    }
    return result;
  }

  @Override
  public Kernel lower(Shape result, List<Shape> inputs) {
    Kernel kernel = first.lower(result, inputs.subList(0, firstInputs));
    LoopAxes axes = LoopAxes.of(result);
    List<Expr> others = new ArrayList<>();
    for (int i = firstInputs; i < inputs.size(); i++) {
      others.add(Expr.load(i + 1, axes.indexIn(inputs.get(i))));
    }
    return new Kernel(
        kernel.axes(),
        kernel.splitAxes(),
        follow(kernel.body(), others, axes),
        kernel.intrinsic().flatMap(intrinsic -> follow(intrinsic, others, axes)));
  }

  private Optional<Intrinsic> follow(Intrinsic intrinsic, List<Expr> others, LoopAxes axes) {
    List<Stmt> rest =
        intrinsic.rest().isEmpty()
            ? List.of(new Stmt.Store(0, axes.flatIndex(), Expr.load(0, axes.flatIndex())))
            : intrinsic.rest();
    return intrinsic.withRest(follow(rest, others, axes));
  }

  /** Replaces the value that the last statement stores by what becomes of it. */
  private List<Stmt> follow(List<Stmt> body, List<Expr> others, LoopAxes axes) {
    List<Stmt> longer = new ArrayList<>(body.subList(0, body.size() - 1));
    Stmt.Store store = (Stmt.Store) body.get(body.size() - 1);
    Expr value = store.value();
    if (!(value instanceof Expr.Var) && usesOf(others) > 1) {
      Expr.Var local = Expr.value("v" + longer.size());
      longer.add(new Stmt.Local(local, value));
      value = local;
    }
    List<Expr> arguments = new ArrayList<>(others);
    arguments.add(place, value);
    Expr next = then.at(arguments).replace(Elementwise.ELEMENT.name(), axes.flatIndex());
    longer.add(new Stmt.Store(store.buffer(), store.index(), next));
    return longer;
  }

  private int usesOf(List<Expr> others) {
    Expr.Var probe = Expr.value("probe");
    List<Expr> arguments = new ArrayList<>(others);
    arguments.add(place, probe);
    return then.at(arguments).occurrences(probe.name());
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    throw new UnsupportedOperationException("operations are fused after differentiation: " + this);
  }

  /**
   * Returns what the last operation does that does something: moving what is activated keeps it.
   */
  @Override
  public Effect effect() {
    return then.effect() instanceof Effect.Moves ? first.effect() : then.effect();
  }

  @Override
  public boolean isRandom() {
    return first.isRandom() || then.isRandom();
  }

  @Override
  public String toString() {
    return first + " > " + then;
  }
}
