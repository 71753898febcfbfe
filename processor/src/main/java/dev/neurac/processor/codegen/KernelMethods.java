package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Product;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The kernels of a model as Java methods, one for each distinct kernel: the plans share them.
 *
 * <p>A method takes each array it works on, and where the value begins in it; parameters and their
 * gradients begin at constants.
 */
final class KernelMethods {

  /** Products of at most so many multiply-adds a row are printed out: a call costs more. */
  private static final int PRINTED_PRODUCT = 64;

  private static final List<String> RESERVED =
      List.of("parameters", "gradients", "from", "to", "rows", "seed", "step", "dropping");

  private final Names names;
  private final NameAllocator methodNames = new NameAllocator();
  private final Map<String, String> byContent = new LinkedHashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private boolean callsKernels;

  /**
   * Makes an empty collection.
   *
   * @param taken method names of the class around
   */
  KernelMethods(Names names, List<String> taken) {
    this.names = names;
    taken.forEach(methodNames::newName);
  }

  List<MethodSpec> methods() {
    return methods;
  }

  /** Returns whether a method calls the hand-tuned routines. */
  boolean callsKernels() {
    return callsKernels;
  }

  /** Where a buffer's array comes from at a call. */
  interface Arguments {
    /** Returns the array and the index at which the value begins: {@code scratch, rows * 128}. */
    CodeBlock of(Buffer buffer);

    /** Returns one of the kernel's scalar arguments. */
    CodeBlock scalar(Expr.Var scalar);
  }

  // layer2(parameters, features, 0, scratch, 0, from, to);
  /** Returns the call of a kernel's method, which is made if there is none. */
  CodeBlock call(Plan plan, Launch launch, Arguments arguments, CodeBlock from, CodeBlock to) {
    Signature signature = new Signature(plan, launch);
    List<CodeBlock> all = new ArrayList<>();
    if (signature.uses(Place.PARAMETERS)) {
      all.add(CodeBlock.of("$L", arguments.of(signature.first(Place.PARAMETERS))));
    }
    if (signature.uses(Place.GRADIENTS)) {
      all.add(CodeBlock.of("$L", arguments.of(signature.first(Place.GRADIENTS))));
    }
    signature.arrays().keySet().forEach(buffer -> all.add(arguments.of(buffer)));
    signature.scalars().forEach(scalar -> all.add(arguments.scalar(scalar)));
    all.add(from);
    all.add(to);
    return CodeBlock.of("$N($L)", method(plan, launch, signature), CodeBlock.join(all, ",$W"));
  }

  private String method(Plan plan, Launch launch, Signature signature) {
    String content =
        launch.node().layer() + launch.node().gradient() + launch.kernel() + signature.pattern();
    String name = byContent.get(content);
    if (name == null) {
      name = methodNames.newName(methodName(plan, launch));
      byContent.put(content, name);
      methods.add(print(name, launch, signature));
    }
    return name;
  }

  /** {@code layer1}, {@code layer3Linear}, {@code layer1Gradient}, {@code layer1WeightGradient}. */
  private static String methodName(Plan plan, Launch launch) {
    Node node = launch.node();
    Buffer result = launch.buffers().get(0);
    if (result.place() == Place.GRADIENTS) {
      String role = result.name().substring(result.name().lastIndexOf('.') + 1);
      return node.layer() + Character.toUpperCase(role.charAt(0)) + role.substring(1) + "Gradient";
    }
    return valueName(plan, node);
  }

  /** {@code layer3}, {@code layer3Linear} for what comes before it, {@code layer3Gradient}. */
  private static String valueName(Plan plan, Node node) {
    if (node.gradient()) {
      return node.layer() + "Gradient";
    }
    boolean last =
        plan.graph().nodes().stream()
            .noneMatch(n -> n.id() > node.id() && !n.gradient() && n.layer().equals(node.layer()));
    return last ? node.layer() : node.layer() + "Linear";
  }

