package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Kernel.Product;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * The kernels of a model as methods of its Aparapi kernel, one for each distinct kernel.
 *
 * <p>All arrays are fields, since Aparapi loses what is written through a parameter; a method takes
 * where in them its values begin. The axes of a kernel become one, whose points the lanes share.
 */
final class OpenClMethods {

  /** What is special about a method: the loops, and which buffers are parameters. */
  private record Content(Kernel kernel, List<String> arrays) {}

  private final int features;
  private final int outputs;
  private final int scratch;
  private final NameAllocator names = new NameAllocator();
  private final Map<Content, String> loopMethods = new LinkedHashMap<>();
  private final Map<Content, String> restMethods = new LinkedHashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<CodeBlock> rests = new ArrayList<>();
  private final Map<String, Integer> restNumbers = new HashMap<>();

  /**
   * Makes an empty collection.
   *
   * @param features the floats of features of a row
   * @param outputs the floats of targets of a row, and of its output
   * @param scratch the floats of a row between the operations
   */
  OpenClMethods(int features, int outputs, int scratch) {
    this.features = features;
    this.outputs = outputs;
    this.scratch = scratch;
  }

  List<MethodSpec> methods() {
    return methods;
  }

  /** Returns what becomes of the elements of products, by the number less one. */
  List<CodeBlock> rests() {
    return rests;
  }

  /** Returns how many floats of scratch each row takes: all but the gradients lie per row. */
  int floatsPerRow() {
    return Math.addExact(Math.addExact(features, 2 * outputs + 2), scratch);
  }

