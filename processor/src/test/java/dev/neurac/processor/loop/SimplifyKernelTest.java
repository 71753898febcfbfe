package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Small kernels before and after. */
class SimplifyKernelTest {

  private static final Expr.Var R = Expr.index("r");
  private static final Expr.Var I = Expr.index("i");
  private static final Expr.Var J = Expr.index("j");
  private static final Expr.Var SUM = Expr.value("sum");
  private static final Axis ROWS = new Axis(R, Kernel.ROWS);

  private static Expr at(Expr row, int extent, Expr column) {
    return Expr.add(Expr.multiply(row, Expr.integer(extent)), column);
  }

  private static Axis axis(Expr.Var index, int extent) {
    return new Axis(index, Expr.integer(extent));
  }

  private static Expr exp(Expr e) {
    return Expr.call(Function.EXP, e);
  }

  private static Kernel simplify(List<Axis> axes, Stmt... body) {
    return SimplifyKernel.of(Kernel.of(axes, List.of(body)));
  }

  @Test
  void anInnerAxisThatRunsOnceDisappears() {
    // for r { for i < 1 { for j < 5 { y[(r·1 + i)·5 + j] = x[i]; } } }
    Stmt store = new Stmt.Store(0, at(at(R, 1, I), 5, J), Expr.load(1, I));
    assertThat(simplify(List.of(ROWS, axis(I, 1), axis(J, 5)), store))
        .isEqualTo(
            Kernel.of(
                List.of(ROWS, axis(J, 5)),
                List.of(new Stmt.Store(0, at(R, 5, J), Expr.load(1, Expr.integer(0))))));
  }

  @Test
  void severalAxesDisappearTogether() {
    Stmt store = new Stmt.Store(0, at(at(R, 1, I), 1, J), Expr.load(1, at(I, 7, J)));
    assertThat(simplify(List.of(ROWS, axis(I, 1), axis(J, 1)), store))
        .isEqualTo(
            Kernel.of(List.of(ROWS), List.of(new Stmt.Store(0, R, Expr.load(1, Expr.integer(0))))));
  }

  /** Threads share the outermost axis, whatever its extent. */
  @Test
  void theOutermostAxisStays() {
    Stmt store = new Stmt.Store(0, I, Expr.num(0));
    Kernel kernel = Kernel.of(List.of(axis(I, 1)), List.of(store));
    assertThat(SimplifyKernel.of(kernel)).isEqualTo(kernel);
    Kernel point = Kernel.of(List.of(), List.of(new Stmt.Store(0, Expr.integer(0), Expr.num(0))));
    assertThat(SimplifyKernel.of(point)).isEqualTo(point);
  }

  @Test
  void aLoopThatRunsOnceLeavesItsBody() {
    Stmt add = new Stmt.Assign(SUM, Expr.add(SUM, Expr.load(1, at(R, 1, I))));
    assertThat(
            simplify(
                List.of(ROWS),
                new Stmt.Local(SUM, Expr.num(0)),
                new Stmt.For(I, Expr.integer(1), List.of(add)),
                new Stmt.Store(0, R, SUM)))
        .isEqualTo(
            Kernel.of(
                List.of(ROWS),
                List.of(
                    new Stmt.Local(SUM, Expr.num(0)),
                    new Stmt.Assign(SUM, Expr.add(SUM, Expr.load(1, R))),
                    new Stmt.Store(0, R, SUM))));
  }

  @Test
  void loopsInsideLoopsAreSimplified() {
    Stmt inner = new Stmt.For(J, Expr.integer(1), List.of(new Stmt.Store(0, at(I, 1, J), SUM)));
    Stmt outer = new Stmt.For(I, Expr.integer(3), List.of(inner));
    assertThat(simplify(List.of(), new Stmt.Local(SUM, Expr.num(0)), outer).body())
        .containsExactly(
            new Stmt.Local(SUM, Expr.num(0)),
            new Stmt.For(I, Expr.integer(3), List.of(new Stmt.Store(0, I, SUM))));
  }

  @Test
  void aCostlyCallIsMadeOnce() {
    Expr e = exp(Expr.load(1, R));
    // y[r] = exp(x[r]) / (exp(x[r]) + 1)
    Expr value = Expr.divide(e, Expr.add(e, Expr.num(1)));
    Expr.Var exp0 = Expr.value("exp0");
    assertThat(simplify(List.of(ROWS), new Stmt.Store(0, R, value)))
        .isEqualTo(
            Kernel.of(
                List.of(ROWS),
                List.of(
                    new Stmt.Local(exp0, e),
                    new Stmt.Store(0, R, Expr.divide(exp0, Expr.add(exp0, Expr.num(1)))))));
  }

  @Test
  void aCallInsideARepeatedCallIsMadeOnceWithIt() {
    Expr inner = exp(SUM);
    Expr outer = Expr.call(Function.TANH, Expr.add(inner, Expr.num(1)));
    Expr.Var tanh0 = Expr.value("tanh0");
    assertThat(
            simplify(
                    List.of(),
                    new Stmt.Local(SUM, Expr.num(2)),
                    new Stmt.Store(0, Expr.integer(0), Expr.multiply(outer, outer)))
                .body())
        .containsExactly(
            new Stmt.Local(SUM, Expr.num(2)),
            new Stmt.Local(tanh0, outer),
            new Stmt.Store(0, Expr.integer(0), Expr.multiply(tanh0, tanh0)));
  }

