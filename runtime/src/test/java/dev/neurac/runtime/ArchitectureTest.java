package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void sizesAreProducts() {
    Architecture architecture =
        Architecture.builder("Net", Loss.CROSS_ENTROPY)
            .input(1, 28, 28)
            .weight("layer1.weight", 0, Initializer.HE_UNIFORM, 784, 10)
            .bias("layer1.bias", 7840, Initializer.ZEROS, 784, 10)
            .output(10);

    assertThat(architecture.inputSize()).isEqualTo(784);
    assertThat(architecture.outputSize()).isEqualTo(10);
    assertThat(architecture.parameterCount()).isEqualTo(7850);
  }

  @Test
  void weightsAreSeenAsOutIn() {
    List<ParameterInfo> parameters = new LinearProgram(3, 2).architecture().parameters();

    assertThat(parameters)
        .containsExactly(
            new ParameterInfo(
                "layer1.weight",
                0,
                List.of(2, 3),
                true,
                Initializer.XAVIER_UNIFORM,
                Double.NaN,
                3,
                2),
            new ParameterInfo(
                "layer1.bias", 6, List.of(2), false, Initializer.ZEROS, Double.NaN, 3, 2));
  }

  @Test
  void weightsKeepTheScaleOfTheirInitialiser() {
    List<ParameterInfo> parameters =
        Architecture.builder("Net", Loss.MEAN_SQUARED_ERROR)
            .weight("a.weight", 0, Initializer.NORMAL, 0.05, 3, 2)
            .weight("b.weight", 6, Initializer.ORTHOGONAL, 2, 2)
            .output(2)
            .parameters();

    assertThat(parameters)
        .containsExactly(
            new ParameterInfo("a.weight", 0, List.of(2, 3), true, Initializer.NORMAL, 0.05, 3, 2),
            new ParameterInfo(
                "b.weight", 6, List.of(2, 2), true, Initializer.ORTHOGONAL, Double.NaN, 2, 2));
  }

  @Test
  void slopesAreOneForEachFeatureAndStartAlike() {
    Architecture architecture =
        Architecture.builder("Net", Loss.MEAN_SQUARED_ERROR)
            .bias("a.bias", 0, Initializer.ZEROS, 3, 2)
            .slope("a.slope", 2, 0.25, 5)
            .output(5);

    ParameterInfo slope = architecture.parameters().get(1);
    assertThat(slope)
        .isEqualTo(
            new ParameterInfo("a.slope", 2, List.of(5), false, Initializer.CONSTANT, 0.25, 5, 5));
    assertThat(slope.isWeight()).as("penalties leave it alone").isFalse();
    assertThat(architecture.parameterCount()).isEqualTo(7);
    float[] all = new float[7];
    Initialization.fill(all, slope, 1);
    assertThat(all).containsExactly(0, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f);
  }

  @Test
  void penaltiesAreForWeightsEvenOfASingleOutput() {
    List<ParameterInfo> parameters = new LinearProgram(3, 1).architecture().parameters();

    assertThat(parameters).extracting(ParameterInfo::isWeight).containsExactly(true, false);
  }

  @Test
  void gapsBetweenParametersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Architecture.builder("Net", Loss.CROSS_ENTROPY)
                    .weight("a.weight", 0, Initializer.ZEROS, 3, 2)
                    .bias("a.bias", 7, Initializer.ZEROS, 3, 2)
                    .output(2))
        .withMessage("a.bias begins at 7, but the parameters before it end at 6");
  }

  @Test
  void aNameIsUsedOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Architecture.builder("Net", Loss.CROSS_ENTROPY)
                    .bias("a.bias", 0, Initializer.ZEROS, 3, 2)
                    .bias("a.bias", 2, Initializer.ZEROS, 3, 2)
                    .output(2))
        .withMessage("two parameters are named a.bias");
  }

  @Test
  void countsPastTheIntRangeAreRefused() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                Architecture.builder("Net", Loss.CROSS_ENTROPY)
                    .bias("a.bias", 0, Initializer.ZEROS, 1, Integer.MAX_VALUE)
                    .bias("b.bias", Integer.MAX_VALUE, Initializer.ZEROS, 1, 1)
                    .output(2));
  }

  @Test
  void onlyMatricesLieTransposedAndAutoIsResolved() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ParameterInfo("a", 0, List.of(2), true, Initializer.ZEROS, Double.NaN, 1, 1))
        .withMessage("a lies transposed, so it has 2 axes, but its shape is [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ParameterInfo("a", 0, List.of(2), false, Initializer.AUTO, Double.NaN, 1, 1))
        .withMessageContaining("AUTO");
  }
}
