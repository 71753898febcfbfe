package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.codegen.KernelMethods.Arguments;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.passes.Plan.Buffer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Arrays that are parameters or local variables of the calling method.
 *
 * @param input an input's array and index
 * @param predictions the output's array and index
 * @param locals what {@code rows}, {@code parameters} and {@code scratch} are called
 */
record PlainArguments(
    Function<Buffer, CodeBlock> input, CodeBlock predictions, UnaryOperator<String> locals)
    implements Arguments {

  /** Arrays that go by the names of the interface. */
  static PlainArguments named(String input, String predictions) {
    return new PlainArguments(
        buffer -> CodeBlock.of(input), CodeBlock.of(predictions), UnaryOperator.identity());
  }

  @Override
  public CodeBlock of(Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> CodeBlock.of("$N", locals.apply("parameters"));
      case INPUT -> input.apply(buffer);
      case TARGETS -> CodeBlock.of("targets, 0");
      case PREDICTIONS -> predictions;
      case LOSSES -> CodeBlock.of("losses, 0");
      case SCRATCH ->
          CodeBlock.of(
              "$L",
              locals.apply("scratch")
                  + ", "
                  + Arguments.times(locals.apply("rows"), buffer.offset()));
      case ROW_WEIGHTS, GRADIENTS -> throw new IllegalStateException("only training has " + buffer);
    };
  }

  @Override
  public CodeBlock scalar(Expr.Var scalar) {
    return CodeBlock.of("$N", locals.apply(scalar.name()));
  }
}
