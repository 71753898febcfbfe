package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import dev.neurac.processor.codegen.KernelGroups.Group;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The kernels of a model as Java methods, one for each distinct kernel: the plans share them, and
 * so do layers of one kind and size.
 *
 * <p>A method takes each array it works on, and where the value begins in it.
 */
final class KernelMethods {

  private static final ClassName WORKERS = ClassName.get("dev.neurac.runtime", "Workers");

  private final Names names;
  private final KernelGroups groups;
  private final NameAllocator methodNames = new NameAllocator();
  private final Map<Group, String> methodOf = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final StripCalls strips;
  private boolean callsKernels;

  /**
   * Makes an empty collection.
   *
   * @param taken method names of the class around
   */
  KernelMethods(Plans plans, Names names, List<String> taken) {
    this.groups = new KernelGroups(plans);
    this.names = names;
    taken.forEach(methodNames::newName);
    Set<String> constants = new HashSet<>(names.constants());
    constants.addAll(List.of("ARCHITECTURE", "KERNELS"));
    this.strips = new StripCalls(constants);
  }

  List<MethodSpec> methods() {
    return methods;
  }

  /** Returns the strip programs that methods run. */
  List<FieldSpec> strips() {
    return strips.fields();
  }

  /** Returns whether a method calls the hand-tuned routines. */
  boolean callsKernels() {
    return callsKernels;
  }

  /** Where a buffer's array comes from at a call. */
  interface Arguments {
    /** Returns the array and the offset of the value in it: {@code scratch, rows * 128}. */
    CodeBlock of(Buffer buffer);

    /** Returns the condition that classes are given, and not targets. */
    CodeBlock areGiven(Buffer classes);

    /** Returns one of the kernel's scalar arguments. */
    CodeBlock scalar(Expr.Var scalar);

    /** {@code rows * 128}. */
    static String times(String rows, int floats) {
      return switch (floats) {
        case 0 -> "0";
        case 1 -> rows;
        default -> rows + " * " + floats;
      };
    }

    /** {@code rows * 128 + 4}: where a value begins that lies behind those of the rows. */
    static String behind(String rows, int scratchPerRow, Buffer shared) {
      return scratchPerRow == 0
          ? String.valueOf(shared.offset())
          : times(rows, scratchPerRow) + " + " + shared.offset();
    }
  }

  // layer2(parameters, features, 0, scratch, 0, from, to);
  // layers64(parameters, LAYER2_WEIGHT, LAYER2_BIAS, scratch, 0, scratch, rows * 64, from, to);
  /**
   * Returns the call of a kernel's method, which is made if there is none.
   *
   * @param share which rows, {@code from, to}; of a kernel that is not per row which share of its
   *     elements, {@code part, parts}
   */
  CodeBlock call(Plan plan, Launch launch, Arguments arguments, String share) {
    Group group = groups.of(launch);
    KernelSignature signature = new KernelSignature(plan, launch, group, names);
    List<CodeBlock> all = new ArrayList<>();
    for (Place place : List.of(Place.PARAMETERS, Place.GRADIENTS)) {
      if (signature.uses(place)) {
        all.add(arguments.of(signature.first(place)));
        signature
            .offsets(place)
            .keySet()
            .forEach(buffer -> all.add(CodeBlock.of("$N", names.offset(buffer.name()))));
      }
    }
    signature.arrays().keySet().forEach(buffer -> all.add(arguments.of(buffer)));
    signature.scalars().forEach(scalar -> all.add(arguments.scalar(scalar)));
    all.add(CodeBlock.of("$L", share));
    String method = methodOf.get(group);
    if (method == null) {
      String name = methodName(plan, launch, group);
      // Another way to the same value, of which training keeps more.
      String from = methodOf.containsValue(name) ? KernelSignature.from(plan, launch) : "";
      method = methodNames.newName(name + from);
      methodOf.put(group, method);
      methods.add(print(method, launch, group, signature));
    }
    return CodeBlock.of("$N($L)", method, CodeBlock.join(all, ",$W"));
  }

  /**
   * {@code layer1}, {@code layer3Linear}, {@code layer1WeightGradient}; of layers that share it
   * {@code layers64WeightGradient}, with the extent of the result's last axis.
   */
  private static String methodName(Plan plan, Launch launch, Group group) {
    String layer =
        group.isShared() ? "layers" + launch.node().shape().last() : launch.node().layer();
    return layer + KernelSignature.suffix(plan, launch, group);
  }

  // /** x·W > BiasAdd > RELU   input [rows, 64], layer1.weight [64, 128], … → [rows, 128] */
  // private static void layer1(float[] parameters, float[] input, int inputAt, …, int from, int to)
  private MethodSpec print(String name, Launch launch, Group group, KernelSignature signature) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addJavadoc("$L", description(launch, group, signature));
    for (Place place : List.of(Place.PARAMETERS, Place.GRADIENTS)) {
      if (signature.uses(place)) {
        method.addParameter(float[].class, place.name().toLowerCase(Locale.ROOT));
        signature.offsets(place).values().forEach(at -> method.addParameter(int.class, at));
      }
    }
    signature
        .arrays()
        .values()
        .forEach(
            value -> {
              method.addParameter(float[].class, value.array());
              method.addParameter(int.class, value.offset());
            });
    signature.scalars().forEach(scalar -> method.addParameter(int.class, scalar.name()));
    Kernel kernel = launch.kernel();
    if (kernel.perRow()) {
      method.addParameter(int.class, "from").addParameter(int.class, "to");
    } else {
      method
          .addParameter(int.class, "part")
          .addParameter(int.class, "parts")
          .addCode(share(kernel));
    }
    LoopPrinter printer = new LoopPrinter(signature);
    Optional<RoutineCall.Printed> routine = RoutineCall.of(kernel, signature);
    callsKernels |= routine.isPresent();
    routine.ifPresent(call -> method.addCode(call.code()));
    List<Stmt> left = routine.map(RoutineCall.Printed::rest).orElse(kernel.body());
    if (!left.isEmpty()) {
      // Where the loops are too short to call a routine, they are for vectors too.
      if (routine.isPresent() || kernel.intrinsic().isEmpty()) {
        method.addCode(strips.before(name, kernel.axes(), left, signature));
      }
      method.addCode(printer.loops(kernel, left));
    }
    return method.build();
  }

  // int from = Workers.offset(128, part, parts);
  // int to = Workers.offset(128, part + 1, parts);
  private static CodeBlock share(Kernel kernel) {
    int length = 1;
    for (Kernel.Axis axis : kernel.split()) {
      length = Math.multiplyExact(length, ((Expr.Int) axis.extent()).value());
    }
    return CodeBlock.builder()
        .addStatement("int from = $T.offset($L, part, parts)", WORKERS, length)
        .addStatement("int to = $T.offset($L, part + 1, parts)", WORKERS, length)
        .build();
  }

  /**
   * {@code x·W > BiasAdd > RELU input [rows, 64], layer1.weight [64, 128], … → [rows, 128]}; before
   * it the layers that share the method.
   */
  private String description(Launch launch, Group group, KernelSignature signature) {
    List<String> inputs = new ArrayList<>();
    for (int i = 1; i < launch.buffers().size(); i++) {
      inputs.add(signature.label(i) + " " + launch.buffers().get(i).shape());
    }
    String layers =
        group.isShared() ? "{@code " + Names.firstOf(groups.layers(group)) + "}:\n" : "";
    return layers
        + "{@code "
        + launch.node().op()
        + "   "
        + String.join(", ", inputs)
        + " → "
        + launch.node().shape()
        + "}\n";
  }
}
