package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
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

/** The arrays and scalars that a kernel's method takes, and what they are called in it. */
final class KernelSignature implements LoopPrinter.Buffers {

  /** What a method calls its other parameters, and what it names: a variable hides that. */
  private static final List<String> RESERVED =
      List.of(
          "parameters",
          "gradients",
          "from",
          "to",
          "rows",
          "seed",
          "step",
          "dropping",
          "CounterRandom",
          "dev",
          "java",
          "Float",
          "FloatMath",
          "KERNELS",
          "Math",
          "StripProgram");

  /** An array parameter, and the parameter that is the offset of the value in it. */
  record Value(String array, String offset) {}

  private final Launch launch;
  private final Names names;
  private final Map<Buffer, Value> arrays = new LinkedHashMap<>();
  private final List<Expr.Var> scalars;

  KernelSignature(Plan plan, Launch launch, Names names) {
    this.launch = launch;
    this.names = names;
    Set<String> taken = new HashSet<>(RESERVED);
    taken.addAll(variables(launch.kernel()));
    List<Buffer> inputsFirst =
        new ArrayList<>(launch.buffers().subList(1, launch.buffers().size()));
    inputsFirst.add(launch.buffers().get(0));
    for (Buffer buffer : inputsFirst) {
      if (!isConstant(buffer) && !arrays.containsKey(buffer)) {
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
    return arrays.values().stream()
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
    return isConstant(b) ? b.name() : array(buffer);
  }

  /** Returns {@code layer1, layer1At} or {@code parameters, LAYER1_WEIGHT}. */
  CodeBlock place(int buffer) {
    return CodeBlock.of("$L", array(buffer) + ", " + offset(buffer));
  }

  @Override
  public String array(int buffer) {
    Buffer b = launch.buffers().get(buffer);
    return isConstant(b) ? constantArray(b) : arrays.get(b).array();
  }

  @Override
  public String offset(int buffer) {
    Buffer b = launch.buffers().get(buffer);
    return isConstant(b) ? names.offset(b.name()) : arrays.get(b).offset();
  }

  /** Tells apart kernels of the same loops: by their parameters, and by what is the same array. */
  String pattern() {
    List<Buffer> distinct = new ArrayList<>(arrays.keySet());
    return launch.buffers().stream()
        .map(b -> isConstant(b) ? b.place() + b.name() : String.valueOf(distinct.indexOf(b)))
        .toList()
        .toString();
  }

  /**
   * {@code layer3}; before it {@code layer3Linear} and, where dropout follows, {@code
   * layer3Activation}; {@code layer3Gradient}.
   */
  static String valueName(Plan plan, Node node) {
    if (node.gradient()) {
      return node.layer() + "Gradient";
    } else if (plan.isLastOfLayer(node)) {
      return node.layer();
    }
    return node.layer() + (node.op().activation().isPresent() ? "Activation" : "Linear");
  }

  /** Parameters and their gradients begin at constants. */
  private static boolean isConstant(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS || buffer.place() == Place.GRADIENTS;
  }

  private static String constantArray(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS ? "parameters" : "gradients";
  }

  private static String arrayName(Plan plan, Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS, GRADIENTS -> constantArray(buffer);
      case TARGETS -> "targets";
      case ROW_WEIGHTS -> "rowWeights";
      case LOSSES -> "losses";
      case INPUT -> buffer.name();
      case PREDICTIONS, SCRATCH -> valueName(plan, buffer.node());
    };
  }

  private static Set<String> variables(Kernel kernel) {
    Set<String> variables = new LinkedHashSet<>();
    kernel.axes().forEach(axis -> variables.add(axis.index().name()));
    collect(kernel.body(), variables);
    kernel.product().ifPresent(product -> collect(product.rest(), variables));
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
