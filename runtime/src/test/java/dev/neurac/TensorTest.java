package dev.neurac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void valuesAreRowMajor() {
    Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    assertThat(tensor.rank()).isEqualTo(2);
    assertThat(tensor.size()).isEqualTo(6);
    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.at(0, 2)).isEqualTo(3);
    assertThat(tensor.at(1, 0)).isEqualTo(4);
    assertThat(tensor).hasToString("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
  }

  @Test
  void aTensorWithoutAxesIsOneValue() {
    Tensor tensor = Tensor.of(new float[] {7});

    assertThat(tensor.rank()).isZero();
    assertThat(tensor.at()).isEqualTo(7);
    assertThat(tensor).hasToString("7.0");
  }

  @Test
  void anAxisMayBeEmpty() {
    assertThat(Tensor.of(new float[0], 2, 0)).hasToString("[[], []]");
    int most = Integer.MAX_VALUE;
    assertThat(Tensor.of(new float[0], most, most, most, 0).size()).isZero();
  }

  @Test
  void nobodyElseHoldsItsArrays() {
    float[] values = {1, 2};
    int[] shape = {2};
    Tensor tensor = Tensor.of(values, shape);
    values[0] = 9;
    shape[0] = 9;
    tensor.toArray()[1] = 9;
    tensor.shape()[0] = 9;

    assertThat(tensor).isEqualTo(Tensor.of(new float[] {1, 2}, 2));
  }

  @Test
  void equalityIsOfShapesAndBits() {
    Tensor tensor = Tensor.of(new float[] {1, Float.NaN}, 2);

    assertThat(tensor)
        .isEqualTo(Tensor.of(new float[] {1, Float.NaN}, 2))
        .hasSameHashCodeAs(Tensor.of(new float[] {1, Float.NaN}, 2))
        .isNotEqualTo(Tensor.of(new float[] {1, Float.NaN}, 2, 1))
        .isNotEqualTo(Tensor.of(new float[] {1, 1}, 2));
    assertThat(Tensor.of(new float[] {0})).isNotEqualTo(Tensor.of(new float[] {-0f}));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .withMessage("a tensor of shape [2, 3] holds 6 values, but 5 were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], -1, -5))
        .withMessage("an extent is at least 0, but the shape is [-1, -5]");
    // 2⁶⁴ is 0 to a long.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[0], 65536, 65536, 65536, 65536))
        .withMessageContaining("holds 18446744073709551616 values");
  }

  @Test
  void indicesOutsideAreRefused() {
    Tensor tensor = Tensor.of(new float[6], 2, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tensor.at(1))
        .withMessage("a tensor of shape [2, 3] takes 2 indices, but 1 were given");
    assertThatThrownBy(() -> tensor.at(0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index [0, 3] is outside a tensor of shape [2, 3]");
    assertThatThrownBy(() -> tensor.at(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
