package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  private static final Shape IMAGE = Shape.row(3, 4, 5);

  @Test
  void countsItsElementsWithoutTheBatch() {
    assertThat(IMAGE.rank()).isEqualTo(3);
    assertThat(IMAGE.dim(1)).isEqualTo(4);
    assertThat(IMAGE.last()).isEqualTo(5);
    assertThat(IMAGE.size()).isEqualTo(60);
    assertThat(IMAGE.lead()).isEqualTo(12);
    assertThat(IMAGE.product(1, 3)).isEqualTo(20);
    assertThat(IMAGE.product(1, 1)).isEqualTo(1);
    assertThat(Shape.row(7).lead()).isEqualTo(1);
    assertThat(Shape.row().size()).isEqualTo(1);
    assertThat(Shape.fixed(3, 4, 5).size()).isEqualTo(60);
  }

  @Test
  void tellsWhatEachRowHasFromWhatThereIsOnce() {
    assertThat(Shape.row(3))
        .isNotEqualTo(Shape.fixed(3))
        .isEqualTo(new Shape(Shape.Batch.ROWS, List.of(3)));
  }

  @Test
  void changesOneExtent() {
    assertThat(IMAGE.with(0, 1)).isEqualTo(Shape.row(1, 4, 5));
    assertThat(IMAGE.withLast(9)).isEqualTo(Shape.row(3, 4, 9));
    assertThat(Shape.fixed(2, 3).with(1, 8)).isEqualTo(Shape.fixed(2, 8));
    assertThat(IMAGE).isEqualTo(Shape.row(3, 4, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesAnExtentBelowOne(int extent) {
    assertThatThrownBy(() -> Shape.row(2, extent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an extent is at least 1, not " + extent);
    assertThatThrownBy(() -> IMAGE.withLast(extent)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToCountPastTheIntRange() {
    Shape huge = Shape.row(50_000, 50_000, 2);
    assertThatThrownBy(huge::size).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(huge::lead).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void keepsItsOwnExtents() {
    List<Integer> dims = new ArrayList<>(List.of(2, 3));
    Shape shape = new Shape(Shape.Batch.ROWS, dims);
    dims.set(0, 9);
    assertThat(shape).isEqualTo(Shape.row(2, 3));
  }

  @Test
  void printsAsUsersReadIt() {
    assertThat(Shape.row(1, 28, 28).text()).isEqualTo("1×28×28");
    assertThat(Shape.fixed(7).text()).isEqualTo("7");
    assertThat(Shape.row().text()).isEqualTo("1");
  }

  @Test
  void printsWithItsBatch() {
    assertThat(IMAGE).hasToString("[rows, 3, 4, 5]");
    assertThat(Shape.row()).hasToString("[rows]");
    assertThat(Shape.fixed(3, 4)).hasToString("[3, 4]");
    assertThat(Shape.fixed()).hasToString("[]");
  }
}
