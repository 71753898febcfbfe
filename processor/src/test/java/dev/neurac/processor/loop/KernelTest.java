package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.processor.loop.Kernel.Axis;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelTest {

  private static final Expr.Var R = Expr.index("r");
  private static final Expr.Var I = Expr.index("i");
  private static final Expr.Var SUM = Expr.value("sum");

  private static final Stmt LOCAL = new Stmt.Local(SUM, Expr.num(0));
  private static final Stmt ASSIGN = new Stmt.Assign(SUM, Expr.add(SUM, Expr.load(1, I)));
  private static final Stmt LOOP = new Stmt.For(I, Kernel.STEP, List.of(ASSIGN));
  private static final Stmt STORE = new Stmt.Store(0, R, SUM);

  @Test
  void runsOverTheRowsIfItsFirstAxisDoes() {
    Axis rows = new Axis(R, Kernel.ROWS);
    Axis four = new Axis(I, Expr.integer(4));
    assertThat(Kernel.of(List.of(rows, four), List.of(STORE)).perRow()).isTrue();
    assertThat(Kernel.of(List.of(four, rows), List.of(STORE)).perRow()).isFalse();
    assertThat(Kernel.of(List.of(), List.of(STORE)).perRow()).isFalse();
  }

  @Test
  void threadsShareItsRows() {
    Axis rows = new Axis(R, Kernel.ROWS);
    Axis four = new Axis(I, Expr.integer(4));
    assertThat(Kernel.of(List.of(rows, four), List.of(STORE)).split()).containsExactly(rows);
    assertThatThrownBy(() -> new Kernel(List.of(rows, four), 2, List.of(STORE), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 of these axes cannot be shared");
  }

  /** The gradient of a 3×3 filter of 5 channels is shared in 45 parts, not in 3. */
  @Test
  void threadsShareAllAxesButTheLastWhereThereAreNoRows() {
    List<Axis> filter =
        Stream.of(3, 3, 5, 8)
            .map(extent -> new Axis(Expr.index("i" + extent), Expr.integer(extent)))
            .toList();
    assertThat(Kernel.of(filter, List.of(STORE)).split()).isEqualTo(filter.subList(0, 3));
    assertThat(Kernel.of(filter.subList(2, 4), List.of(STORE)).split())
        .isEqualTo(filter.subList(2, 3));
    assertThat(Kernel.of(filter.subList(3, 4), List.of(STORE)).split())
        .as("of a single axis a part")
        .isEqualTo(filter.subList(3, 4));
    assertThat(Kernel.of(List.of(), List.of(STORE)).split()).as("of a single point").isEmpty();
  }

  @Test
  void knowsTheArgumentsItMentions() {
    Kernel kernel = Kernel.of(List.of(new Axis(R, Kernel.ROWS)), List.of(LOCAL, LOOP, STORE));
    assertThat(kernel.mentions(Kernel.ROWS))
        .as("the outermost axis is split by the caller")
        .isFalse();
    Kernel inner =
        Kernel.of(List.of(new Axis(I, Expr.integer(4)), new Axis(R, Kernel.ROWS)), List.of(STORE));
    assertThat(inner.mentions(Kernel.ROWS)).as("an inner axis's extent").isTrue();
    assertThat(kernel.mentions(Kernel.STEP)).as("a loop's extent").isTrue();
    assertThat(kernel.mentions(Kernel.SEED)).isFalse();
    assertThat(kernel.mentions(Kernel.DROPPING)).isFalse();
    Stmt place = new Stmt.Store(0, Kernel.SEED, Expr.num(0));
    assertThat(Kernel.of(List.of(), List.of(place)).mentions(Kernel.SEED)).isTrue();
  }

  @Test
  void listsEveryExpression() {
    assertThat(Kernel.expressions(List.of(LOCAL, LOOP, STORE)))
        .containsExactly(Expr.num(0), Kernel.STEP, Expr.add(SUM, Expr.load(1, I)), R, SUM);
  }
}
