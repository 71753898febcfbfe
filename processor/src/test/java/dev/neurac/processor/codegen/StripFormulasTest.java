package dev.neurac.processor.codegen;

import static dev.neurac.processor.loop.Expr.call;
import static dev.neurac.processor.loop.Expr.index;
import static dev.neurac.processor.loop.Expr.integer;
import static dev.neurac.processor.loop.Expr.load;
import static dev.neurac.processor.loop.Expr.num;
import static dev.neurac.processor.loop.Expr.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.OpCases;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.SimplifyKernel;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripFormulasTest {

  private static final Expr.Var SUM = value("sum");
  private static final Expr I = index("i");

  private static List<String> formulas(Stmt... body) {
    return StripFormulas.of(List.of(body), buffer -> List.of("y", "x", "hidden.bias").get(buffer));
  }

  private static Stmt loop(Stmt... body) {
    return new Stmt.For(index("q"), integer(10), List.of(body));
  }

  @Test
  void elementsGoByTheNamesOfTheirBuffers() {
    Expr sum = Expr.add(load(1, I), load(2, I));
    assertThat(formulas(new Stmt.Store(0, I, call(Function.MAX, sum, num(0)))))
        .containsExactly("y = max(x + hidden.bias, 0)");
  }

  @Test
  void whatALoopAccumulatesIsASum() {
    Expr difference = Expr.subtract(load(1, I), num(0.5));
    assertThat(
            formulas(
                new Stmt.Local(SUM, num(0)),
                loop(new Stmt.Assign(SUM, Expr.add(SUM, difference))),
                loop(new Stmt.Assign(SUM, call(Function.FMA, load(1, I), load(2, I), SUM))),
                new Stmt.Store(0, I, SUM)))
        .containsExactly("sum = Σ (x - 0.5)", "sum = sum + Σ x * hidden.bias", "y = sum");
  }

  @Test
  void whatASumStartsFromIsPartOfIt() {
    assertThat(
            formulas(
                new Stmt.Local(SUM, load(2, I)),
                loop(new Stmt.Assign(SUM, Expr.add(SUM, load(1, I))))))
        .containsExactly("sum = hidden.bias + Σ x");
  }

  @Test
  void theLargestElementIsAMaximumOfOneArgument() {
    Expr.Var max = value("max");
    Stmt accumulate = loop(new Stmt.Assign(max, call(Function.MAX, max, load(1, I))));
    assertThat(formulas(new Stmt.Local(max, num(Double.NEGATIVE_INFINITY)), accumulate))
        .containsExactly("max = max(x)");
    assertThat(formulas(new Stmt.Local(max, num(0)), accumulate))
        .containsExactly("max = max(0, max(x))");
  }

  /** Also dropout's, whose kernel has a branch that programs never take. */
  @Test
  void noFormulaOfAnyOperationHasAnIndexOrAnArgumentOfTheKernel() {
    for (OpCases.OpCase c : OpCases.all()) {
      Kernel kernel = SimplifyKernel.of(c.op().lower(c.result(), c.inputs()));
      List<Stmt> body = kernel.intrinsic().map(Intrinsic::rest).orElse(kernel.body());
      if (!body.isEmpty() && StripPrinter.program(kernel.axes(), body).isPresent()) {
        List<String> formulas = StripFormulas.of(body, buffer -> "buffer" + buffer);
        assertThat(formulas).as("%s", c).isNotEmpty();
        assertThat(formulas.get(formulas.size() - 1)).as("%s", c).startsWith("buffer0 = ");
        assertThat(formulas)
            .as("%s", c)
            .map(f -> f.replaceAll("buffer\\d\\[buffer\\d]", "element")) // That of a class.
            .noneMatch(f -> f.matches(".*(\\[|\\br\\b|\\bdropping\\b|\\bseed\\b).*"));
      }
    }
  }
}
