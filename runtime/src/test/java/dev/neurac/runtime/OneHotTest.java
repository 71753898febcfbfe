package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneHotTest {

  @Test
  void eachIndexBecomesARow() {
    assertThat(OneHot.rows(new float[] {2, 0, -0f}, 3)).containsExactly(0, 0, 1, 1, 0, 0, 1, 0, 0);
    assertThat(OneHot.rows(new float[0], 3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e9f})
  void whatIsNoIndexIsRefused(float index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneHot.rows(new float[] {0, index}, 3))
        .withMessage("a class index is a whole number from 0 to 2, but row 1 has " + index);
  }

  @Test
  void thereIsAtLeastOneClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneHot.rows(new float[0], 0))
        .withMessage("there is at least 1 class, not 0");
  }
}
