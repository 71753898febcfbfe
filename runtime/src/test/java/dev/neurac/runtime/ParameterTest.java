package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParameterTest {

  private final Network network = LinearProgram.network(3, 2, 1);
  private final float[] all = network.runtime().parameterArray();
  private final Parameter weight = network.parameter("layer1.weight");
  private final Parameter bias = network.parameter("layer1.bias");

  @Test
  void weightsLieTransposedInside() {
    weight.set(1, 2, 3, 10, 20, 30);
    bias.set(7, 8);

    assertThat(all).containsExactly(1, 10, 2, 20, 3, 30, 7, 8);
    assertThat(weight.shape()).containsExactly(2, 3);
    assertThat(weight.size()).isEqualTo(6);
    assertThat(weight.values()).isEqualTo(Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3));
    assertThat(bias.values()).isEqualTo(Tensor.of(new float[] {7, 8}, 2));
  }

  @Test
  void aTensorOfTheSameShapeCanBeSet() {
    weight.set(Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3));

    assertThat(Arrays.copyOf(all, 6)).containsExactly(1, 10, 2, 20, 3, 30);
  }

  @Test
  void valuesAreACopy() {
    Tensor before = weight.values();
    weight.set(0, 0, 0, 0, 0, 0);

    assertThat(before).isNotEqualTo(weight.values());
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weight.set(1, 2))
        .withMessage("layer1.weight has shape [2, 3], so it takes 6 values, but 2 were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weight.set(Tensor.of(new float[6], 3, 2)))
        .withMessage("layer1.weight has shape [2, 3], but the given values have shape [3, 2]");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.parameter("layer1.weights"))
        .withMessage("Linear has no parameter 'layer1.weights'; it has layer1.weight, layer1.bias");
  }

  @Test
  void printsAsNameAndShape() {
    assertThat(LinearProgram.network(3, 2, 2).parameter("layer1.weight"))
        .hasToString("layer1.weight [2, 3]");
  }
}