  // layer3BiasGradientLoops(lane, lanes, rows, step, gradientsAt + 36736, capacity * 418);
  /** Returns the calls of a phase's kernels that are no matrix products. */
  CodeBlock loops(Plan plan, List<Launch> launches) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Launch launch : launches) {
      if (launch.kernel().product().isEmpty()) {
        code.addStatement("$L", call(plan, launch));
      }
    }
    return code.build();
  }

  // table.phase();
  // table.plain(1, 20, 128, 0, 0, capacity * 30, 1);
  /** Returns the description of a phase's matrix products. */
  CodeBlock products(Plan plan, List<Launch> launches) {
    CodeBlock.Builder code = CodeBlock.builder().addStatement("table.phase()");
    for (Launch launch : launches) {
      if (launch.kernel().product().isPresent()) {
        Product product = launch.kernel().product().get();
        boolean left = product.form() == Product.Form.LEFT_TRANSPOSED;
        code.addStatement(
            "table.$L($L, $L, $L, $L, $L, $L, $L)",
            switch (product.form()) {
              case PLAIN -> "plain";
              case RIGHT_TRANSPOSED -> "rightTransposed";
              case LEFT_TRANSPOSED -> "leftTransposed";
            },
            left ? product.inner() : product.rowsPerRow(),
            left ? product.rowsPerRow() : product.inner(),
            product.columns(),
            begin(launch.buffers().get(1)),
            begin(launch.buffers().get(2)),
            begin(launch.buffers().get(0)),
            rest(plan, launch, product));
      }
    }
    return code.build();
  }

  private CodeBlock call(Plan plan, Launch launch) {
    Content content = content(launch);
    String method = loopMethods.get(content);
    if (method == null) {
      method = names.newName(name(plan, launch) + "Loops");
      loopMethods.put(content, method);
      methods.add(loops(method, launch));
    }
    List<CodeBlock> arguments = new ArrayList<>();
    List.of("lane", "lanes", "rows", "step").forEach(name -> arguments.add(CodeBlock.of(name)));
    launch.buffers().forEach(buffer -> arguments.add(begin(buffer)));
    return CodeBlock.of("$N($L)", method, CodeBlock.join(arguments, ",$W"));
  }

  private static Content content(Launch launch) {
    return new Content(
        launch.kernel(), launch.buffers().stream().map(OpenClMethods::array).toList());
  }

  private static String array(Buffer buffer) {
    return buffer.place() == Place.PARAMETERS ? "values" : "scratch";
  }

  /** {@code capacity * 20}, or for a parameter {@code 2560}. */
  private CodeBlock begin(Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> CodeBlock.of("$L", buffer.offset());
      case GRADIENTS -> CodeBlock.of("gradientsAt + $L", buffer.offset());
      case INPUT -> CodeBlock.of("0");
      case TARGETS -> perRow(features);
      case ROW_WEIGHTS -> perRow(features + outputs);
      case LOSSES -> perRow(features + outputs + 1);
      case PREDICTIONS -> perRow(features + outputs + 2);
      case SCRATCH -> perRow(features + 2 * outputs + 2 + buffer.offset());
    };
  }

  private static CodeBlock perRow(int floats) {
    return CodeBlock.of("capacity * $L", floats);
  }

  // private void lossLoops(int lane, int lanes, int rows, int step, int at0, int at1, int at2) {
  //   for (int point = lane; point < rows * 12; point += lanes) {
  //     int r = point / 12;
  //     int i = point - r * 12;
  //     …
  private static MethodSpec loops(String name, Launch launch) {
    Kernel kernel = launch.kernel();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("{@code $L}\n", launch.node().op());
    List.of("lane", "lanes", "rows", "step").forEach(p -> method.addParameter(int.class, p));
    for (int i = 0; i < launch.buffers().size(); i++) {
      method.addParameter(int.class, "at" + i);
    }
    CodeBlock.Builder code = CodeBlock.builder();
    CodeBlock points = points(kernel.axes());
    code.beginControlFlow("for (int point = lane; point < $L; point += lanes)", points);
    code.add(indices(kernel.axes()));
    new LoopPrinter(new Fields(launch), new OpenClDialect()).statements(code, kernel.body());
    return method.addCode(code.endControlFlow().build()).build();
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

  // int r = point / 12;
  // int i = (point - r * 12) / 4;
  // int j = point - r * 12 - i * 4;
  private static CodeBlock indices(List<Axis> axes) {
    CodeBlock.Builder code = CodeBlock.builder();
    String left = "point";
    for (int a = 0; a < axes.size(); a++) {
      String index = axes.get(a).index().name();
      int inner =
          axes.subList(a + 1, axes.size()).stream()
              .mapToInt(axis -> ((Expr.Int) axis.extent()).value())
              .reduce(1, Math::multiplyExact);
      if (inner == 1) {
        code.addStatement("int $N = $L", index, left);
        left = "0";
      } else {
        String whole = left.contains(" ") ? "(" + left + ")" : left;
        code.addStatement("int $N = $L / $L", index, whole, inner);
        left = left + " - " + index + " * " + inner;
      }
    }
    return code.build();
  }

  /** Returns the number of what becomes of a product's elements, 0 for nothing. */
  private int rest(Plan plan, Launch launch, Product product) {
    if (product.rest().isEmpty()) {
      return 0;
    }
    Content content = content(launch);
    String method = restMethods.get(content);
    if (method == null) {
      method = names.newName(name(plan, launch) + "Rest");
      restMethods.put(content, method);
      methods.add(rest(method, launch, product));
    }
    List<CodeBlock> arguments = new ArrayList<>();
    List.of("point", "product", "step").forEach(name -> arguments.add(CodeBlock.of(name)));
    launch.buffers().forEach(buffer -> arguments.add(begin(buffer)));
    return number(CodeBlock.of("$N($L)", method, CodeBlock.join(arguments, ",$W")));
  }

  private int number(CodeBlock rest) {
    CodeBlock body = CodeBlock.builder().addStatement("return $L", rest).build();
    Integer known = restNumbers.putIfAbsent(body.toString(), rests.size() + 1);
    if (known != null) {
      return known;
    }
    rests.add(body);
    return rests.size();
  }

  // private float layer1Rest(int point, float product, int step, int at0, int at1, …) {
  //   int r = point / 128;
  //   int i = point - r * 128;
  //   return maximum(product + values[at3 + i], 0.0f);
  // }
  private static MethodSpec rest(String name, Launch launch, Product product) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("{@code $L}\n", launch.node().op())
            .returns(float.class)
            .addParameter(int.class, "point")
            .addParameter(float.class, "product")
            .addParameter(int.class, "step");
    IntStream.range(0, launch.buffers().size())
        .forEach(i -> method.addParameter(int.class, "at" + i));
    LoopPrinter printer = new LoopPrinter(new Fields(launch), new OpenClDialect());
    List<Stmt> rest = product.rest();
    Stmt.Store last = (Stmt.Store) rest.get(rest.size() - 1);
    List<Stmt> before =
        rest.subList(0, rest.size() - 1).stream().map(OpenClMethods::onProduct).toList();
    CodeBlock.Builder code = CodeBlock.builder().add(indices(launch.kernel().axes()));
    printer.statements(code, before);
    return method
        .addCode(code.build())
        .addStatement("return $L", onProduct(last.value()).match(printer))
        .build();
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
    Node node = launch.node();
    Buffer result = launch.buffers().get(0);
    if (result.place() == Place.GRADIENTS) {
      String role = result.name().substring(result.name().lastIndexOf('.') + 1);
      return node.layer() + Character.toUpperCase(role.charAt(0)) + role.substring(1) + "Gradient";
    }
    return KernelSignature.valueName(plan, node);
  }

  /** Buffers as fields, with their begins as parameters. */
  private record Fields(Launch launch) implements LoopPrinter.Buffers {

    @Override
    public String array(int buffer) {
      return OpenClMethods.array(launch.buffers().get(buffer));
    }

    @Override
    public String begin(int buffer) {
      return "at" + buffer;
    }
  }
}
