package dev.neurac.processor.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One loop nest: {@code body} runs once for each point of the axes, in any order.
 *
 * <p>Buffer 0 is written, the others are read. The variables {@link #ROWS}, {@link #SEED}, {@link
 * #STEP} and {@link #DROPPING} are arguments of every kernel.
 *
 * @param axes outermost first; where the first runs over the rows of the batch, a point reads and
 *     writes only its own row
 * @param splitAxes how many of the first axes threads share, as one axis over all their points: see
 *     {@link #split}
 * @param body what is done at a point; an empty list of axes is a single point
 * @param intrinsic what the loops compute, if a hand-tuned routine may do it in their place
 */
public record Kernel(
    List<Axis> axes, int splitAxes, List<Stmt> body, Optional<Intrinsic> intrinsic) {

  /** The number of rows in the batch. */
  public static final Expr.Var ROWS = Expr.index("rows");

  /** Where random numbers start. */
  public static final Expr.Var SEED = Expr.index("seed");

  /** The number of the training step. */
  public static final Expr.Var STEP = Expr.index("step");

  /** 1 where values are dropped, 0 where they are not. */
  public static final Expr.Var DROPPING = Expr.index("dropping");

  /** All arguments that a kernel can mention. */
  public static final List<Expr.Var> SCALARS = List.of(ROWS, SEED, STEP, DROPPING);

  /** An index that runs from 0 up to its extent. */
  public record Axis(Expr.Var index, Expr extent) {}

  public Kernel {
    axes = List.copyOf(axes);
    body = List.copyOf(body);
    boolean rows = !axes.isEmpty() && axes.get(0).extent().equals(ROWS);
    if (splitAxes < 0 || splitAxes > axes.size() || rows && splitAxes != 1) {
      throw new IllegalArgumentException(splitAxes + " of these axes cannot be shared: " + axes);
    }
  }

  /** Returns a kernel that has no other form than its loops. */
  public static Kernel of(List<Axis> axes, List<Stmt> body) {
    return of(axes, body, Optional.empty());
  }

  /**
   * Returns a kernel that threads share as most do. Over the rows of the batch, each takes some of
   * them. Otherwise, as for the gradient of a weight, each takes some points of all axes but the
   * last, whose elements lie next to each other in memory and belong to one thread; of a single
   * axis it takes a part.
   */
  public static Kernel of(List<Axis> axes, List<Stmt> body, Optional<Intrinsic> intrinsic) {
    boolean rows = !axes.isEmpty() && axes.get(0).extent().equals(ROWS);
    int splitAxes = rows ? 1 : Math.min(axes.size(), Math.max(1, axes.size() - 1));
    return new Kernel(axes, splitAxes, body, intrinsic);
  }

  /**
   * Returns the axes that threads share: each thread takes some of their points, counted as one
   * axis in row-major order. None where there is a single point.
   */
  public List<Axis> split() {
    return axes.subList(0, splitAxes);
  }

  /** Returns whether the first axis runs over the rows of the batch. */
  public boolean perRow() {
    return !axes.isEmpty() && axes.get(0).extent().equals(ROWS);
  }

  /** Returns whether a point's work, or the axes after the first, depend on an argument. */
  public boolean mentions(Expr.Var argument) {
    for (Axis axis : axes.subList(Math.min(1, axes.size()), axes.size())) {
      if (axis.extent().mentions(argument.name())) {
        return true;
      }
    }
    for (Expr e : expressions(body)) {
      if (e.mentions(argument.name())) {
        return true;
      }
    }
    return false;
  }

  /** Returns every expression of some statements. */
  public static List<Expr> expressions(List<Stmt> body) {
    List<Expr> all = new ArrayList<>();
    for (Stmt s : body) {
      if (s instanceof Stmt.Local local) {
        all.add(local.value());
      } else if (s instanceof Stmt.Assign assign) {
        all.add(assign.value());
      } else if (s instanceof Stmt.Store store) {
        all.add(store.index());
        all.add(store.value());
      } else if (s instanceof Stmt.For loop) {
        all.add(loop.extent());
        all.addAll(expressions(loop.body()));
      }
    }
    return all;
  }
}
