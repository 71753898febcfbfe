package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.neurac.processor.codegen.StripPrinter.Program;
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

  private static final ClassName PROGRAM = ClassName.get("dev.neurac.strips", "StripProgram");

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
    Optional<Program> printed = StripPrinter.print(axes, body);
    if (printed.isEmpty()) {
      return CodeBlock.of("");
    }
    Program program = printed.get();
    String name = constant(method, signature);
    CodeBlock comment = comment(program, StripFormulas.of(body, signature::label));
    fields.add(field(name, comment, program));
    return run(name, program, signature);
  }

  private String constant(String method, KernelSignature signature) {
    String name = method.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    while (constants.contains(name) || signature.declares(name)) {
      name = name + "_";
    }
    constants.add(name);
    return name;
  }

  // /** On vectors, 128 elements a row: {@code layer1 = max(layer1 + layer1.bias, 0)}. */
  // private static final StripProgram LAYER1 = StripProgram.of("1 128\n"
  //     + "store max + b0 f1:128 0.0");
  private static FieldSpec field(String name, CodeBlock comment, Program program) {
    return FieldSpec.builder(PROGRAM, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc(comment)
        .initializer("$T.of($S)", PROGRAM, program.text())
        .build();
  }

  // On vectors, 10 elements a row:
  // <pre>{@code
  // max = max(layer2Linear)
  // layer2 = exp(layer2Linear - max)
  // …
  // }</pre>
  private static CodeBlock comment(Program program, List<String> formulas) {
    String elements = program.elements() == 1 ? "1 element" : program.elements() + " elements";
    return formulas.size() == 1
        ? CodeBlock.of("On vectors, $L a row: {@code $L}.\n", elements, formulas.get(0))
        : CodeBlock.of(
            "On vectors, $L a row:\n<pre>{@code\n$L\n}</pre>\n",
            elements,
            String.join("\n", formulas));
  }

  // if (LAYER1.isReady(to - from)) {
  //   LAYER1.on(layer1, layer1At).and(parameters, LAYER1_BIAS).run(from, to);
  //   return;
  // }
  private static CodeBlock run(String name, Program program, KernelSignature signature) {
    CodeBlock.Builder code = CodeBlock.builder();
    String dropping = program.random() ? "dropping != 0 && " : "";
    code.beginControlFlow("if ($L$N.isReady(to - from))", dropping, name);
    List<Integer> buffers = program.buffers();
    CodeBlock.Builder bound = CodeBlock.builder().add("on($L)", signature.place(buffers.get(0)));
    for (int buffer : buffers.subList(1, buffers.size())) {
      bound.add("$Z.and($L)", signature.place(buffer));
    }
    String scalars = program.random() ? ", seed, step" : "";
    return code.addStatement("$N.$L$Z.run(from, to$L)", name, bound.build(), scalars)
        .addStatement("return")
        .endControlFlow()
        .build();
  }
}
