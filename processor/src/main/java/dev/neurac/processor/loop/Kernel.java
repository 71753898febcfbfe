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
 * @param body what is done at a point; an empty list of axes is a single point
 * @param intrinsic what the loops compute, if a hand-tuned routine may do it in their place
 */
public record Kernel(List<Axis> axes, List<Stmt> body, Optional<Intrinsic> intrinsic) {

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

  /** The licence to compute a kernel by a routine of the back end in place of its loops. */
  public sealed interface Intrinsic {}

  /**
   * The licence to sum the rows of buffer 1 into buffer 0, {@code Σ X [m,n] → [n]}, in their order.
   *
   * @param rowsPerRow how many rows of the matrix one row of the batch makes
   */
  public record RowSum(int rowsPerRow, int columns) implements Intrinsic {}

  /**
   * The licence to compute the kernel by a matrix product of buffers 1 and 2 into buffer 0,
   * followed by {@code rest} at every point.
   *
   * @param layout which operand lies transposed
   * @param rowsPerRow how many rows of the matrices one row of the batch makes
   * @param inner columns of the left operand (for {@code LEFT_TRANSPOSED} of the result's left)
   * @param columns columns of the right operand
   * @param rest what remains to be done at each point, once the product is stored
   */
  public record Product(Layout layout, int rowsPerRow, int inner, int columns, List<Stmt> rest)
      implements Intrinsic {

    /** Which operand lies transposed. */
    public enum Layout {
      /** {@code X·W [m,k]·[k,n] → [m,n]}. */
      PLAIN,
      /** {@code dY·Wᵀ [m,n]·[k,n]ᵀ → [m,k]}. */
      RIGHT_TRANSPOSED,
      /** {@code Xᵀ·dY [m,k]ᵀ·[m,n] → [k,n]}. */
      LEFT_TRANSPOSED
    }

    public Product {
      rest = List.copyOf(rest);
    }
  }

  public Kernel {
    axes = List.copyOf(axes);
    body = List.copyOf(body);
  }

  /** Returns a kernel that has no other form than its loops. */
  public static Kernel of(List<Axis> axes, List<Stmt> body) {
    return new Kernel(axes, body, Optional.empty());
  }

  /** Returns the matrix product that the kernel is, if it is one. */
  public Optional<Product> product() {
    return intrinsic.filter(Product.class::isInstance).map(Product.class::cast);
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
