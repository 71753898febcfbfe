package dev.neurac.processor.ir;

import static dev.neurac.processor.ir.Shape.fixed;
import static dev.neurac.processor.ir.Shape.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Activation;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.loop.Product.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

  private final GraphBuilder g = new GraphBuilder().of("features", false);
  private final Node x = g.add(new Leaf(Leaf.Kind.INPUT, "features", row(3)));

  private Node dense(Node input, String layer, int out, Activation activation) {
    g.of(layer, false);
    Shape weights = fixed(input.shape().last(), out);
    Node w = g.add(new Leaf(Leaf.Kind.PARAMETER, layer + ".weight", weights));
    Node b = g.add(new Leaf(Leaf.Kind.PARAMETER, layer + ".bias", fixed(out)));
    Node y = g.add(new BiasAdd(), g.add(new MatMul(Layout.PLAIN), input, w), b);
    return g.add(new Pointwise(activation), y);
  }

  @Test
  void shapesAndNumbersNodesAsTheyAreAdded() {
    Node y = dense(x, "hidden", 5, Activation.TANH);
    assertThat(y.shape()).isEqualTo(row(5));
    assertThat(y.id()).isEqualTo(5);
    assertThat(y.layer()).isEqualTo("hidden");
    assertThat(y.inputs()).containsExactly(g.nodes().get(4));
    assertThat(y.inputShapes()).containsExactly(row(5));
    assertThat(g.nodes()).hasSize(6).first().isSameAs(x);
  }

  @Test
  void printsALineForEachNodeAndOneForTheOutputs() {
    Node y = dense(x, "hidden", 5, Activation.TANH);
    Node dy = g.of("hidden", true).add(new Leaf(Leaf.Kind.ROW_WEIGHT, "dy", row(5)));
    Node db = g.add(new SumRows(), dy);
    Graph graph =
        g.build(
            List.of(
                new Output(Output.Kind.PREDICTION, "", y),
                new Output(Output.Kind.GRADIENT, "hidden.bias", db)));
    assertThat(graph)
        .hasToString(
            """
            %0 = input features : [rows, 3]  // features
            %1 = parameter hidden.weight : [3, 5]  // hidden
            %2 = parameter hidden.bias : [5]  // hidden
            %3 = x·W(%0, %1) : [rows, 5]  // hidden
            %4 = BiasAdd(%3, %2) : [rows, 5]  // hidden
            %5 = TANH(%4) : [rows, 5]  // hidden
            %6 = row_weight dy : [rows, 5]  // gradient of hidden
            %7 = SumRows(%6) : [5]  // gradient of hidden
            -> prediction %5, gradient hidden.bias %7
            """);
  }

  @Test
  void keepsOnlyWhatTheOutputsNeedNumberedAnew() {
    Node unused = dense(x, "unused", 4, Activation.RELU);
    Node y = dense(x, "output", 2, Activation.IDENTITY);
    dense(unused, "afterwards", 1, Activation.IDENTITY);
    Graph graph = g.build(List.of(new Output(Output.Kind.PREDICTION, "", y)));
    assertThat(graph.nodes()).extracting(Node::layer).doesNotContain("unused", "afterwards");
    assertThat(graph.nodes()).extracting(Node::id).containsExactly(0, 1, 2, 3, 4, 5);
    Node output = graph.outputs(Output.Kind.PREDICTION).get(0).node();
    assertThat(output).isSameAs(graph.nodes().get(5)).isNotSameAs(y);
    assertThat(output.shape()).isEqualTo(row(2));
    assertThat(graph.outputs(Output.Kind.LOSS)).isEmpty();
    for (Node node : graph.nodes()) {
      assertThat(graph.nodes().subList(0, node.id())).containsAll(node.inputs());
    }
    assertThat(y.id()).as("the builder's own nodes stay").isEqualTo(10);
  }

  @Test
  void buildingAnewChangesNothing() {
    Node y = dense(x, "hidden", 5, Activation.TANH);
    List<Output> outputs = List.of(new Output(Output.Kind.PREDICTION, "", y));
    assertThat(g.build(outputs)).hasToString(g.build(outputs).toString());
  }

  @Test
  void oneNodeMayBeTwoOutputsAndAnInputTwice() {
    Node twice = g.add(new Add(), x, x);
    Graph graph =
        g.build(
            List.of(
                new Output(Output.Kind.PREDICTION, "", twice),
                new Output(Output.Kind.GRADIENT, "w", twice)));
    assertThat(graph.nodes()).hasSize(2);
    assertThat(graph.outputs().get(0).node()).isSameAs(graph.outputs().get(1).node());
    assertThat(graph.consumers().get(graph.nodes().get(0))).hasSize(2);
    assertThat(graph.consumers().get(graph.nodes().get(1))).isEmpty();
  }

  @Test
  void buildsANetworkDeeperThanTheStack() {
    Node y = x;
    for (int i = 0; i < 50_000; i++) {
      y = g.add(new Pointwise(Activation.TANH), y);
    }
    assertThat(g.build(List.of(new Output(Output.Kind.PREDICTION, "", y))).nodes()).hasSize(50_001);
  }

  @Test
  void saysWhatDoesNotFit() {
    Node w = g.add(new Leaf(Leaf.Kind.PARAMETER, "w", fixed(4, 2)));
    assertThatThrownBy(() -> g.tryAdd(new MatMul(Layout.PLAIN), List.of(x, w)))
        .isInstanceOf(ShapeMismatch.class)
        .hasMessage("the inner extents of [rows, 3] and [4, 2] differ");
    assertThatThrownBy(() -> g.add(new MatMul(Layout.PLAIN), x, w))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x·W: the inner extents of [rows, 3] and [4, 2] differ");
    assertThat(g.nodes()).as("nothing was added").containsExactly(x, w);
  }

  @Test
  void copiesANodeWithItsLayer() {
    Node gradient = g.of("hidden", true).add(new Pointwise(Activation.TANH), x);
    Node copy = g.of("other", false).copy(gradient, new Pointwise(Activation.RELU), List.of(x));
    assertThat(copy).hasToString("%2 = RELU(%0) : [rows, 3]  // gradient of hidden");
  }

  @Test
  void equalNodesAreTheSameNode() {
    Node a = g.add(new Pointwise(Activation.TANH), x);
    Node b = new Node(a.id(), a.op(), a.inputs(), a.shape(), a.layer(), a.part(), a.gradient());
    assertThat(a).isNotEqualTo(b).hasToString(b.toString());
  }

  @Test
  void gradientsAreCalledByTheInputThatTheyAreBy() {
    Node hidden = dense(x, "hidden", 3, Activation.TANH);
    g.of("norm", "normalized", false);
    Node normalized = g.add(new Normalize(true, 1e-5), hidden);
    Node weight = g.of("norm", false).add(new Leaf(Leaf.Kind.PARAMETER, "norm.weight", fixed(3)));
    Node norm = g.add(new Multiply(), normalized, weight);
    g.of("joined", false);
    Node joined = g.add(new Concat(0), hidden, norm, hidden);

    assertThat(part(g.by(normalized, 0))).isEmpty();
    assertThat(part(g.by(norm, 0))).isEqualTo("normalized");
    assertThat(part(g.by(norm, 1))).isEqualTo("weight");
    assertThat(part(g.termsBy(norm, 1))).isEqualTo("unsummed weight");
    assertThat(part(g.by(joined, 0))).isEqualTo("hidden1");
    assertThat(part(g.by(joined, 1))).isEqualTo("norm");
    assertThat(part(g.by(joined, 2))).isEqualTo("hidden3");
  }

  private static String part(GraphBuilder g) {
    Node gradient = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "dy", row(3)));
    assertThat(gradient.gradient()).isTrue();
    return gradient.part();
  }
}
