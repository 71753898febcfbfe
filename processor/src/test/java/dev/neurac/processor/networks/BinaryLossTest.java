package dev.neurac.processor.networks;

import static dev.neurac.Activation.SIGMOID;
import static dev.neurac.Loss.BINARY_CROSS_ENTROPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss of a yes or no, in floats: exact in both tails, where a classifier ends up. */
class BinaryLossTest {

  @Model(loss = BINARY_CROSS_ENTROPY)
  @Layer(in = 1, out = 1)
  interface Logit extends Network {}

  @Model(loss = BINARY_CROSS_ENTROPY)
  @Layer(in = 1, out = 1, act = SIGMOID)
  interface Probability extends Network {}

  private static List<Network> nets() {
    List<Network> nets =
        List.of(BinaryLossTest_LogitNet.create(1), BinaryLossTest_ProbabilityNet.create(1));
    nets.forEach(net -> net.parameter("layer1.weight").set(1f));
    return nets;
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.5f, 2, 5, 10, 15, 17, 20, 50, 80})
  void bothTailsAreExact(float x) {
    double small = Math.log1p(Math.exp(-x));
    for (Network net : nets()) {
      for (int target = 0; target < 2; target++) {
        float right = target == 1 ? x : -x;
        float[] targets = {target};
        assertThat((double) net.loss(new float[] {right}, targets))
            .as("%s at %s, target %s", net, right, target)
            .isEqualTo(small, within(1e-6 * small));
        assertThat((double) net.loss(new float[] {-right}, targets))
            .as("%s at %s, target %s", net, -right, target)
            .isEqualTo(x + small, within(1e-6 * (x + small)));
      }
    }
  }

  /** Of a target between, both terms count: -(t·log p + (1 - t)·log(1 - p)). */
  @Test
  void softTargets() {
    for (Network net : nets()) {
      for (float x : new float[] {-20, -3, 0, 4, 25}) {
        double expected = 0.25 * softplus(-x) + 0.75 * softplus(x);
        assertThat((double) net.loss(new float[] {x}, new float[] {0.25f}))
            .as("%s at %s", net, x)
            .isEqualTo(expected, within(1e-6 * expected));
      }
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
