package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kernels in order, with a place for every value: all that a back end needs.
 *
 * @param graph what it computes
 * @param scratchPerRow how many floats of scratch each row of the batch needs
 * @param sharedScratch how many floats of scratch all rows share, behind those of the rows
 * @param layerOutputs the last forward node of each layer
 */
public record Plan(
    Graph graph, List<Stage> stages, int scratchPerRow, int sharedScratch, Set<Node> layerOutputs) {

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
   * @param ofClasses what computes the same where classes are given in the place of targets, if
   *     that is another kernel
   */
  public record Launch(Node node, Kernel kernel, List<Buffer> buffers, Optional<Launch> ofClasses) {

    /** Makes a launch that takes no targets. */
    public Launch(Node node, Kernel kernel, List<Buffer> buffers) {
      this(node, kernel, buffers, Optional.empty());
    }

    /** Returns this launch and the one in its place where classes are given. */
    public Stream<Launch> withAlternative() {
      return Stream.concat(Stream.of(this), ofClasses.stream());
    }

    /** Returns the buffer of the classes; of those that work on them. */
    public Buffer classes() {
      return buffers.stream().filter(b -> b.place() == Place.CLASSES).findFirst().orElseThrow();
    }

    /** Says which launch of another plan, that is like this but for the targets, to make. */
    private Launch orOfClasses(Launch other) {
      if (kernel == other.kernel) {
        return this;
      }
      List<Buffer> own = new ArrayList<>();
      for (int i = 0; i < buffers.size(); i++) {
        boolean given = other.buffers.get(i).place() == Place.CLASSES;
        own.add(given ? other.buffers.get(i) : buffers.get(i));
      }
      return new Launch(
          node, kernel, buffers, Optional.of(new Launch(other.node, other.kernel, own)));
    }
  }

  /**
   * Where a value lies.
   *
   * @param node the value
   * @param name the name of the parameter, of the input or of the output, else empty
   * @param array which of the arrays of its place, where there is one for each input or output
   * @param offset where it begins: a number of floats in {@link Place#PARAMETERS}, {@link
   *     Place#GRADIENTS} and {@link Place#SHARED}, a number of floats for each row of the batch in
   *     {@link Place#SCRATCH}
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
    CLASSES,
    ROW_WEIGHTS,
    PARAMETERS,
    GRADIENTS,
    PREDICTIONS,
    LOSSES,
    /** Values between kernels that each row has. */
    SCRATCH,
    /** Values between kernels that there are once, in the same array behind those of the rows. */
    SHARED
  }

  public Plan {
    stages = List.copyOf(stages);
    layerOutputs = Set.copyOf(layerOutputs);
  }

  /**
   * Returns this plan, which says also what to do where classes are given in the place of targets.
   *
   * @param ofClasses the plan of the same graph on classes: the same stages, but for some kernels
   */
  Plan orOfClasses(Plan ofClasses) {
    boolean alike =
        scratchPerRow == ofClasses.scratchPerRow
            && sharedScratch == ofClasses.sharedScratch
            && stages.stream()
                .map(stage -> stage.launches().size())
                .toList()
                .equals(ofClasses.stages.stream().map(stage -> stage.launches().size()).toList());
    if (!alike) {
      throw new IllegalStateException("on classes, other values are computed:\n" + ofClasses);
    }
    List<Stage> both = new ArrayList<>();
    for (int s = 0; s < stages.size(); s++) {
      List<Launch> launches = new ArrayList<>();
      for (int i = 0; i < stages.get(s).launches().size(); i++) {
        Launch other = ofClasses.stages().get(s).launches().get(i);
        launches.add(stages.get(s).launches().get(i).orOfClasses(other));
      }
      both.add(new Stage(stages.get(s).perRow(), launches, stages.get(s).work()));
    }
    Set<Node> outputs = new HashSet<>(layerOutputs);
    outputs.addAll(ofClasses.layerOutputs());
    return new Plan(graph, both, scratchPerRow, sharedScratch, outputs);
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
    text.append("scratch: ").append(scratchPerRow).append(" floats a row");
    if (sharedScratch > 0) {
      text.append(", ").append(sharedScratch).append(" for all rows");
    }
    return text.append('\n').toString();
  }
}
