package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.neurac.processor.codegen.StripPrinter.Program;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** What stands in front of a kernel's loops, so that vectors run in their place. */
final class StripCalls {

  private static final ClassName PROGRAM = ClassName.get("dev.neurac.kernels", "StripProgram");
  private static final ClassName SUMS = ClassName.get("dev.neurac.kernels", "ColumnSums");

  private final Set<String> constants;
  private final List<FieldSpec> fields = new ArrayList<>();

  /**
   * Makes an empty collection.
   *
   * @param taken names that no constant may have
   */
  StripCalls(Set<String> taken) {
    this.constants = new HashSet<>(taken);
  }

  /** Returns the programs. */
  List<FieldSpec> fields() {
    return fields;
  }

  /** Returns what stands in front of the loops over some statements; nothing if no vectors pay. */
  CodeBlock before(String method, List<Axis> axes, List<Stmt> body, KernelSignature signature) {
    Optional<CodeBlock> sums = columnSums(axes, body, signature);
    if (sums.isPresent()) {
      return sums.get();
    }
    Optional<Program> program = StripPrinter.print(axes, body);
    return program.isPresent()
        ? run(constant(method, program.get(), signature), program.get(), signature)
        : CodeBlock.of("");
  }

  // private static final StripProgram LAYER1 = StripProgram.of("1 128\n"
  //     + "store max + b0 f1:128 0.0");
  private String constant(String method, Program program, KernelSignature signature) {
    String name = method.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    while (constants.contains(name) || signature.declares(name)) {
      name = name + "_";
    }
    constants.add(name);
    fields.add(
        FieldSpec.builder(PROGRAM, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("$T.of($S)", PROGRAM, program.text())
            .build());
    return name;
  }

  // if (LAYER1.isReady(to - from)) {
  //   LAYER1.run(from, to, layer1, layer1At, parameters, LAYER1_BIAS);
  //   return;
  // }
  private static CodeBlock run(String name, Program program, KernelSignature signature) {
    CodeBlock.Builder code = CodeBlock.builder();
    String dropping = program.random() ? "dropping != 0 && " : "";
    code.beginControlFlow("if ($L$N.isReady(to - from))", dropping, name);
    CodeBlock.Builder arguments = CodeBlock.builder().add("from, to");
    if (program.random()) {
      arguments.add(", seed, step");
    }
    for (int buffer : program.buffers()) {
      arguments.add(",$W$L", signature.place(buffer));
    }
    return code.addStatement("$N.run($L)", name, arguments.build())
        .addStatement("return")
        .endControlFlow()
        .build();
  }

  // if (ColumnSums.isReady((to - from) * rows)) {
  //   ColumnSums.run(from, to, lossGradient, lossGradientAt, rows, 10, gradients, LAYER2_BIAS);
  //   return;
  // }
  private static Optional<CodeBlock> columnSums(
      List<Axis> axes, List<Stmt> body, KernelSignature signature) {
    if (axes.size() != 1
        || !(axes.get(0).extent() instanceof Expr.Int n)
        || n.value() < StripPrinter.LEAST_ELEMENTS
        || body.size() != 3
        || !(body.get(0) instanceof Stmt.Local sum)
        || !sum.value().equals(Expr.num(0))
        || !(body.get(1) instanceof Stmt.For rows)
        || !body.get(2).equals(new Stmt.Store(0, axes.get(0).index(), sum.variable()))) {
      return Optional.empty();
    }
    Expr element =
        Expr.add(Expr.multiply(rows.index(), Expr.integer(n.value())), axes.get(0).index());
    Stmt add = new Stmt.Assign(sum.variable(), Expr.add(sum.variable(), Expr.load(1, element)));
    int vectors = vectors(rows.extent());
    if (vectors == 0 || !rows.body().equals(List.of(add))) {
      return Optional.empty();
    }
    CodeBlock count = vectors == 1 ? CodeBlock.of("rows") : CodeBlock.of("rows * $L", vectors);
    return Optional.of(
        CodeBlock.builder()
            .beginControlFlow("if ($T.isReady((to - from) * $L))", SUMS, count)
            .addStatement(
                "$T.run(from, to,$W$L,$W$L,$W$L,$W$L)",
                SUMS,
                signature.place(1),
                count,
                n.value(),
                signature.place(0))
            .addStatement("return")
            .endControlFlow()
            .build());
  }

  /** Returns k of {@code rows * k}, 0 for any other extent. */
  private static int vectors(Expr extent) {
    if (extent.equals(Kernel.ROWS)) {
      return 1;
    }
    return extent instanceof Expr.Binary product
            && product.left().equals(Kernel.ROWS)
            && product.right() instanceof Expr.Int k
        ? k.value()
        : 0;
  }
}
