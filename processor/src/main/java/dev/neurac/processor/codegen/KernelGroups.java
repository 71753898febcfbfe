package dev.neurac.processor.codegen;

import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kernels of a network by what they compute. Layers of one kind and size have the same loops
 * over other values and parameters, so one method serves them all.
 */
final class KernelGroups {

  /**
   * What makes one method of kernels.
   *
   * @param arrays for each buffer which array of the method it is; parameters, which are one array,
   *     by where they begin
   */
  private record Content(String op, boolean gradient, String loops, List<String> arrays) {}

  /** Kernels that one method computes. */
  static final class Group {

    private final Set<String> layers = new HashSet<>();
    private final Set<List<String>> parameters = new HashSet<>();

    /** What the values at each place among a kernel's buffers are of their layers. */
    private final List<Set<String>> parts = new ArrayList<>();

    /** Returns the group of one kernel. */
    static Group of(Launch launch) {
      Group group = new Group();
      group.add(launch);
      return group;
    }

    private void add(Launch launch) {
      layers.add(launch.node().layer());
      for (int i = 0; i < launch.buffers().size(); i++) {
        if (i == parts.size()) {
          parts.add(new HashSet<>());
        }
        Buffer buffer = launch.buffers().get(i);
        parts.get(i).add(isParameter(buffer) ? role(buffer) : buffer.node().part());
      }
      parameters.add(
          launch.buffers().stream().filter(KernelGroups::isParameter).map(Buffer::name).toList());
    }

    /** Returns whether kernels of several layers are the same. */
    boolean isShared() {
      return layers.size() > 1;
    }

    /** Returns whether a value is of each kernel's layer the same: a weight, its output. */
    boolean isAlike(int buffer) {
      return parts.get(buffer).size() == 1;
    }

    /** Returns whether the kernels work on different parameters. */
    boolean takesOffsets() {
      return parameters.size() > 1;
    }
  }

  /** The text of each kernel's loops: most layers share their kernel with others. */
  private final Map<Kernel, String> loops = new IdentityHashMap<>();

  private final Map<Content, Group> groups = new HashMap<>();

  /** The layers as a prediction passes them. */
  private final Set<String> order = new LinkedHashSet<>();

  KernelGroups(Plans plans) {
    launches(plans)
        .forEach(
            launch -> {
              order.add(launch.node().layer());
              groups.computeIfAbsent(content(launch), c -> new Group()).add(launch);
            });
  }

  /** Returns the kernels of all plans. */
  static Stream<Launch> launches(Plans plans) {
    return Stream.concat(
            Stream.of(plans.prediction(), plans.evaluation(), plans.training()),
            plans.layers().values().stream())
        .flatMap(plan -> plan.launches().stream())
        .flatMap(Launch::withAlternative);
  }

  /** Returns the kernels that compute the same as one of the plans' kernels. */
  Group of(Launch launch) {
    return groups.get(content(launch));
  }

  /** Returns the layers that the kernels belong to, in order. */
  List<String> layers(Group group) {
    return order.stream().filter(group.layers::contains).toList();
  }

  /** Returns whether a buffer is a parameter or its gradient, which lie in one array each. */
  static boolean isParameter(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS || buffer.place() == Place.GRADIENTS;
  }

  /** {@code layer1.bias → bias}; {@code layer1.running_mean → runningMean}. */
  static String role(Buffer parameter) {
    return Names.camel(parameter.name().substring(parameter.name().lastIndexOf('.') + 1));
  }

  private Content content(Launch launch) {
    List<Buffer> distinct = launch.buffers().stream().distinct().toList();
    return new Content(
        launch.node().op().toString(),
        launch.node().gradient(),
        loops.computeIfAbsent(launch.kernel(), Kernel::toString),
        launch.buffers().stream()
            .map(b -> (isParameter(b) ? b.place().name() : "") + distinct.indexOf(b))
            .toList());
  }
}
