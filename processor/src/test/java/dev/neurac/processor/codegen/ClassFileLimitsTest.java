package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.Add;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.passes.Plan;
import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import dev.neurac.processor.passes.Plan.Stage;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassFileLimitsTest {

  /**
   * Returns plans of so many kernels, each from one value to one of its own.
   *
   * @param deep whether a kernel reads what the one before it wrote; else all read the same
   */
  private static Plans plans(int kernels, boolean deep) {
    Kernel kernel =
        Kernel.of(List.of(new Axis(new Expr.Var("r", Expr.Type.INT), Kernel.ROWS)), List.of());
    List<Launch> launches = new ArrayList<>();
    for (int i = 0; i < kernels; i++) {
      launches.add(new Launch(node(i + 1), kernel, List.of(buffer(i + 1), buffer(deep ? i : 0))));
    }
    Plan plan =
        new Plan(
            new Graph(List.of(), List.of()),
            List.of(new Stage(true, launches, 1)),
            kernels + 1,
            0,
            Set.of());
    Plan none = new Plan(new Graph(List.of(), List.of()), List.of(), 0, 0, Set.of());
    return new Plans(none, none, plan, Map.of(), Map.of());
  }

  private static Node node(int id) {
    return new Node(id, new Add(), List.of(), Shape.row(1), "sum", "", false);
  }

  private static Buffer buffer(int offset) {
    return new Buffer(Place.SCRATCH, node(offset), "", 0, offset);
  }

  @Test
  void anAparapiKernelOfThousandsOfPhasesIsSplit() {
    assertThat(ClassFileLimits.excessOfAparapiKernel(plans(5000, true))).isEmpty();
  }

  @Test
  void onePhaseOfAnAparapiKernelIsNotSplit() {
    assertThat(ClassFileLimits.excessOfAparapiKernel(plans(1000, false))).isEmpty();
    assertThat(ClassFileLimits.excessOfAparapiKernel(plans(5000, false)))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("180,640 bytes").contains("65,535"));
  }
}
