package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Prints the loops that a strip program stands for as formulas, for the comment above it: without
 * indices, each value by its name.
 *
 * <pre>
 * max = max(layer2Linear)
 * layer2 = exp(layer2Linear - max)
 * sum = Σ layer2
 * layer2 = layer2 / sum
 * </pre>
 *
 * <p>{@code Σ} and a {@code max} of one argument run over the elements of a row or of its vectors.
 */
final class StripFormulas {

  private final IntFunction<String> labels;
  private final List<String> lines = new ArrayList<>();

  /** What the variables that a loop accumulates start from, until it does. */
  private final Map<String, Expr> starts = new HashMap<>();

  private final Set<String> accumulated = new HashSet<>();

  private StripFormulas(IntFunction<String> labels) {
    this.labels = labels;
  }

  /**
   * Returns the formulas of some statements.
   *
   * @param labels what the buffers are called
   */
  static List<String> of(List<Stmt> body, IntFunction<String> labels) {
    StripFormulas formulas = new StripFormulas(labels);
    for (Stmt s : body) {
      if (s instanceof Stmt.For loop) {
        loop.body().stream()
            .filter(Stmt.Assign.class::isInstance)
            .forEach(a -> formulas.accumulated.add(((Stmt.Assign) a).variable().name()));
      }
    }
    formulas.statements(body, false);
    return formulas.lines;
  }

  private void statements(List<Stmt> body, boolean inLoop) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Local local && accumulated.contains(local.variable().name())) {
        starts.put(local.variable().name(), local.value());
      } else if (s instanceof Stmt.Local local) {
        line(local.variable().name(), formula(local.value()));
      } else if (s instanceof Stmt.Assign assign && inLoop) {
        accumulate(assign);
      } else if (s instanceof Stmt.Assign assign) {
        line(assign.variable().name(), formula(assign.value()));
      } else if (s instanceof Stmt.Store store) {
        line(labels.apply(store.buffer()), formula(store.value()));
      } else if (s instanceof Stmt.For loop) {
        statements(loop.body(), true);
      }
    }
  }

  /** {@code sum = sum + term}, {@code max = max(max, term)} or {@code sum = fma(a, b, sum)}. */
  private void accumulate(Stmt.Assign assign) {
    String name = assign.variable().name();
    Expr before = starts.containsKey(name) ? starts.remove(name) : assign.variable();
    if (assign.value() instanceof Expr.Call max && max.function() == Function.MAX) {
      String term = "max(" + formula(max.arguments().get(1)) + ")";
      boolean first = before.equals(Expr.num(Double.NEGATIVE_INFINITY));
      line(name, first ? term : "max(" + formula(before) + ", " + term + ")");
      return;
    }
    Expr term =
        assign.value() instanceof Expr.Call fma
            ? Expr.multiply(fma.arguments().get(0), fma.arguments().get(1))
            : ((Expr.Binary) assign.value()).right();
    String sum = "Σ " + (isSum(term) ? "(" + formula(term) + ")" : formula(term));
    line(name, before.equals(Expr.num(0)) ? sum : formula(before) + " + " + sum);
  }

  private static boolean isSum(Expr e) {
    return e instanceof Expr.Select
        || e instanceof Expr.Binary binary
            && (binary.operator() == Expr.Operator.ADD
                || binary.operator() == Expr.Operator.SUBTRACT);
  }

  private void line(String name, String formula) {
    lines.add(name + " = " + formula);
  }

  private String formula(Expr e) {
    return e.rewrite(this::named).match(new LoopPrinter(null, new Formula(), " ")).toString();
  }

  /** Makes variables of what a formula writes in another way than Java. */
  private Expr named(Expr e) {
    if (e instanceof Expr.Load load) {
      String label = labels.apply(load.buffer());
      return Expr.value(
          load.index() instanceof Expr.Binary place && place.right() instanceof Expr.ToInt chosen
              ? label + "[" + ((Expr.Var) chosen.value()).name() + "]"
              : label);
    } else if (e instanceof Expr.ToFloat) {
      return Expr.value("i");
    } else if (e instanceof Expr.Num num) {
      String digits = Float.toString((float) num.value());
      return Expr.value(digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits);
    } else if (e instanceof Expr.Call call && call.function() == Function.UNIFORM) {
      return Expr.value("random");
    } else if (e instanceof Expr.Select choice
        && choice.condition().mentions(Kernel.DROPPING.name())) {
      return choice.otherwise(); // The program runs only where values are dropped.
    }
    return e;
  }

  /** Functions by their names alone. */
  private record Formula() implements LoopPrinter.Dialect {

    @Override
    public String variable(String name) {
      return name;
    }

    @Override
    public CodeBlock call(Function function, CodeBlock arguments) {
      return CodeBlock.of("$L($L)", function.text(), arguments);
    }
  }
}
