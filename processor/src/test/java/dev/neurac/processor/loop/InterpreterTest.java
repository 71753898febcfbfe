package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.math.CounterRandom;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference itself: what it computes, and that it refuses kernels that are not well formed. */
class InterpreterTest {

  private static final Expr.Var R = Expr.index("r");
  private static final Expr.Var I = Expr.index("i");
  private static final Expr.Var SUM = Expr.value("sum");
  private static final Expr ZERO = Expr.integer(0);

  @Test
  void sumsTheRowsOfAMatrix() {
    Expr at = Expr.add(Expr.multiply(R, Expr.integer(3)), I);
    Kernel kernel =
        Kernel.of(
            List.of(new Axis(R, Kernel.ROWS)),
            List.of(
                new Stmt.Local(SUM, Expr.num(0)),
                new Stmt.For(
                    I,
                    Expr.integer(3),
                    List.of(new Stmt.Assign(SUM, Expr.add(SUM, Expr.load(1, at))))),
                new Stmt.Store(0, R, SUM)));
    double[] sums = new double[2];
    Interpreter.run(kernel, List.of(sums, new double[] {1, 2, 3, 4, 5, 6}), Arguments.predict(2));
    assertThat(sums).containsExactly(6, 15);
  }

  @Test
  void readsWhatItHasWritten() {
    double[] y = {5};
    run(y, new Stmt.Store(0, ZERO, Expr.multiply(Expr.load(0, ZERO), Expr.num(2))));
    assertThat(y).containsExactly(10);
  }

  @Test
  void intsWrapAroundAndDivideTowardsZero() {
    Expr wrapped = Expr.add(Expr.integer(Integer.MAX_VALUE), Expr.integer(1));
    Expr isMin = new Compare(Relation.EQUAL, wrapped, Expr.integer(Integer.MIN_VALUE));
    assertThat(value(new Select(isMin, Expr.num(1), Expr.num(0)))).isEqualTo(1);
    Expr quotient = Expr.divide(Expr.integer(-7), Expr.integer(2));
    Expr isMinusThree = new Compare(Relation.EQUAL, quotient, Expr.integer(-3));
    assertThat(value(new Select(isMinusThree, Expr.num(1), Expr.num(0)))).isEqualTo(1);
  }

  @Test
  void passesTheArgumentsOn() {
    Expr random =
        Expr.call(Function.UNIFORM, Kernel.SEED, Kernel.STEP, Kernel.ROWS, Kernel.DROPPING);
    double[] y = new double[1];
    Interpreter.run(
        Kernel.of(List.of(), List.of(new Stmt.Store(0, ZERO, random))),
        List.of(y),
        new Arguments(3, 42, 7, true));
    assertThat(y).containsExactly(CounterRandom.uniform(42, 7, 3, 1));
  }

  @Test
  void refusesAnIndexOutsideItsBuffer() {
    refused("index 1 is outside buffer 0 of 1 elements", store(Expr.integer(1), Expr.num(0)));
    refused("index -1 is outside buffer 0 of 1 elements", store(Expr.integer(-1), Expr.num(0)));
    refused(
        "index 9 is outside buffer 1 of 2 elements", store(ZERO, Expr.load(1, Expr.integer(9))));
    refused("there is no buffer 2", store(ZERO, Expr.load(2, ZERO)));
  }

  @Test
  void refusesToWriteAnInput() {
    refused("only buffer 0 is written", new Stmt.Store(1, ZERO, Expr.num(0)));
  }

  @Test
  void refusesToWriteAnotherRow() {
    Kernel kernel = Kernel.of(List.of(new Axis(R, Kernel.ROWS)), List.of(store(ZERO, Expr.num(0))));
    assertThatThrownBy(() -> Interpreter.run(kernel, List.of(new double[2]), Arguments.predict(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("row 1 writes element 0");
  }

  @Test
  void refusesVariablesThatJavaWouldRefuse() {
    Stmt local = new Stmt.Local(SUM, Expr.num(0));
    refused("is not declared", store(ZERO, SUM));
    refused("is declared already", local, local);
    refused("is declared already", local, new Stmt.For(I, Expr.integer(1), List.of(local)));
    refused("is declared already", new Stmt.For(Kernel.ROWS, Expr.integer(1), List.of()));
    refused("cannot be assigned", new Stmt.Assign(SUM, Expr.num(0)));
    refused("cannot be assigned", new Stmt.Assign(Kernel.ROWS, ZERO));
    refused("is not declared", new Stmt.For(I, Expr.integer(1), List.of(local)), store(ZERO, SUM));
  }

  @Test
  void refusesValuesOfAnotherType() {
    refused("INT is needed", new Stmt.Local(I, Expr.num(0)));
    refused("FLOAT is needed", store(ZERO, ZERO));
    refused("INT is needed", store(Expr.num(0), Expr.num(0)));
    refused("INT is needed", new Stmt.For(I, Expr.num(1), List.of()));
    refused(
        "INT is needed", new Stmt.Local(SUM, Expr.num(0)), store(Expr.index("sum"), Expr.num(0)));
  }

  @Test
  void namesTheStatementAndTheKernel() {
    Stmt store = store(Expr.integer(5), Expr.num(0));
    refused("in " + store, store);
    refused("of " + Kernel.of(List.of(), List.of(store)), store);
  }

  private static Stmt store(Expr index, Expr value) {
    return new Stmt.Store(0, index, value);
  }

  private static double value(Expr e) {
    double[] y = new double[1];
    run(y, store(ZERO, e));
    return y[0];
  }

  private static void run(double[] y, Stmt... body) {
    Interpreter.run(
        Kernel.of(List.of(), List.of(body)), List.of(y, new double[2]), Arguments.predict(1));
  }

  private static void refused(String message, Stmt... body) {
    assertThatThrownBy(() -> run(new double[1], body))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}
