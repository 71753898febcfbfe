package dev.neurac.processor.loop;

import dev.neurac.processor.loop.Kernel.Axis;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Removes loops that run once, and computes repeated calls of costly functions once (common
 * subexpressions), so that the loops are those that a person would write. What is computed stays
 * the same to the bit.
 */
public final class SimplifyKernel {

  private static final Set<Function> COSTLY =
      EnumSet.of(
          Function.ERFC,
          Function.EXP,
          Function.LOG,
          Function.LOG1P,
          Function.SQRT,
          Function.TANH,
          Function.UNIFORM);

  private int names;

  private SimplifyKernel() {}

  /** Returns the simplified form of a kernel. */
  public static Kernel of(Kernel kernel) {
    List<Axis> kept = new ArrayList<>(kernel.axes());
    UnaryOperator<Expr> rewrite = e -> e;
    int splitAxes = kernel.splitAxes();
    // The outermost axis stays: it is what threads share.
    for (Axis axis : kernel.axes().subList(Math.min(1, kept.size()), kept.size())) {
      if (axis.extent().equals(Expr.integer(1))) {
        splitAxes -= kernel.split().contains(axis) ? 1 : 0;
        kept.remove(axis);
        rewrite = zero(axis.index(), rewrite);
      }
    }
    List<Stmt> body = new SimplifyKernel().statements(kernel.body(), rewrite);
    UnaryOperator<Expr> simpler = rewrite;
    Optional<Intrinsic> intrinsic =
        kernel
            .intrinsic()
            .flatMap(i -> i.withRest(new SimplifyKernel().statements(i.rest(), simpler)));
    return new Kernel(kept, splitAxes, body, intrinsic);
  }

  private List<Stmt> statements(List<Stmt> body, UnaryOperator<Expr> rewrite) {
    List<Stmt> result = new ArrayList<>();
    for (Stmt s : body) {
      if (s instanceof Stmt.Local local) {
        Expr value = share(rewrite.apply(local.value()), result);
        result.add(new Stmt.Local(local.variable(), value));
      } else if (s instanceof Stmt.Assign assign) {
        Expr value = share(rewrite.apply(assign.value()), result);
        result.add(new Stmt.Assign(assign.variable(), value));
      } else if (s instanceof Stmt.Store store) {
        Expr value = share(rewrite.apply(store.value()), result);
        result.add(new Stmt.Store(store.buffer(), rewrite.apply(store.index()), value));
      } else if (s instanceof Stmt.For loop && loop.extent().equals(Expr.integer(1))) {
        result.addAll(statements(loop.body(), zero(loop.index(), rewrite)));
      } else if (s instanceof Stmt.For loop) {
        result.add(
            new Stmt.For(
                loop.index(),
                rewrite.apply(loop.extent()),
                new ArrayList<>(statements(loop.body(), rewrite))));
      }
    }
    return result;
  }

  private static UnaryOperator<Expr> zero(Expr.Var index, UnaryOperator<Expr> before) {
    return e -> before.apply(e).replace(index.name(), Expr.integer(0)).folded();
  }

  /** Gives each repeated call a variable, the widest first, since narrower ones repeat in it. */
  private Expr share(Expr value, List<Stmt> before) {
    Map<Expr, Integer> calls = new LinkedHashMap<>();
    count(value, calls);
    for (Map.Entry<Expr, Integer> entry : calls.entrySet()) {
      if (entry.getValue() > 1) {
        Expr call = innerFirst(entry.getKey(), value, calls.keySet());
        Expr.Var shared = Expr.value(((Expr.Call) call).function().text() + names++);
        before.add(new Stmt.Local(shared, share(call, before)));
        return share(value.rewrite(e -> e.equals(call) ? shared : e), before);
      }
    }
    return value;
  }

  /** Returns a call inside {@code call} that is also made outside it, else {@code call} itself. */
  private static Expr innerFirst(Expr call, Expr value, Set<Expr> calls) {
    Expr outside = value.rewrite(e -> e.equals(call) ? Expr.num(0) : e);
    return calls.stream()
        .filter(c -> !c.equals(call) && contains(call, c) && contains(outside, c))
        .findFirst()
        .orElse(call);
  }

  private static boolean contains(Expr e, Expr part) {
    return e.equals(part) || e.children().stream().anyMatch(child -> contains(child, part));
  }

  /** Counts calls, those that contain others first. */
  private static void count(Expr e, Map<Expr, Integer> calls) {
    if (e instanceof Expr.Call call && COSTLY.contains(call.function())) {
      calls.merge(e, 1, Integer::sum);
    }
    e.children().forEach(child -> count(child, calls));
  }
}
