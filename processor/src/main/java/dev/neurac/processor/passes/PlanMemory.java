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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives every value of a graph a place, and orders the kernels into stages.
 *
 * <p>A value between kernels lies in scratch until its last use; then its place is free for
 * another. Threads share the scratch of a training step and run ahead of each other within a stage.
 * So there the place of a value that each row has is used again only by one of the same size: then
 * row {@code r} of both lies in the same spot, and belongs to the same thread. A value that all
 * rows share belongs to no thread: its place is free once the stage of its last use has ended.
 */
final class PlanMemory {

  private final Graph graph;
  private final Lowering lowering;
  private final ExternalArrays external;
  private final boolean severalThreads;
  private final Map<Node, Kernel> kernels = new HashMap<>();
  private final Map<Node, Buffer> buffers = new HashMap<>();

  private PlanMemory(
      Graph graph, Lowering lowering, ExternalArrays external, boolean severalThreads) {
    this.graph = graph;
    this.lowering = lowering;
    this.external = external;
    this.severalThreads = severalThreads;
  }

  /**
   * Returns the plan of a graph.
   *
   * @param external where the values lie that come from outside or leave the graph
   * @param severalThreads whether several threads work on the rows of one scratch array
   */
  static Plan plan(Graph graph, ExternalArrays external, boolean severalThreads) {
    return plan(graph, new Lowering(), external, severalThreads);
  }

  /** Returns the plan of a graph, with loops that other plans may share. */
  static Plan plan(
      Graph graph, Lowering lowering, ExternalArrays external, boolean severalThreads) {
    return new PlanMemory(graph, lowering, external, severalThreads).plan();
  }

  private Plan plan() {
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Leaf)) {
        kernels.put(node, lowering.of(node));
      }
    }
    Map<Integer, List<Node>> stages = stages();
    placeLeavesAndOutputs();
    int scratchPerRow = placeRows(stages);
    int sharedScratch = placeShared(stages);
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
    return new Plan(graph, built, scratchPerRow, sharedScratch, Set.copyOf(lastOfLayer.values()));
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
  private int placeRows(Map<Integer, List<Node>> stages) {
    Map<Node, Integer> order = new LinkedHashMap<>();
    stages.values().forEach(stage -> stage.forEach(node -> order.put(node, order.size())));
    return place(order, true, new Places(severalThreads), Place.SCRATCH);
  }

  /** Places values that all rows share; returns their floats. */
  private int placeShared(Map<Integer, List<Node>> stages) {
    Map<Node, Integer> stageOf = new LinkedHashMap<>();
    stages.forEach((number, stage) -> stage.forEach(node -> stageOf.put(node, number)));
    return place(stageOf, false, new Places(false), Place.SHARED);
  }

  /**
   * Places values between kernels.
   *
   * @param times when each kernel runs; values are alive from their kernel's time to that of the
   *     last that reads them
   * @return how many floats they need
   */
  private int place(Map<Node, Integer> times, boolean perRow, Places places, Place array) {
    Map<Node, Integer> lastUse = new HashMap<>();
    times.forEach(
        (node, time) -> node.inputs().forEach(input -> lastUse.merge(input, time, Math::max)));
    Map<Node, Integer> placeOf = new LinkedHashMap<>();
    times.forEach(
        (node, time) -> {
          if (!buffers.containsKey(node) && node.shape().perRow() == perRow) {
            placeOf.put(node, places.take(node.shape().size(), time, lastUse.get(node)));
          }
        });
    int[] offsets = places.offsets();
    placeOf.forEach(
        (node, place) -> buffers.put(node, new Buffer(array, node, "", 0, offsets[place])));
    return offsets[offsets.length - 1];
  }
}
