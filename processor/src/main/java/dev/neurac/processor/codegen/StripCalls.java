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
}
