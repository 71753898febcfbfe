package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.codegen.KernelGroups.Group;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays and scalars that a kernel's method takes, and what they are called in it.
 *
 * <p>Parameters and their gradients begin at constants, or, where layers share the method, at
 * arguments: {@code weightAt}. The values of such a method are called {@code layer} and {@code
 * layerGradient}; those of other layers {@code input} and {@code upstreamGradient}.
 */
final class KernelSignature implements LoopPrinter.Buffers {

  /** What a method calls its other parameters, and what it names: a variable hides that. */
  private static final List<String> RESERVED =
      List.of(
          "parameters",
          "gradients",
          "from",
          "to",
          "part",
          "parts",
          "rows",
          "seed",
          "step",
          "dropping",
          LoopPrinter.POINT,
          "CounterRandom",
          "dev",
          "java",
          "Float",
          "FloatMath",
          "KERNELS",
          "Math",
          "StripProgram",
          "Workers");

  /** An array parameter, and the parameter that is the offset of the value in it. */
  record Value(String array, String offset) {}

  private final Launch launch;
  private final Names names;
  private final Group group;
  private final Map<Buffer, String> parameters = new LinkedHashMap<>();
  private final Map<Buffer, Value> arrays = new LinkedHashMap<>();
  private final List<Expr.Var> scalars;

  /**
   * Makes the signature of a kernel's method.
   *
   * @param group the kernels that the method computes
   */
  KernelSignature(Plan plan, Launch launch, Group group, Names names) {
    this.launch = launch;
    this.group = group;
    this.names = names;
    Set<String> taken = new HashSet<>(RESERVED);
    taken.addAll(variables(launch.kernel()));
    List<Buffer> inputsFirst =
        new ArrayList<>(launch.buffers().subList(1, launch.buffers().size()));
    inputsFirst.add(launch.buffers().get(0));
    for (Buffer buffer : inputsFirst) {
      if (KernelGroups.isParameter(buffer)) {
        if (group.takesOffsets() && !parameters.containsKey(buffer)) {
          parameters.put(buffer, free(role(launch, buffer, group) + "At", taken));
        }
      } else if (!arrays.containsKey(buffer)) {
        String array = free(arrayName(plan, buffer), taken);
        arrays.put(buffer, new Value(array, free(array + "At", taken)));
      }
    }
    this.scalars = Kernel.SCALARS.stream().filter(s -> launch.kernel().mentions(s)).toList();
  }

  /** Returns a name like the one given that nothing else has, and takes it. */
  private String free(String name, Set<String> taken) {
    String free = name;
    while (names.constants().contains(free) || !taken.add(free)) {
      free = free + "_";
    }
    return free;
  }

  /** Returns the offsets that are passed of what lies in a place of parameters, inputs first. */
  Map<Buffer, String> offsets(Place place) {
    Map<Buffer, String> offsets = new LinkedHashMap<>(parameters);
    offsets.keySet().removeIf(buffer -> buffer.place() != place);
    return offsets;
  }

  /** Returns the values that are passed with their array, inputs first. */
  Map<Buffer, Value> arrays() {
    return arrays;
  }

  /** Returns the scalar arguments that the kernel mentions. */
  List<Expr.Var> scalars() {
    return scalars;
  }

  /** Returns whether an array or an offset is called so. */
  boolean declares(String name) {
    return parameters.containsValue(name)
        || arrays.values().stream()
            .anyMatch(value -> value.array().equals(name) || value.offset().equals(name));
  }

  boolean uses(Place place) {
    return launch.buffers().stream().anyMatch(buffer -> buffer.place() == place);
  }

  Buffer first(Place place) {
    return launch.buffers().stream().filter(b -> b.place() == place).findFirst().orElseThrow();
  }

  /** Returns what a buffer is called in comments. */
  String label(int buffer) {
    Buffer b = launch.buffers().get(buffer);
    if (KernelGroups.isParameter(b)) {
      return parameters.containsKey(b) ? role(launch, b, group) : b.name();
    }
    return array(buffer);
  }

  /** Returns {@code layer1, layer1At} or {@code parameters, LAYER1_WEIGHT}. */
  CodeBlock place(int buffer) {
    return CodeBlock.of("$L", array(buffer) + ", " + offset(buffer));
  }

