package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.Initializer;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.ParameterSpec;
import dev.neurac.processor.model.Start;
import dev.neurac.processor.passes.Plan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no layer has yet; what they have is in the goldens. */
class ModelWriterTest {

  private static String written(
      String role, Shape shape, List<Integer> fileAxes, boolean penalized, Start start) {
    ParameterSpec parameter = new ParameterSpec("conv1", role, shape, fileAxes, penalized, start);
    CodeBlock code = ModelWriter.parameter(parameter, "AT");
    return CodeBlock.builder().addStatement("$L", code).build().toString();
  }

  @Test
  void aParameterHasAnyNameAndAnyNumberOfAxes() {
    Start fanIn = new Start(Initializer.FAN_IN, Double.NaN, 75, 400);
    assertThat(written("kernel", Shape.fixed(5, 5, 3, 16), List.of(3, 2, 0, 1), true, fanIn))
        .isEqualTo(
            "parameter(\"conv1.kernel\", AT, 5, 5, 3, 16).inFiles(3, 2, 0, 1).penalized()\n"
                + "    .starts(dev.neurac.Initializer.FAN_IN, 75, 400);\n");
    Start one = new Start(Initializer.CONSTANT, 1, 1, 1);
    assertThat(written("scale", Shape.fixed(), List.of(), false, one))
        .isEqualTo(
            "parameter(\"conv1.scale\", AT).starts(dev.neurac.Initializer.CONSTANT, 1.0, 1, 1);\n");
  }

  @Test
  void noNameSaysWhatAParameterIs() {
    Start start = new Start(Initializer.NORMAL, 0.5, 4, 8);
    assertThat(written("slope", Shape.fixed(4, 8), List.of(1, 0), true, start))
        .isEqualTo(
            written("weight", Shape.fixed(4, 8), List.of(1, 0), true, start)
                .replace("weight", "slope"));
  }

  @Test
  void aLayerByItselfHasRoomForWhatItsRowsShare() {
    Graph none = new Graph(List.of(), List.of());
    assertThat(scratch(new Plan(none, List.of(), 13, 0, Set.of())))
        .isEqualTo("float[] scratch = new float[this.runtime.arrayLength(n, 13)]");
    assertThat(scratch(new Plan(none, List.of(), 13, 8, Set.of())))
        .isEqualTo(
            "float[] scratch = new float"
                + "[java.lang.Math.addExact(this.runtime.arrayLength(n, 13), 8)]");
  }

  private static String scratch(Plan plan) {
    return ModelWriter.newScratch("scratch", "n", plan).toString();
  }
}
