package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.codegen.KernelMethods.Arguments;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.passes.Plan.Buffer;

/**
 * Arrays of a {@code Step}.
 *
 * @param scratchPerRow the floats of scratch before those that all rows share
 */
record StepArguments(int scratchPerRow) implements Arguments {

  @Override
  public CodeBlock of(Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> CodeBlock.of("step.parameters");
      case GRADIENTS -> CodeBlock.of("step.gradients");
      case INPUT -> CodeBlock.of("step.inputs[$L], 0", buffer.array());
      case TARGETS -> CodeBlock.of("step.targets[$L], 0", buffer.array());
      case CLASSES -> CodeBlock.of("step.classes[$L], 0", buffer.array());
      case ROW_WEIGHTS -> CodeBlock.of("step.rowWeights, 0");
      case LOSSES -> CodeBlock.of("step.losses[$L], 0", buffer.array());
      case SCRATCH ->
          CodeBlock.of("$L", "step.scratch, " + Arguments.times("rows", buffer.offset()));
      case SHARED ->
          CodeBlock.of("step.scratch, $L", Arguments.behind("rows", scratchPerRow, buffer));
      case PREDICTIONS -> throw new IllegalStateException("training has no " + buffer);
    };
  }

  @Override
  public CodeBlock areGiven(Buffer classes) {
    return CodeBlock.of("step.classes[$L] != null", classes.array());
  }

  @Override
  public CodeBlock scalar(Expr.Var scalar) {
    return scalar.name().equals("rows")
        ? CodeBlock.of("rows")
        : CodeBlock.of("step.$N", scalar.name());
  }
}
