package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import dev.neurac.processor.codegen.KernelGroups.Group;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * The kernels of a model as methods of its Aparapi kernel, one for each distinct kernel.
 *
 * <p>All arrays are fields, since Aparapi loses what is written through a parameter; a method takes
 * where in them its values begin. The axes of a kernel become one, whose points the lanes share.
 */
final class OpenClMethods {

  /** What is special about a method: the loops as text, and which buffers are parameters. */
  private record Content(String loops, List<String> arrays) {}

  /**
   * A method, whose Javadoc is still open.
   *
   * @param formula what it computes
   * @param values the values that it computes, in all plans: layers of one size share a method
   */
  private record Method(
      MethodSpec spec, OpenClSignature signature, String formula, Set<String> values) {}

  /** The floats of a row of each input. */
  private final List<Integer> inputs;

  /** The floats of a row of each output, and of its targets. */
  private final List<Integer> outputs;

  private final int scratch;
  private final NameAllocator names = new NameAllocator();

  /** The text of each kernel's loops: most layers share their kernel with others. */
  private final Map<Kernel, String> texts = new IdentityHashMap<>();

  private final Map<Content, Method> loops = new LinkedHashMap<>();
  private final Map<Content, Method> epilogues = new LinkedHashMap<>();
  private final List<Method> methods = new ArrayList<>();
  private final List<CodeBlock> operations = new ArrayList<>();
  private final Map<List<String>, Integer> operationNumbers = new HashMap<>();

