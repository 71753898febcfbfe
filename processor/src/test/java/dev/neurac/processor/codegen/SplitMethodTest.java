package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.neurac.processor.codegen.SplitMethod.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMethodTest {

  private static final SplitMethod METHOD =
      new SplitMethod(
          MethodSpec.methodBuilder("run").addParameter(float[].class, "values").build(),
          CodeBlock.of("int rows = 1;\n"),
          List.of(ParameterSpec.builder(int.class, "rows").build()),
          CodeBlock.of("return;\n"));

  private static List<Statement> statements(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Statement(CodeBlock.of("call$L();\n", i), bytes))
        .toList();
  }

  @Test
  void whatFitsIsOneMethod() {
    List<MethodSpec> methods = METHOD.of(statements(2, SplitMethod.MAX_BYTES / 2));
    assertThat(methods).hasSize(1);
    assertThat(methods.get(0).code()).hasToString("int rows = 1;\ncall0();\ncall1();\nreturn;\n");
  }

  @Test
  void whatDoesNotFitIsCalledInItsOrder() {
    List<MethodSpec> methods = METHOD.of(statements(5, SplitMethod.MAX_BYTES / 2));
    assertThat(methods.get(0).code())
        .hasToString(
            """
            int rows = 1;
            runPart1(values, rows);
            runPart2(values, rows);
            runPart3(values, rows);
            return;
            """);
    assertThat(methods)
        .extracting(MethodSpec::name)
        .containsExactly("run", "runPart1", "runPart2", "runPart3");
    assertThat(methods.subList(1, 4).stream().map(m -> m.code().toString()))
        .containsExactly("call0();\ncall1();\n", "call2();\ncall3();\n", "call4();\n");
  }

  @Test
  void aStatementThatIsTooLongHasAPartOfItsOwn() {
    List<MethodSpec> methods = METHOD.of(statements(2, 2 * SplitMethod.MAX_BYTES));
    assertThat(methods.stream().map(MethodSpec::name).collect(Collectors.joining(" ")))
        .isEqualTo("run runPart1 runPart2");
  }
}
