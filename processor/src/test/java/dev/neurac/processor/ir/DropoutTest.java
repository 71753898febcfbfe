package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int ROWS = 50;
  private static final Shape SHAPE = Shape.row(20, 10);
  private static final Arguments TRAINING = new Arguments(ROWS, 42, 7, true);

  @Test
  void aPredictionPassesItsInputOn() {
    double[] x = new double[ROWS * SHAPE.size()];
    Arrays.setAll(x, i -> i - 1000.5);
    Arguments predict = new Arguments(ROWS, 42, 7, false);
    assertThat(run(new Dropout(0.5, 1), x, predict)).containsExactly(x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.75, 0.9})
  void keepsOneMinusRateAndScalesItUp(double rate) {
    double[] y = run(new Dropout(rate, 1), ones(), TRAINING);
    double kept = Arrays.stream(y).filter(value -> value != 0).count() / (double) y.length;
    assertThat(kept)
        .isEqualTo(1 - rate, within(1e-12 + 5 * Math.sqrt(rate * (1 - rate) / y.length)));
    for (double value : y) {
      if (value != 0) {
        assertThat(value).isEqualTo(1 / (1 - rate));
      }
    }
  }

  @Test
  void theSameSeedStepAndSaltDropTheSame() {
    double[] y = run(new Dropout(0.5, 1), ones(), TRAINING);
    assertThat(run(new Dropout(0.5, 1), ones(), TRAINING)).containsExactly(y);
    assertThat(agreement(y, run(new Dropout(0.5, 2), ones(), TRAINING))).isLessThan(0.55);
    assertThat(agreement(y, run(new Dropout(0.5, 1), ones(), new Arguments(ROWS, 43, 7, true))))
        .isLessThan(0.55);
    assertThat(agreement(y, run(new Dropout(0.5, 1), ones(), new Arguments(ROWS, 42, 8, true))))
        .isLessThan(0.55);
  }

  @Test
  void rowsDropDifferently() {
    double[] y = run(new Dropout(0.5, 1), ones(), TRAINING);
    int n = SHAPE.size();
    for (int r = 1; r < ROWS; r++) {
      double[] row = Arrays.copyOfRange(y, r * n, r * n + n);
      assertThat(agreement(Arrays.copyOf(y, n), row)).isBetween(0.3, 0.7);
    }
  }

  @Test
  void theGradientIsDroppedWhereTheValueIs() {
    GraphBuilder g = new GraphBuilder().of("dropout", false);
    Node x = g.add(new Leaf(Leaf.Kind.INPUT, "x", SHAPE));
    Node y = g.add(new Dropout(0.3, 5), x);
    Node dy = g.add(new Leaf(Leaf.Kind.INPUT, "dy", SHAPE));
    Node dx = y.op().vjp(g, y, dy).get(0);
    Map<Node, double[]> values =
        GraphInterpreter.run(g.nodes(), Map.of("x", ones(), "dy", ones()), TRAINING);
    assertThat(values.get(dx)).containsExactly(values.get(y));
  }

  private static double agreement(double[] a, double[] b) {
    int same = 0;
    for (int i = 0; i < a.length; i++) {
      same += (a[i] == 0) == (b[i] == 0) ? 1 : 0;
    }
    return same / (double) a.length;
  }

  private static double[] run(Dropout op, double[] x, Arguments arguments) {
    return GraphInterpreter.run(op, SHAPE, List.of(SHAPE), List.of(x), arguments, false);
  }

  private static double[] ones() {
    double[] ones = new double[ROWS * SHAPE.size()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
