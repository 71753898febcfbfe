package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Kernel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kernels in order, with a place for every value: all that a back end needs.
 *
 * @param graph what it computes
 * @param scratchPerRow how many floats of scratch each row of the batch needs
 * @param layerOutputs the last forward node of each layer
 */
public record Plan(Graph graph, List<Stage> stages, int scratchPerRow, Set<Node> layerOutputs) {

  /**
   * Kernels that need no barrier between them. Per row: each kernel reads only its own rows of what
   * the stage wrote, so a thread can take some rows through all of them. Otherwise: no kernel reads
   * what another of the stage wrote.
   *
   * @param work roughly the multiply-adds for each row of the batch
   */
  public record Stage(boolean perRow, List<Launch> launches, long work) {}

  /**
   * A kernel on its buffers, the written one first.
   *
   * @param node what it computes
   */
  public record Launch(Node node, Kernel kernel, List<Buffer> buffers) {}

  /**
   * Where a value lies.
   *
   * @param node the value
   * @param name the name of the parameter, of the input or of the output, else empty
   * @param array which of the arrays of its place, where there is one for each input or output
   * @param offset where it begins: a number of floats in {@link Place#PARAMETERS} and {@link
   *     Place#GRADIENTS}, a number of floats for each row of the batch in {@link Place#SCRATCH}
   */
  public record Buffer(Place place, Node node, String name, int array, int offset) {

    /** {@code scratch+128}; {@code input[1]+0} of the second input. */
    private String text() {
      String number = array == 0 ? "" : "[" + array + "]";
      return place.name().toLowerCase(Locale.ROOT) + number + "+" + offset;
    }

    /** Returns the shape of the value. */
    public Shape shape() {
      return node.shape();
    }
  }

  /** The arrays that values lie in. */
  public enum Place {
    INPUT,
    TARGETS,
    ROW_WEIGHTS,
    PARAMETERS,
    GRADIENTS,
    PREDICTIONS,
    LOSSES,
    SCRATCH
  }

  public Plan {
    stages = List.copyOf(stages);
    layerOutputs = Set.copyOf(layerOutputs);
  }

  /** Returns the kernels in order. */
  public List<Launch> launches() {
    return stages.stream().flatMap(stage -> stage.launches().stream()).toList();
  }

  /** Returns whether a forward node is the output of its layer, as far as this plan goes. */
  public boolean isLastOfLayer(Node node) {
    return layerOutputs.contains(node);
  }

  /** Returns roughly the multiply-adds for each row of the batch. */
  public long work() {
    return stages.stream().mapToLong(Stage::work).sum();
  }

  /** Returns the plan as text: a line for each stage, then one for each kernel. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Stage stage : stages) {
      text.append(stage.perRow() ? "stage over rows" : "stage over parameters")
          .append(", ")
          .append(stage.work())
          .append(" multiply-adds a row\n");
      for (Launch launch : stage.launches()) {
        text.append("  ")
            .append(launch.node())
            .append("  in ")
            .append(launch.buffers().stream().map(Buffer::text).collect(Collectors.joining(", ")))
            .append('\n');
      }
    }
    return text.append("scratch: ").append(scratchPerRow).append(" floats a row\n").toString();
  }
}