  @Override
  public String array(int buffer) {
    Buffer b = launch.buffers().get(buffer);
    return KernelGroups.isParameter(b) ? parameterArray(b) : arrays.get(b).array();
  }

  @Override
  public String offset(int buffer) {
    Buffer b = launch.buffers().get(buffer);
    if (KernelGroups.isParameter(b)) {
      return parameters.getOrDefault(b, names.offset(b.name()));
    }
    return arrays.get(b).offset();
  }

  /**
   * {@code layer3}; before it {@code layer3Linear} and, where dropout follows, {@code
   * layer3Activation}; {@code layer3Gradient}, which the layer passes on; {@code
   * normNormalizedGradient}, by a value within the layer.
   */
  static String valueName(Plan plan, Node node) {
    return node.layer() + suffix(plan, node, node.part());
  }

  private static String suffix(Plan plan, Node node, String part) {
    if (node.gradient()) {
      return Names.capital(part) + "Gradient";
    } else if (plan.isLastOfLayer(node)) {
      return "";
    } else if (!part.isEmpty()) {
      return Names.capital(part);
    }
    return node.op().activation().isPresent() ? "Activation" : "Linear";
  }

  /** {@code WeightGradient}; {@code Linear}: what a kernel computes of its layer. */
  static String suffix(Plan plan, Launch launch, Group group) {
    Buffer result = launch.buffers().get(0);
    if (result.place() == Place.GRADIENTS) {
      return Names.capital(role(launch, result, group)) + "Gradient";
    }
    String suffix = suffix(plan, launch.node(), part(launch, result, group));
    boolean ofClasses = launch.buffers().stream().anyMatch(b -> b.place() == Place.CLASSES);
    return ofClasses ? suffix + "OfClasses" : suffix;
  }

  /** {@code FromLinear}: which value of its layer a kernel begins with, empty for none. */
  static String from(Plan plan, Launch launch) {
    return launch.buffers().stream()
        .skip(1)
        .filter(b -> !KernelGroups.isParameter(b))
        .map(Buffer::node)
        .filter(node -> node.layer().equals(launch.node().layer()))
        .findFirst()
        .map(node -> "From" + suffix(plan, node, node.part()))
        .orElse("");
  }

  /** Kernels of biases and of weights share methods, too: what such a method takes is neither. */
  private static String role(Launch launch, Buffer parameter, Group group) {
    boolean alike = group.isAlike(launch.buffers().indexOf(parameter));
    return alike ? KernelGroups.role(parameter) : "parameter";
  }

  private static String part(Launch launch, Buffer value, Group group) {
    return group.isAlike(launch.buffers().indexOf(value)) ? value.node().part() : "";
  }

  private static String parameterArray(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS ? "parameters" : "gradients";
  }

  private String arrayName(Plan plan, Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS, GRADIENTS -> parameterArray(buffer);
      case TARGETS -> "targets";
      case CLASSES -> "classes";
      case ROW_WEIGHTS -> "rowWeights";
      case LOSSES -> "losses";
      case INPUT -> group.isShared() ? "input" : buffer.name();
      case PREDICTIONS, SCRATCH, SHARED ->
          group.isShared() ? sharedName(plan, buffer) : valueName(plan, buffer.node());
    };
  }

  private String sharedName(Plan plan, Buffer value) {
    Node node = value.node();
    if (node.layer().equals(launch.node().layer())) {
      return "layer" + suffix(plan, node, part(launch, value, group));
    }
    return node.gradient() ? "upstreamGradient" : "input";
  }

  private static Set<String> variables(Kernel kernel) {
    Set<String> variables = new LinkedHashSet<>();
    kernel.axes().forEach(axis -> variables.add(axis.index().name()));
    collect(kernel.body(), variables);
    kernel.intrinsic().ifPresent(intrinsic -> collect(intrinsic.rest(), variables));
    return variables;
  }

  private static void collect(List<Stmt> body, Set<String> variables) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Local local) {
        variables.add(local.variable().name());
      } else if (s instanceof Stmt.For loop) {
        variables.add(loop.index().name());
        collect(loop.body(), variables);
      }
    }
  }
}
