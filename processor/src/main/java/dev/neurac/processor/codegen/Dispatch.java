package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Methods that do one of many things, by number. Aparapi has no switch, and OpenCL's compilers stop
 * at some 250 nested ifs, so where there are many a method that compares ranges calls others.
 *
 * @param number the parameter that says which
 */
record Dispatch(String number) {

  static final int MAX_IN_A_CHAIN = 64;

  /** What to do under a condition on the number. */
  private record Case(String relation, int bound, CodeBlock body) {}

  // protected void compute(int phase, int lane, int lanes, int rows, int step) {
  //   if (phase < 64) {
  //     compute0(phase, lane, lanes, rows, step);
  //   } else if …
  // private void compute0(int phase, int lane, int lanes, int rows, int step) {
  //   if (phase == 0) {
  //     layer1(lane, lanes, rows, …);
  //   } else if (phase == 1) {
  /**
   * Returns the methods, the one to call first.
   *
   * @param method name, parameters, and what is done for a number that is none
   * @param first the first number
   * @param bodies what is done for each number; nothing where one is empty
   */
  List<MethodSpec> of(MethodSpec method, int first, List<CodeBlock> bodies) {
    List<Case> numbers = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      if (!bodies.get(i).isEmpty()) {
        numbers.add(new Case("==", first + i, bodies.get(i)));
      }
    }
    if (numbers.size() <= MAX_IN_A_CHAIN) {
      return List.of(chain(method, numbers));
    }
    List<MethodSpec> methods = new ArrayList<>();
    List<Case> ranges = new ArrayList<>();
    boolean returns = !method.returnType().equals(TypeName.VOID);
    for (int from = 0; from < numbers.size(); from += MAX_IN_A_CHAIN) {
      int to = Math.min(from + MAX_IN_A_CHAIN, numbers.size());
      MethodSpec part =
          MethodSpec.methodBuilder(method.name() + methods.size())
              .addModifiers(Modifier.PRIVATE)
              .addParameters(method.parameters())
              .returns(method.returnType())
              .addCode(method.code())
              .build();
      methods.add(chain(part, numbers.subList(from, to)));
      CodeBlock call =
          CodeBlock.of("$N($L)", part.name(), String.join(", ", names(method.parameters())));
      CodeBlock.Builder body = CodeBlock.builder();
      body.addStatement(returns ? "return $L" : "$L", call);
      // Numbers without a body are left out, so what ends a part is a number and not a place.
      ranges.add(new Case("<", numbers.get(to - 1).bound() + 1, body.build()));
    }
    methods.add(0, chain(method, ranges));
    return methods;
  }

  private static List<String> names(List<ParameterSpec> parameters) {
    return parameters.stream().map(ParameterSpec::name).toList();
  }

  /** Returns a method that compares its number with each case's, then does what it did. */
  private MethodSpec chain(MethodSpec method, List<Case> cases) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      if (i == 0) {
        code.beginControlFlow("if ($N $L $L)", number, one.relation(), one.bound());
      } else {
        code.nextControlFlow("else if ($N $L $L)", number, one.relation(), one.bound());
      }
      code.add(one.body());
    }
    if (!cases.isEmpty()) {
      code.endControlFlow();
    }
    return MethodSpec.methodBuilder(method.name())
        .addAnnotations(method.annotations())
        .addModifiers(method.modifiers())
        .addParameters(method.parameters())
        .returns(method.returnType())
        .addCode(code.build())
        .addCode(method.code())
        .build();
  }
}
