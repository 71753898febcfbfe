package dev.neurac.processor.passes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pass that breaks a graph is named, and what it broke. */
class GraphVerifierTest {

  private static final Graph GRAPH =
      GraphReader.read(
          """
          %0 = input x : [rows, 2]  // x
          %1 = RELU(%0) : [rows, 2]  // a
          %2 = TANH(%1) : [rows, 2]  // b
          -> prediction %2
          """);

  /** A pass whose result is given. */
  private record Break(Graph result) implements Pass {
    @Override
    public Graph run(Graph graph) {
      return result;
    }

    @Override
    public String toString() {
      return "Break";
    }
  }

  private static void blames(Graph result, String message) {
    Pass harmless = new ForPrediction();
    assertThatThrownBy(() -> Plans.run(GRAPH, List.of(harmless, new Break(result), harmless)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(message);
  }

  private static Graph with(int place, Node node) {
    List<Node> nodes = new ArrayList<>(GRAPH.nodes());
    nodes.set(place, node);
    return new Graph(nodes, GRAPH.outputs());
  }

  @Test
  void aGraphThatIsWellFormedPasses() {
    assertThatCode(() -> GraphVerifier.verify(GRAPH, "nobody")).doesNotThrowAnyException();
  }

  @Test
  void anIdIsThePlaceOfItsNode() {
    Node a = GRAPH.nodes().get(1);
    blames(
        with(1, new Node(7, a.op(), a.inputs(), a.shape(), "a", "", false)),
        "Break broke %7 = RELU(%0) : [rows, 2]  // a: its id is not its place, 1");
  }

  @Test
  void anInputIsBeforeItsNode() {
    Node a = GRAPH.nodes().get(1);
    Node b = GRAPH.nodes().get(2);
    blames(
        with(1, new Node(1, a.op(), List.of(b), a.shape(), "a", "", false)),
        "Break broke %1 = RELU(%2) : [rows, 2]  // a: its input %2 = TANH(%1)");
  }

  @Test
  void anInputIsANodeOfTheSameGraph() {
    Node a = GRAPH.nodes().get(1);
    Node elsewhere = GraphReader.read(GRAPH.toString()).nodes().get(0);
    blames(
        with(1, new Node(1, a.op(), List.of(elsewhere), a.shape(), "a", "", false)),
        "Break broke %1 = RELU(%0) : [rows, 2]  // a: its input %0 = input x");
  }

  @Test
  void aShapeIsWhatTheOperationMakesOfItsInputs() {
    Node b = GRAPH.nodes().get(2);
    blames(
        with(2, new Node(2, b.op(), b.inputs(), Shape.row(3), "b", "", false)),
        "Break broke %2 = TANH(%1) : [rows, 3]  // b: its shape is [rows, 2]");
  }

  @Test
  void anOutputIsANodeOfTheGraph() {
    Node elsewhere = GraphReader.read(GRAPH.toString()).nodes().get(2);
    blames(
        new Graph(GRAPH.nodes(), List.of(new Output(Output.Kind.PREDICTION, "", elsewhere))),
        "Break broke %2 = TANH(%1) : [rows, 2]  // b: it is not there");
  }

  @Test
  void aNodeLeavesOnce() {
    Node b = GRAPH.nodes().get(2);
    blames(
        new Graph(
            GRAPH.nodes(),
            List.of(
                new Output(Output.Kind.PREDICTION, "", b), new Output(Output.Kind.LOSS, "", b))),
        "Break made one node leave the graph twice:\n%0 = input x");
  }

  @Test
  void whatComesBeforeThePassesIsTheCheckers() {
    Graph broken = with(1, GRAPH.nodes().get(2));
    CheckedModel model = new CheckedModel(null, List.of(), Map.of(), List.of(), List.of(), broken);
    assertThatThrownBy(() -> Plans.of(model))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the checker broke");
  }
}