  // /** x·W > BiasAdd > RELU   input [rows, 64], layer1.weight [64, 128], … → [rows, 128] */
  // private static void layer1(float[] parameters, float[] input, int inputAt, …, int from, int to)
  private MethodSpec print(String name, Launch launch, Signature signature) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addJavadoc("$L", description(launch, signature));
    if (signature.uses(Place.PARAMETERS)) {
      method.addParameter(float[].class, "parameters");
    }
    if (signature.uses(Place.GRADIENTS)) {
      method.addParameter(float[].class, "gradients");
    }
    signature
        .arrays()
        .values()
        .forEach(
            array -> {
              method.addParameter(float[].class, array);
              method.addParameter(int.class, array + "At");
            });
    signature.scalars().forEach(scalar -> method.addParameter(int.class, scalar.name()));
    method.addParameter(int.class, "from").addParameter(int.class, "to");
    Kernel kernel = launch.kernel();
    LoopPrinter printer = new LoopPrinter(signature);
    if (kernel.product().isPresent() && isWorthCalling(kernel.product().get())) {
      Product product = kernel.product().get();
      method.addCode(product(product, signature));
      if (!product.rest().isEmpty()) {
        method.addCode(printer.loops(kernel.axes(), product.rest()));
      }
      callsKernels = true;
    } else {
      method.addCode(printer.loops(kernel.axes(), kernel.body()));
    }
    return method.build();
  }

  private static boolean isWorthCalling(Product product) {
    return (long) product.inner() * product.columns() > PRINTED_PRODUCT;
  }

  // KERNELS.multiply(input, inputAt, parameters, LAYER1_WEIGHT, layer1, layer1At, from, to, 64,
  // 128);
  private static CodeBlock product(Product product, Signature signature) {
    CodeBlock left = signature.place(1);
    CodeBlock right = signature.place(2);
    CodeBlock result = signature.place(0);
    CodeBlock rows = scaled("from", product.rowsPerRow());
    CodeBlock end = scaled("to", product.rowsPerRow());
    return switch (product.form()) {
      case PLAIN ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.multiply($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  rows,
                  end,
                  product.inner(),
                  product.columns())
              .build();
      case RIGHT_TRANSPOSED ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.multiplyTransposed($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  rows,
                  end,
                  product.inner(),
                  product.columns())
              .build();
      case LEFT_TRANSPOSED ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.transposedMultiply($L,$W$L,$W$L,$Wfrom,$Wto,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  scaled("rows", product.rowsPerRow()),
                  product.inner(),
                  product.columns())
              .build();
    };
  }

  private static CodeBlock scaled(String count, int factor) {
    return factor == 1 ? CodeBlock.of("$N", count) : CodeBlock.of("$N * $L", count, factor);
  }

  /** {@code layer1 = x·W > BiasAdd > RELU input [rows, 64], … → [rows, 128]}. */
  private static String description(Launch launch, Signature signature) {
    List<String> inputs = new ArrayList<>();
    for (int i = 1; i < launch.buffers().size(); i++) {
      inputs.add(signature.label(i) + " " + launch.buffers().get(i).shape());
    }
    return "{@code "
        + launch.node().op()
        + "   "
        + String.join(", ", inputs)
        + " → "
        + launch.node().shape()
        + "}\n";
  }

  /** The arrays and scalars of a kernel's method, by name. */
  private final class Signature implements LoopPrinter.Buffers {

    private final Launch launch;
    private final Map<Buffer, String> arrays = new LinkedHashMap<>();
    private final List<Expr.Var> scalars;

    Signature(Plan plan, Launch launch) {
      this.launch = launch;
      NameAllocator allocator = new NameAllocator();
      RESERVED.forEach(allocator::newName);
      variables(launch.kernel()).forEach(allocator::newName);
      List<Buffer> inputsFirst =
          new ArrayList<>(launch.buffers().subList(1, launch.buffers().size()));
      inputsFirst.add(launch.buffers().get(0));
      for (Buffer buffer : inputsFirst) {
        if (!isConstant(buffer)) {
          arrays.computeIfAbsent(buffer, b -> allocator.newName(arrayName(plan, b)));
        }
      }
      this.scalars = Kernel.SCALARS.stream().filter(s -> launch.kernel().mentions(s)).toList();
    }

    Map<Buffer, String> arrays() {
      return arrays;
    }

    List<Expr.Var> scalars() {
      return scalars;
    }

    boolean uses(Place place) {
      return launch.buffers().stream().anyMatch(buffer -> buffer.place() == place);
    }

    Buffer first(Place place) {
      return launch.buffers().stream().filter(b -> b.place() == place).findFirst().orElseThrow();
    }

    String label(int buffer) {
      Buffer b = launch.buffers().get(buffer);
      return isConstant(b) ? b.name() : arrays.get(b);
    }

    /** Returns {@code layer1, layer1At} or {@code parameters, LAYER1_WEIGHT}. */
    CodeBlock place(int buffer) {
      return CodeBlock.of("$N, $N", array(buffer), begin(buffer));
    }

    @Override
    public String array(int buffer) {
      Buffer b = launch.buffers().get(buffer);
      return isConstant(b) ? constantArray(b) : arrays.get(b);
    }

    @Override
    public String begin(int buffer) {
      Buffer b = launch.buffers().get(buffer);
      return isConstant(b) ? names.offset(b.name()) : arrays.get(b) + "At";
    }

    private boolean isConstant(Buffer buffer) {
      return buffer.place() == Place.PARAMETERS || buffer.place() == Place.GRADIENTS;
    }

    /**
     * Tells apart kernels of the same loops: by their parameters, and by what is the same array.
     */
    String pattern() {
      List<Buffer> distinct = new ArrayList<>(arrays.keySet());
      return launch.buffers().stream()
          .map(b -> isConstant(b) ? b.place() + b.name() : String.valueOf(distinct.indexOf(b)))
          .toList()
          .toString();
    }
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
