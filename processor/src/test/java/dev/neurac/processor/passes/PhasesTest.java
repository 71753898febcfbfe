package dev.neurac.processor.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Activation;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.CrossEntropy;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.MatMul;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Product.Layout;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phases in which any lane may compute anything. */
class PhasesTest {

  /** So many layers of one size: places in scratch are used again and again. */
  private static Plan training(int layers) {
    GraphBuilder g = new GraphBuilder();
    Map<String, Integer> offsets = new LinkedHashMap<>();
    Node x = g.of("x", false).add(new Leaf(Leaf.Kind.INPUT, "x", Shape.row(4)));
    Node t = g.add(new Leaf(Leaf.Kind.TARGET, "", Shape.row(4)));
    for (int i = 0; i < layers; i++) {
      String name = "layer" + i;
      g.of(name, false);
      offsets.put(name + ".weight", i * 20);
      offsets.put(name + ".bias", i * 20 + 16);
      Node w = g.add(new Leaf(Leaf.Kind.PARAMETER, name + ".weight", Shape.fixed(4, 4)));
      Node b = g.add(new Leaf(Leaf.Kind.PARAMETER, name + ".bias", Shape.fixed(4)));
      Node linear = g.add(new BiasAdd(), g.add(new MatMul(Layout.PLAIN), x, w), b);
      x = g.add(new Pointwise(Activation.RELU), linear);
    }
    Node loss = g.of("loss", false).add(new CrossEntropy(), x, t);
    Graph graph = g.build(List.of(new Output(Output.Kind.LOSS, "", loss)));
    Graph differentiated = Plans.run(graph, List.of(new Differentiate(), new FuseElementwise()));
    return PlanMemory.plan(
        differentiated, new ExternalArrays(List.of("x"), List.of(""), offsets), true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void everyKernelIsInOneOfThem(int layers) {
    Plan plan = training(layers);
    List<Launch> launches = Phases.of(plan).stream().flatMap(List::stream).toList();
    assertThat(launches).containsExactlyInAnyOrderElementsOf(plan.launches());
    // Each layer forward and backward, the loss with its gradient, and the last slope by itself.
    assertThat(Phases.of(plan)).hasSize(2 * layers + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void withinAPhaseNobodyWaits(int layers) {
    for (List<Launch> phase : Phases.of(training(layers))) {
      for (Launch a : phase) {
        for (Launch b : phase) {
          if (a != b) {
            assertThat(b.buffers()).noneMatch(buffer -> overlap(a.buffers().get(0), buffer));
          }
        }
      }
    }
  }

  /** Each float of a row by itself. */
  private static boolean overlap(Buffer a, Buffer b) {
    Set<Integer> floats = new HashSet<>();
    for (int i = 0; i < a.shape().size(); i++) {
      floats.add(a.offset() + i);
    }
    for (int i = 0; i < b.shape().size(); i++) {
      if (a.place() == b.place() && floats.contains(b.offset() + i)) {
        return true;
      }
    }
    return false;
  }

  /** What a kernel reads was written last by the same kernel as in the plan's order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void everyKernelReadsWhatItWouldInThePlansOrder(int layers) {
    Plan plan = training(layers);
    List<Launch> inPhases = Phases.of(plan).stream().flatMap(List::stream).toList();
    assertThat(writers(inPhases)).isEqualTo(writers(plan.launches()));
  }

  /** Returns for each kernel and each of its inputs who wrote it last. */
  private static Map<Node, List<String>> writers(List<Launch> order) {
    Map<String, Node> last = new LinkedHashMap<>();
    Map<Node, List<String>> writers = new LinkedHashMap<>();
    for (Launch launch : order) {
      writers.put(
          launch.node(),
          launch.buffers().stream()
              .skip(1)
              .map(buffer -> String.valueOf(last.get(buffer.place() + "+" + buffer.offset())))
              .toList());
      Buffer written = launch.buffers().get(0);
      last.put(written.place() + "+" + written.offset(), launch.node());
    }
    return writers;
  }
}
