package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Function;
import java.util.Set;

/**
 * The Java that Aparapi turns into OpenCL. Functions are methods of the Aparapi kernel, its own or
 * those of our base class, so that nothing is computed in double.
 */
record OpenClDialect() implements LoopPrinter.Dialect {

  /** Local variables keep their names in OpenCL, where these are functions. */
  private static final Set<String> TAKEN =
      Set.of("abs", "exp", "fma", "log", "log1p", "max", "min", "sqrt", "tanh");

  /** Returns a Java name as OpenCL takes it, which knows neither {@code ä} nor {@code $}. */
  static String identifier(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  @Override
  public String variable(String name) {
    return TAKEN.contains(name) ? name + "Value" : name;
  }

  @Override
  public CodeBlock call(Function function, CodeBlock arguments) {
    return switch (function) {
      case ABS, EXP, FMA, LOG, LOG1P, SQRT, TANH ->
          CodeBlock.of("$L($L)", function.text(), arguments);
      case MAX -> CodeBlock.of("maximum($L)", arguments);
      case MIN -> CodeBlock.of("minimum($L)", arguments);
      case ERFC -> CodeBlock.of("complementaryError($L)", arguments);
      case UNIFORM -> CodeBlock.of("uniform($L)", arguments);
      case NEGATE -> throw new IllegalStateException("it is an operator");
    };
  }
}
