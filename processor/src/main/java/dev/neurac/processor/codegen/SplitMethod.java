package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A method that does one thing after another, and would be too long where there are very many: then
 * it calls others, each of which does some of them, in the same order.
 *
 * @param signature the method without its code
 * @param before what it does first, for all statements
 * @param locals the variables that {@code before} declares and statements use
 * @param after what it does last
 */
record SplitMethod(
    MethodSpec signature, CodeBlock before, List<ParameterSpec> locals, CodeBlock after) {

  /**
   * About the most bytes of a method, of which Java allows 65,535: HotSpot compiles none of more
   * than 8,000.
   */
  static final int MAX_BYTES = 7_000;

  /**
   * What a method does in one place.
   *
   * @param bytes at most so many bytes of class file
   */
  record Statement(CodeBlock code, int bytes) {}

  // private static void stage0(Step step, int part, int parts) {
  //   int rows = step.rows;
  //   …
  //   stage0Part1(step, part, parts, rows, from, to);
  //   stage0Part2(step, part, parts, rows, from, to);
  // }
  // private static void stage0Part1(Step step, int part, int parts, int rows, int from, int to) {
  /** Returns the method, and after it those that it is split into, if it is. */
  List<MethodSpec> of(List<Statement> statements) {
    List<List<Statement>> parts = parts(statements);
    MethodSpec.Builder whole = signature.toBuilder().addCode(before);
    if (parts.size() == 1) {
      statements.forEach(statement -> whole.addCode(statement.code()));
      return List.of(whole.addCode(after).build());
    }
    List<ParameterSpec> parameters = new ArrayList<>(signature.parameters());
    parameters.addAll(locals);
    String arguments = String.join(", ", parameters.stream().map(ParameterSpec::name).toList());
    List<MethodSpec> methods = new ArrayList<>();
    for (List<Statement> part : parts) {
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(signature.name() + "Part" + (methods.size() + 1))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
              .addParameters(parameters);
      part.forEach(statement -> method.addCode(statement.code()));
      methods.add(method.build());
      whole.addStatement("$N($L)", methods.get(methods.size() - 1).name(), arguments);
    }
    methods.add(0, whole.addCode(after).build());
    return methods;
  }

  private static List<List<Statement>> parts(List<Statement> statements) {
    List<List<Statement>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    int bytes = 0;
    for (Statement statement : statements) {
      if (bytes + statement.bytes() > MAX_BYTES && bytes > 0) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      parts.get(parts.size() - 1).add(statement);
      bytes += statement.bytes();
    }
    return parts;
  }
}
