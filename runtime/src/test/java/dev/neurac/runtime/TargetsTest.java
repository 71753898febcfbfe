package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.OutputInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  private static final OutputInfo PAIRS_OF_THREE =
      new OutputInfo("pairs", List.of(2, 3), Loss.CROSS_ENTROPY, true);

  private static final OutputInfo NUMBERS =
      new OutputInfo("numbers", List.of(3), Loss.MEAN_SQUARED_ERROR, false);

  @Test
  void asManyAsThereAreVectorsAreClasses() {
    assertThat(Targets.of(PAIRS_OF_THREE, new float[] {2, 0, -0f, 1}, 2).areClasses()).isTrue();
    assertThat(Targets.of(PAIRS_OF_THREE, new float[12], 2).areClasses()).isFalse();
    assertThat(Targets.of(NUMBERS, new float[6], 2).areClasses()).isFalse();
  }

  @Test
  void noOtherNumberIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.of(PAIRS_OF_THREE, new float[5], 2))
        .withMessage(
            "2 rows of features need 2 rows of 6 targets, or 4 class indices, but 5 values were"
                + " given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.of(NUMBERS, new float[2], 2))
        .withMessage("2 rows of features need 2 rows of 3 targets, but 2 values were given");
  }

  @ParameterizedTest
  @ValueSource(
      floats = {-1, 3, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e9f})
  void whatIsNoIndexIsRefused(float index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.of(PAIRS_OF_THREE, new float[] {0, index}, 1))
        .withMessage(
            "a class index is a whole number from 0 to 2, but row 0 has "
                + index
                + " at position 1");
  }
}
