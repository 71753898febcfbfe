package dev.neurac.processor.ir;

import static dev.neurac.processor.ir.Shape.fixed;
import static dev.neurac.processor.ir.Shape.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Interpreter;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

class LoopAxesTest {

  private static final Expr R = Expr.index("r");
  private static final Expr I = Expr.index("i");
  private static final Expr J = Expr.index("j");

  @Test
  void namesItsIndicesFromTheRowInwards() {
    assertThat(names(LoopAxes.of(row(2, 3, 4)))).containsExactly("r", "i", "j", "k");
    assertThat(names(LoopAxes.of(fixed(2, 3)))).containsExactly("i", "j");
    assertThat(names(LoopAxes.lead(row(2, 3)))).containsExactly("r", "i");
    assertThat(names(LoopAxes.lead(row(2)))).containsExactly("r");
    assertThat(names(LoopAxes.of(row()))).containsExactly("r");
    assertThat(names(LoopAxes.of(fixed()))).isEmpty();
  }

  private static List<String> names(LoopAxes axes) {
    return axes.list().stream().map(axis -> axis.index().name()).toList();
  }

  @Test
  void isFlatWithoutZerosAndOnes() {
    assertThat(LoopAxes.of(row()).flatIndex()).isEqualTo(R);
    assertThat(LoopAxes.of(row(1)).flatIndex()).isEqualTo(Expr.add(R, I));
    assertThat(LoopAxes.of(row(5)).flatIndex()).isEqualTo(place(R, 5, I));
    assertThat(LoopAxes.of(row(5, 3)).flatIndex()).isEqualTo(place(place(R, 5, I), 3, J));
    assertThat(LoopAxes.of(row(5, 3)).flatIndexWithoutInnermost()).isEqualTo(place(R, 5, I));
    assertThat(LoopAxes.of(row(5)).flatIndexWithoutInnermost()).isEqualTo(R);
    assertThat(LoopAxes.of(fixed(5)).flatIndexWithoutInnermost()).isEqualTo(Expr.integer(0));
    assertThat(LoopAxes.of(fixed()).flatIndex()).isEqualTo(Expr.integer(0));
    assertThat(LoopAxes.of(row(5, 3)).innermost()).isEqualTo(J);
    assertThat(LoopAxes.of(row(5, 3)).row()).isEqualTo(R);
  }

  @Test
  void broadcastsWhatDoesNotTellPointsApart() {
    LoopAxes axes = LoopAxes.of(row(5, 3));
    assertThat(axes.indexIn(row(5, 3))).isEqualTo(axes.flatIndex());
    assertThat(axes.indexIn(fixed(5, 3))).isEqualTo(place(I, 3, J));
    assertThat(axes.indexIn(fixed(3))).isEqualTo(J);
    assertThat(axes.indexIn(row(3))).isEqualTo(place(R, 3, J));
    assertThat(axes.indexIn(row())).isEqualTo(R);
    assertThat(axes.indexIn(fixed())).isEqualTo(Expr.integer(0));
    assertThat(axes.indexIn(row(5, 1))).isEqualTo(place(R, 5, I));
    assertThat(axes.indexIn(row(1, 3))).isEqualTo(place(R, 3, J));
    assertThat(axes.indexIn(fixed(5, 1))).isEqualTo(I);
    assertThat(axes.indexIn(row(1))).isEqualTo(R);
    assertThat(LoopAxes.of(row(1)).indexIn(row(1))).isEqualTo(Expr.add(R, I));
    assertThat(LoopAxes.of(fixed(3)).indexIn(fixed(3))).isEqualTo(I);
  }

  private static Expr place(Expr outer, int extent, Expr inner) {
    return Expr.add(Expr.multiply(outer, Expr.integer(extent)), inner);
  }

  @Test
  void refusesAShapeThatIsNoPartOfItsOwn() {
    LoopAxes axes = LoopAxes.of(row(5, 3));
    for (Shape other :
        List.of(row(5), fixed(4), fixed(3, 5), row(2, 5, 3), row(1, 5, 3), row(5, 2))) {
      assertThatThrownBy(() -> axes.indexIn(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(other + " does not broadcast to [5, 3]");
    }
  }

  @Test
  void refusesRowsWhereThereAreNone() {
    for (Shape other : List.of(row(3), row())) {
      assertThatThrownBy(() -> LoopAxes.of(fixed(3)).indexIn(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(other + " does not broadcast to [3]");
    }
  }

  static Stream<ArgumentSet> broadcasts() {
    return Stream.of(
        spread(row(2, 3), row(2, 3), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        spread(row(2, 3), fixed(2, 3), 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5),
        spread(row(2, 3), row(3), 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5),
        spread(row(2, 3), fixed(3), 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2),
        spread(row(2, 3), row(2, 1), 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3),
        spread(row(2, 3), row(1, 3), 0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5),
        spread(row(2, 3), fixed(2, 1), 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1),
        spread(row(2, 3), row(), 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
        spread(row(2, 3), fixed(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static ArgumentSet spread(Shape whole, Shape part, double... places) {
    return argumentSet(part + " over " + whole, whole, part, places);
  }

  @ParameterizedTest
  @MethodSource("broadcasts")
  void computesWhereTheElementLies(Shape whole, Shape part, double[] places) {
    LoopAxes axes = LoopAxes.of(whole);
    double[] numbers = new double[GraphInterpreter.elements(part, 2)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    double[] found = new double[GraphInterpreter.elements(whole, 2)];
    Stmt store = new Stmt.Store(0, axes.flatIndex(), Expr.load(1, axes.indexIn(part)));
    Interpreter.run(
        Kernel.of(axes.list(), List.of(store)), List.of(found, numbers), Arguments.predict(2));
    assertThat(found).containsExactly(places);
  }
}
