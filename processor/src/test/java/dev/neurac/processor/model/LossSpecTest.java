package dev.neurac.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.runtime.Architecture.OutputInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossSpecTest {

  /** Else a training would give classes to a program that reads targets. */
  @ParameterizedTest
  @EnumSource
  void theRuntimeGivesClassesWhereGeneratedCodeTakesThem(Loss loss) {
    GraphBuilder g = new GraphBuilder();
    Node x = g.of("x", false).add(new Leaf(Leaf.Kind.INPUT, "x", Shape.row(3)));
    Node t = g.add(new Leaf(Leaf.Kind.TARGET, "t", Shape.row(3)));
    Node built = new LossSpec(loss, 0, 1, 1, Map.of(), Origin.of(null)).build(g, x, t);
    assertThat(built.op().withClassTargets().isPresent())
        .isEqualTo(new OutputInfo("t", List.of(3), loss, true).takesClasses());
  }
}