  @Test
  void aCallThatAlsoStandsAloneIsSharedWithTheCallAroundIt() {
    Expr inner = exp(SUM);
    Expr outer = Expr.call(Function.TANH, inner);
    Expr value = Expr.add(Expr.multiply(outer, outer), inner);
    Kernel kernel =
        Kernel.of(
            List.of(),
            List.of(new Stmt.Local(SUM, Expr.num(0.3)), new Stmt.Store(0, Expr.integer(0), value)));
    Kernel simplified = SimplifyKernel.of(kernel);
    long calls =
        Kernel.expressions(simplified.body()).stream().mapToLong(e -> count(e, Function.EXP)).sum();
    assertThat(calls).as(simplified.toString()).isEqualTo(1);
    assertThat(run(simplified)).isEqualTo(run(kernel));
  }

  private static long count(Expr e, Function function) {
    long here = e instanceof Expr.Call call && call.function() == function ? 1 : 0;
    return here + e.children().stream().mapToLong(child -> count(child, function)).sum();
  }

  private static double run(Kernel kernel) {
    double[] y = new double[1];
    Interpreter.run(kernel, List.of(y), Arguments.predict(1));
    return y[0];
  }

  @Test
  void whatIsCheapOrDiffersIsLeftAlone() {
    Expr max = Expr.call(Function.MAX, SUM, Expr.num(0));
    Expr value =
        Expr.add(Expr.multiply(max, max), Expr.add(exp(SUM), exp(Expr.call(Function.NEGATE, SUM))));
    Kernel kernel =
        Kernel.of(
            List.of(),
            List.of(new Stmt.Local(SUM, Expr.num(2)), new Stmt.Store(0, Expr.integer(0), value)));
    assertThat(SimplifyKernel.of(kernel)).isEqualTo(kernel);
  }

  /** The shared call depends on the loop's index, so it is made inside. */
  @Test
  void callsAreSharedWhereTheyAreMade() {
    Expr e = exp(Expr.load(1, I));
    Stmt loop =
        new Stmt.For(
            I, Expr.integer(3), List.of(new Stmt.Assign(SUM, Expr.add(SUM, Expr.multiply(e, e)))));
    Expr.Var exp0 = Expr.value("exp0");
    assertThat(simplify(List.of(), new Stmt.Local(SUM, Expr.num(0)), loop).body().get(1))
        .isEqualTo(
            new Stmt.For(
                I,
                Expr.integer(3),
                List.of(
                    new Stmt.Local(exp0, e),
                    new Stmt.Assign(SUM, Expr.add(SUM, Expr.multiply(exp0, exp0))))));
  }

  @Test
  void sharedCallsOfSeveralStatementsHaveNamesOfTheirOwn() {
    Expr a = exp(Expr.load(1, Expr.integer(0)));
    Expr b = exp(Expr.load(1, Expr.integer(1)));
    Kernel kernel =
        simplify(
            List.of(),
            new Stmt.Store(0, Expr.integer(0), Expr.multiply(a, a)),
            new Stmt.Store(0, Expr.integer(1), Expr.multiply(b, b)));
    double[] y = new double[2];
    Interpreter.run(kernel, List.of(y, new double[] {0, 1}), Arguments.predict(1));
    assertThat(y).containsExactly(1, Math.E * Math.E);
  }

  @Test
  void theRestOfAProductIsSimplifiedLikeTheLoops() {
    Expr e = exp(Expr.load(0, at(R, 1, I)));
    Stmt rest = new Stmt.Store(0, at(R, 1, I), Expr.multiply(e, e));
    Product product = new Product(Product.Layout.PLAIN, 1, false, 5, 1, List.of(rest));
    Kernel kernel =
        SimplifyKernel.of(
            Kernel.of(List.of(ROWS, axis(I, 1)), List.of(rest), Optional.of(product)));
    Expr.Var exp0 = Expr.value("exp0");
    List<Stmt> expected =
        List.of(
            new Stmt.Local(exp0, exp(Expr.load(0, R))),
            new Stmt.Store(0, R, Expr.multiply(exp0, exp0)));
    assertThat(kernel.axes()).containsExactly(ROWS);
    assertThat(kernel.body()).isEqualTo(expected);
    assertThat(kernel.intrinsic())
        .contains(new Product(Product.Layout.PLAIN, 1, false, 5, 1, expected));
  }

  /** The gradient of a filter of 1×3 over one channel: of its axes 1×3×1×8 two remain to share. */
  @Test
  void threadsShareWhatRemainsOfTheAxesTheyShared() {
    Expr.Var k = Expr.index("k");
    List<Kernel.Axis> axes = List.of(axis(R, 1), axis(I, 3), axis(J, 1), axis(k, 8));
    Expr at = Expr.add(Expr.multiply(I, Expr.integer(8)), k);
    Kernel kernel = SimplifyKernel.of(Kernel.of(axes, List.of(new Stmt.Store(0, at, Expr.num(1)))));
    assertThat(kernel.axes()).containsExactly(axis(R, 1), axis(I, 3), axis(k, 8));
    assertThat(kernel.split()).containsExactly(axis(R, 1), axis(I, 3));
  }

  /** What a thread took whole does not become what threads share. */
  @Test
  void theLastAxisStaysWholeWhereThoseBeforeItRunOnce() {
    List<Kernel.Axis> axes = List.of(axis(R, 1), axis(I, 1), axis(J, 8));
    Kernel kernel = SimplifyKernel.of(Kernel.of(axes, List.of(new Stmt.Store(0, J, Expr.num(1)))));
    assertThat(kernel.axes()).containsExactly(axis(R, 1), axis(J, 8));
    assertThat(kernel.split()).containsExactly(axis(R, 1));
  }
}