  /**
   * Makes an empty collection.
   *
   * @param inputs the floats of a row of each input
   * @param outputs the floats of a row of each output, and of its targets
   * @param scratch the floats of a row between the operations
   */
  OpenClMethods(List<Integer> inputs, List<Integer> outputs, int scratch) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.scratch = scratch;
  }

  // /** {@code layer1, layer3}: {@code x·W > BiasAdd > RELU} */
  List<MethodSpec> methods() {
    return methods.stream()
        .map(
            method ->
                method.spec().toBuilder()
                    .addJavadoc(
                        "{@code $L}: {@code $L}\n",
                        Names.firstOf(method.values()),
                        method.formula())
                    .build())
        .toList();
  }

  /** Returns the calls that finish an element of a product, by the operation's number less one. */
  List<CodeBlock> operations() {
    return operations;
  }

  /** Returns how many floats of scratch each row takes; behind the rows lies what all share. */
  int floatsPerRow() {
    return Math.addExact(scratchAt(), scratch);
  }

  // // phase 3, training 4 of 5: layer3BiasGradient
  // layer3BiasGradientLoops(lane, lanes, rows, gradientsAt + 36736, capacity * 418);
  /**
   * Returns the calls of a phase's kernels that are no matrix products.
   *
   * @param phase which phase it is, for the comment
   */
  CodeBlock loops(Plan plan, String phase, List<Launch> launches) {
    Predicate<Launch> isNoProduct = launch -> !TableEntry.isOf(launch.kernel());
    CodeBlock.Builder code = CodeBlock.builder();
    if (launches.stream().anyMatch(isNoProduct)) {
      code.add(comment(plan, phase, launches, isNoProduct));
    }
    for (Launch launch : launches) {
      if (isNoProduct.test(launch) && launch.ofClasses().isPresent()) {
        code.beginControlFlow("if (ofClasses == 1)");
        code.addStatement(wrapped(call(plan, launch.ofClasses().get())));
        code.nextControlFlow("else");
        code.addStatement(wrapped(call(plan, launch)));
        code.endControlFlow();
      } else if (isNoProduct.test(launch)) {
        code.addStatement(wrapped(call(plan, launch)));
      }
    }
    return code.build();
  }

  // phase 0, training 1 of 5: layer1
  private static CodeBlock comment(
      Plan plan, String phase, List<Launch> launches, Predicate<Launch> mentioned) {
    List<String> values = launches.stream().filter(mentioned).map(l -> name(plan, l)).toList();
    return CodeBlock.of(
        "// $L: $L\n", phase, values.isEmpty() ? "no product" : Names.firstOf(values));
  }

  // // phase 0, training 1 of 5: layer1
  // table.phase();
  // table.plain(1, 20, 128, 0, 0, capacity * 30, 1);
  /**
   * Returns the description of a phase's matrix products.
   *
   * @param phase which phase it is, for the comment
   */
  CodeBlock products(Plan plan, String phase, List<Launch> launches) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.add(comment(plan, phase, launches, launch -> TableEntry.isOf(launch.kernel())));
    code.addStatement("table.phase()");
    for (Launch launch : launches) {
      if (TableEntry.isOf(launch.kernel())) {
        List<String> offsets = launch.buffers().stream().map(this::offset).toList();
        code.add(TableEntry.of(launch.kernel(), offsets, operation(plan, launch)));
      }
    }
    return code.build();
  }

  private List<String> call(Plan plan, Launch launch) {
    Method method =
        loops.computeIfAbsent(
            content(launch),
            c ->
                loops(
                    names.newName(OpenClDialect.identifier(name(plan, launch)) + "Loops"),
                    plan,
                    launch));
    return call(method, plan, launch);
  }

  /** Returns the name of a method and the arguments of its call. */
  private List<String> call(Method method, Plan plan, Launch launch) {
    method.values().add(name(plan, launch));
    List<String> call = new ArrayList<>(List.of(method.spec().name()));
    List<ParameterSpec> scalars = method.spec().parameters();
    scalars
        .subList(0, scalars.size() - method.signature().buffers().size())
        .forEach(scalar -> call.add(scalar.name()));
    method.signature().buffers().forEach(buffer -> call.add(offset(launch.buffers().get(buffer))));
    return call;
  }

  // layer1Loops(lane, lanes, rows, capacity * 30, 2560)
  private static CodeBlock wrapped(List<String> call) {
    return call.subList(1, call.size()).stream()
        .map(argument -> CodeBlock.of("$L", argument))
        .collect(CodeBlock.joining(",$W", call.get(0) + "(", ")"));
  }

  private Content content(Launch launch) {
    return new Content(
        texts.computeIfAbsent(launch.kernel(), Kernel::toString),
        launch.buffers().stream().map(OpenClSignature::array).toList());
  }

  /** {@code capacity * 20}, or for a parameter {@code 2560}. */
  private String offset(Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> String.valueOf(buffer.offset());
      case GRADIENTS -> "gradientsAt + " + buffer.offset();
      case INPUT -> perRow(sum(inputs, buffer.array()));
      case TARGETS, CLASSES -> perRow(targetsAt() + sum(outputs, buffer.array()));
      case ROW_WEIGHTS -> perRow(rowWeightsAt());
      case LOSSES -> perRow(rowWeightsAt() + 1 + buffer.array());
      case PREDICTIONS -> perRow(predictionsAt() + sum(outputs, buffer.array()));
      case SCRATCH -> perRow(scratchAt() + buffer.offset());
      case SHARED -> perRow(floatsPerRow()) + " + " + buffer.offset();
    };
  }

  // What a batch works on, one block after the other: inputs, targets, the weights of the rows,
  // losses, predictions, and what is between the operations.
  private int targetsAt() {
    return sum(inputs, inputs.size());
  }

  private int rowWeightsAt() {
    return Math.addExact(targetsAt(), sum(outputs, outputs.size()));
  }

  private int predictionsAt() {
    return rowWeightsAt() + 1 + outputs.size();
  }

  private int scratchAt() {
    return Math.addExact(predictionsAt(), sum(outputs, outputs.size()));
  }

  /** Returns the sum of the first sizes. */
  private static int sum(List<Integer> sizes, int count) {
    return sizes.subList(0, count).stream().reduce(0, Math::addExact);
  }

  private static String perRow(int floats) {
    return floats == 0 ? "0" : "capacity * " + floats;
  }

  // private void lossLoops(int lane, int lanes, int rows, int lossAt, int layer3At, …) {
  //   for (int point = lane; point < rows * 12; point += lanes) {
  //     int r = point / 12;
  //     int i = point - r * 12;
  //     …
  private Method loops(String name, Plan plan, Launch launch) {
    Kernel kernel = launch.kernel();
    OpenClSignature signature = new OpenClSignature(plan, launch, kernel.body());
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
    method.addParameter(int.class, "lane").addParameter(int.class, "lanes");
    Stream.of(Kernel.ROWS, Kernel.STEP)
        .filter(scalar -> kernel.mentions(scalar) || scalar.equals(Kernel.ROWS) && kernel.perRow())
        .forEach(scalar -> method.addParameter(int.class, scalar.name()));
    addOffsets(method, signature);
    CodeBlock.Builder code = CodeBlock.builder();
    CodeBlock points = points(kernel.axes());
    code.beginControlFlow("for (int point = lane; point < $L; point += lanes)", points);
    code.add(LoopPrinter.indices(kernel.axes()));
    new LoopPrinter(signature, new OpenClDialect()).statements(code, kernel.body());
    return add(method.addCode(code.endControlFlow().build()), signature, launch);
  }

  private static void addOffsets(MethodSpec.Builder method, OpenClSignature signature) {
    signature.buffers().forEach(b -> method.addParameter(int.class, signature.offset(b)));
  }

  private Method add(MethodSpec.Builder spec, OpenClSignature signature, Launch launch) {
    String formula = launch.node().op().toString();
    Method method = new Method(spec.build(), signature, formula, new LinkedHashSet<>());
    methods.add(method);
    return method;
  }

  private static String times(String count, int factor) {
    return factor == 1 ? count : count + " * " + factor;
  }

  /** {@code rows * 128}. */
  private static CodeBlock points(List<Axis> axes) {
    long fixed = 1;
    boolean perRow = false;
    for (Axis axis : axes) {
      if (axis.extent() instanceof Expr.Int extent) {
        fixed *= extent.value();
      } else {
        perRow = true;
      }
    }
    return perRow
        ? CodeBlock.of("$L", times("rows", Math.toIntExact(fixed)))
        : CodeBlock.of("$L", fixed);
  }

  /** Returns the number of what becomes of a product's elements, 0 for nothing. */
  private int operation(Plan plan, Launch launch) {
    List<Stmt> rest = launch.kernel().intrinsic().orElseThrow().rest();
    if (rest.isEmpty()) {
      return 0;
    }
    Method method =
        epilogues.computeIfAbsent(
            content(launch),
            c ->
                epilogue(
                    names.newName(OpenClDialect.identifier(name(plan, launch)) + "Epilogue"),
                    plan,
                    launch,
                    rest));
    List<String> call = call(method, plan, launch);
    Integer known = operationNumbers.putIfAbsent(call, operations.size() + 1);
    if (known != null) {
      return known;
    }
    operations.add(CodeBlock.builder().addStatement("return $L", wrapped(call)).build());
    return operations.size();
  }

  // private float layer1Epilogue(int point, float product, int biasAt) {
  //   int r = point / 128;
  //   int i = point - r * 128;
  //   return maximum(product + values[biasAt + i], 0.0f);
  // }
  private Method epilogue(String name, Plan plan, Launch launch, List<Stmt> rest) {
    Expr result = onProduct(((Stmt.Store) rest.get(rest.size() - 1)).value());
    List<Stmt> before =
        rest.subList(0, rest.size() - 1).stream().map(OpenClMethods::onProduct).toList();
    List<Stmt> all = new ArrayList<>(before);
    all.add(new Stmt.Local(Expr.value("result"), result));
    OpenClSignature signature = new OpenClSignature(plan, launch, all);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .returns(float.class)
            .addParameter(int.class, "point")
            .addParameter(float.class, "product");
    if (Kernel.expressions(all).stream().anyMatch(e -> e.mentions(Kernel.STEP.name()))) {
      method.addParameter(int.class, Kernel.STEP.name());
    }
    addOffsets(method, signature);
    LoopPrinter printer = new LoopPrinter(signature, new OpenClDialect());
    CodeBlock.Builder code = CodeBlock.builder().add(LoopPrinter.indices(launch.kernel().axes()));
    printer.statements(code, before);
    method.addCode(code.build()).addStatement("return $L", result.match(printer));
    return add(method, signature, launch);
  }

  /** The rest of a product begins with its element, which here is an argument. */
  private static Stmt onProduct(Stmt statement) {
    if (statement instanceof Stmt.Local local) {
      return new Stmt.Local(local.variable(), onProduct(local.value()));
    }
    throw new IllegalStateException("what follows a product is no loop: " + statement);
  }

  private static Expr onProduct(Expr value) {
    return value.rewrite(
        e -> e instanceof Expr.Load load && load.buffer() == 0 ? Expr.value("product") : e);
  }

  /** Suffixes keep these names apart from those of the base class and from Java's own words. */
  private static String name(Plan plan, Launch launch) {
    return launch.node().layer() + KernelSignature.suffix(plan, launch, Group.of(launch));
  }
}
