package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How threads find their share in printed loops. */
class LoopPrinterTest {

  private static final LoopPrinter.Buffers BUFFERS =
      new LoopPrinter.Buffers() {
        @Override
        public String array(int buffer) {
          return "y";
        }

        @Override
        public String offset(int buffer) {
          return "yAt";
        }
      };

  private static String printed(int... extents) {
    List<Axis> axes = new ArrayList<>();
    Expr place = Expr.integer(0);
    for (int extent : extents) {
      Axis axis = new Axis(Expr.index("i" + axes.size()), Expr.integer(extent));
      place = Expr.add(Expr.multiply(place, axis.extent()), axis.index()).folded();
      axes.add(axis);
    }
    Kernel kernel = Kernel.of(axes, List.of(new Stmt.Store(0, place, Expr.num(1))));
    return new LoopPrinter(BUFFERS).loops(kernel, kernel.body()).toString();
  }

  @Test
  void aShareOfOneAxisIsAShareOfItsLoop() {
    assertThat(printed(3, 8))
        .isEqualTo(
            """
            for (int i0 = from; i0 < to; i0++) {
              for (int i1 = 0; i1 < 8; i1++) {
                y[yAt + i0 * 8 + i1] = 1.0f;
              }
            }
            """);
  }

  @Test
  void aShareOfSeveralAxesIsAShareOfTheirPoints() {
    assertThat(printed(3, 2, 8))
        .isEqualTo(
            """
            for (int point = from; point < to; point++) {
              int i0 = point / 2;
              int i1 = point - i0 * 2;
              for (int i2 = 0; i2 < 8; i2++) {
                y[yAt + (i0 * 2 + i1) * 8 + i2] = 1.0f;
              }
            }
            """);
  }

  @Test
  void aSinglePointIsComputedByOneThread() {
    assertThat(printed())
        .isEqualTo(
            """
            for (int point = from; point < to; point++) {
              y[yAt] = 1.0f;
            }
            """);
  }
}
