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
 * @param inputs an input's array and where its first row begins
 * @param predictions that of an output
 * @param locals what {@code rows}, {@code parameters} and {@code scratch} are called
 * @param scratchPerRow the floats of scratch before those that all rows share
 */
record PlainArguments(
    Function<Buffer, CodeBlock> inputs,
    Function<Buffer, CodeBlock> predictions,
    UnaryOperator<String> locals,
    int scratchPerRow)
    implements Arguments {

  /**
   * Arrays that go by the names of {@code Program}.
   *
   * @param from the first row
   */
  static PlainArguments ofProgram(String from, int scratchPerRow) {
    return new PlainArguments(
        input -> array("inputs", input, from),
        output -> array("predictions", output, from),
        UnaryOperator.identity(),
        scratchPerRow);
  }

  /**
   * Arrays of a network of one input and one output, by the names of {@code Program}.
   *
   * @param from the first row
   */
  static PlainArguments ofOne(String from, int scratchPerRow) {
    return new PlainArguments(
        input -> CodeBlock.of("input, $L", begin(input, from)),
        output -> CodeBlock.of("predictions, $L", begin(output, from)),
        UnaryOperator.identity(),
        scratchPerRow);
  }

  // inputs[0], from * 20
  private static CodeBlock array(String arrays, Buffer buffer, String from) {
    return CodeBlock.of("$N[$L], $L", arrays, buffer.array(), begin(buffer, from));
  }

  private static String begin(Buffer buffer, String from) {
    return from.equals("0") ? from : Arguments.times(from, buffer.shape().size());
  }

  @Override
  public CodeBlock of(Buffer buffer) {
    return switch (buffer.place()) {
      case PARAMETERS -> CodeBlock.of("$N", locals.apply("parameters"));
      case INPUT -> inputs.apply(buffer);
      case TARGETS -> array("targets", buffer, "0");
      case CLASSES -> array("classes", buffer, "0");
      case PREDICTIONS -> predictions.apply(buffer);
      case LOSSES -> array("losses", buffer, "0");
      case SCRATCH ->
          CodeBlock.of(
              "$L",
              locals.apply("scratch")
                  + ", "
                  + Arguments.times(locals.apply("rows"), buffer.offset()));
      case SHARED ->
          CodeBlock.of(
              "$L, $L",
              locals.apply("scratch"),
              Arguments.behind(locals.apply("rows"), scratchPerRow, buffer));
      case ROW_WEIGHTS, GRADIENTS -> throw new IllegalStateException("only training has " + buffer);
    };
  }

  @Override
  public CodeBlock areGiven(Buffer classes) {
    return CodeBlock.of("classes[$L] != null", classes.array());
  }

  @Override
  public CodeBlock scalar(Expr.Var scalar) {
    return CodeBlock.of("$N", locals.apply(scalar.name()));
  }
}
