package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeafTest {

  @ParameterizedTest
  @EnumSource
  void isGivenNotComputed(Leaf.Kind kind) {
    Shape shape = Shape.row(2, 3);
    Leaf leaf = new Leaf(kind, "x", shape);
    assertThat(leaf.shape(List.of())).isEqualTo(shape);
    assertThatThrownBy(() -> leaf.lower(shape, List.of()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(leaf.toString());
  }

  @ParameterizedTest
  @EnumSource
  void hasNoInputToPassAGradientOnTo(Leaf.Kind kind) {
    GraphBuilder g = new GraphBuilder();
    Node leaf = g.add(new Leaf(kind, "x", Shape.row(2)));
    Node dy = g.add(new Leaf(Leaf.Kind.INPUT, "dy", Shape.row(2)));
    assertThat(leaf.op().vjp(g, leaf, dy)).isEmpty();
    assertThat(g.nodes()).hasSize(2);
  }
}
