package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import dev.neurac.processor.passes.Plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives every value of a graph a place, and orders the kernels into stages.
 *
 * <p>A value between kernels lies in scratch until its last use; then its place is free for
 * another. Threads share the scratch of a training step and run ahead of each other within a stage,
 * so there a place is used again only by a value of the same size: then row {@code r} of both lies
 * in the same spot, and belongs to the same thread.
 */
final class PlanMemory {

  private final Graph graph;
  private final Lowering lowering;
  private final ExternalArrays external;
  private final boolean sharedScratch;
  private final Map<Node, Kernel> kernels = new HashMap<>();
  private final Map<Node, Buffer> buffers = new HashMap<>();

  /** The size of each place in scratch, and the order number after which it is free. */
  private final List<int[]> places = new ArrayList<>();

  private PlanMemory(
      Graph graph, Lowering lowering, ExternalArrays external, boolean sharedScratch) {
    this.graph = graph;
    this.lowering = lowering;
    this.external = external;
    this.sharedScratch = sharedScratch;
  }

  /**
   * Returns the plan of a graph.
   *
   * @param external where the values lie that come from outside or leave the graph
   * @param sharedScratch whether several threads work on the rows of one scratch array
   */
  static Plan plan(Graph graph, ExternalArrays external, boolean sharedScratch) {
    return plan(graph, new Lowering(), external, sharedScratch);
  }

  /** Returns the plan of a graph, with loops that other plans may share. */
  static Plan plan(Graph graph, Lowering lowering, ExternalArrays external, boolean sharedScratch) {
    return new PlanMemory(graph, lowering, external, sharedScratch).plan();
  }

  private Plan plan() {
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Leaf)) {
        kernels.put(node, lowering.of(node));
      }
    }
    Map<Integer, List<Node>> stages = stages();
    List<Node> order = stages.values().stream().flatMap(List::stream).toList();
    placeLeavesAndOutputs();
    int scratch = placeScratch(order);
    List<Stage> built = new ArrayList<>();
    for (List<Node> stage : stages.values()) {
      List<Launch> launches = stage.stream().map(this::launch).toList();
      built.add(
          new Stage(
              launches.get(0).kernel().perRow(),
              launches,
              launches.stream().mapToLong(launch -> Work.perRow(launch.kernel())).sum()));
    }
    Map<String, Node> lastOfLayer = new HashMap<>();
    graph.nodes().stream()
        .filter(node -> !node.gradient())
        .forEach(node -> lastOfLayer.put(node.layer(), node));
    return new Plan(graph, built, scratch, Set.copyOf(lastOfLayer.values()));
  }

  private Launch launch(Node node) {
    List<Buffer> arguments = new ArrayList<>(List.of(buffers.get(node)));
    node.inputs().forEach(input -> arguments.add(buffers.get(input)));
    return new Launch(node, kernels.get(node), arguments);
  }

  /**
   * Gives each kernel the first stage it can run in: stages over rows have even numbers, the others
   * odd ones. A kernel over rows can follow another over rows in the same stage; any other kernel
   * waits for the stage before to end.
   */
  private Map<Integer, List<Node>> stages() {
    Map<Node, Integer> stageOf = new HashMap<>();
    Map<Integer, List<Node>> stages = new TreeMap<>();
    for (Node node : graph.nodes()) {
      if (kernels.containsKey(node)) {
        boolean perRow = kernels.get(node).perRow();
        int stage = perRow ? 0 : 1;
        for (Node input : node.inputs()) {
          if (kernels.containsKey(input)) {
            boolean inputPerRow = kernels.get(input).perRow();
            int after =
                stageOf.get(input) + (perRow && inputPerRow ? 0 : perRow != inputPerRow ? 1 : 2);
            stage = Math.max(stage, after);
          }
        }
        stageOf.put(node, stage);
        stages.computeIfAbsent(stage, s -> new ArrayList<>()).add(node);
      }
    }
    return stages;
  }

  private void placeLeavesAndOutputs() {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf leaf) {
        buffers.put(node, external.buffer(node, leaf));
      }
    }
    for (Graph.Output output : graph.outputs()) {
      buffers.putIfAbsent(output.node(), external.buffer(output));
    }
  }

  /** Places what is neither given nor asked for; returns the floats of scratch for each row. */
  private int placeScratch(List<Node> order) {
    Map<Node, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      for (Node input : order.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    Map<Node, Integer> placeOf = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Node node = order.get(i);
      if (!buffers.containsKey(node)) {
        if (!node.shape().perRow()) {
          throw new IllegalStateException("scratch is per row, but not " + node);
        }
        placeOf.put(node, take(node.shape().size(), i, lastUse.get(node)));
      }
    }
    int[] offsets = new int[places.size() + 1];
    for (int p = 0; p < places.size(); p++) {
      offsets[p + 1] = Math.addExact(offsets[p], places.get(p)[0]);
    }
    placeOf.forEach(
        (node, place) -> buffers.put(node, new Buffer(Place.SCRATCH, node, "", 0, offsets[place])));
    return offsets[places.size()];
  }

  /** Takes a place that is free at {@code now}: the smallest that is large enough, else grown. */
  private int take(int size, int now, int lastUse) {
    int best = -1;
    for (int p = 0; p < places.size(); p++) {
      int[] place = places.get(p);
      boolean usable = place[1] < now && (!sharedScratch || place[0] == size);
      if (usable && (best < 0 || isBetter(place[0], places.get(best)[0], size))) {
        best = p;
      }
    }
    if (best < 0) {
      places.add(new int[] {size, lastUse});
      return places.size() - 1;
    }
    places.get(best)[0] = Math.max(places.get(best)[0], size);
    places.get(best)[1] = lastUse;
    return best;
  }

  private static boolean isBetter(int candidate, int best, int size) {
    return best < size ? candidate > best : candidate >= size && candidate < best;
  }
}
