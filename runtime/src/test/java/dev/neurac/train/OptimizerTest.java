package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimiser against PyTorch's numbers. */
class OptimizerTest {

  /** The optimisers by the names of PyTorch's cases in optimizers.json. */
  private static final Map<String, Optimizer> CASES = cases();

  private static Map<String, Optimizer> cases() {
    Map<String, Optimizer> cases = new LinkedHashMap<>();
    cases.put("SGD(lr=0.1)", Sgd.of(0.1));
    cases.put("MOMENTUM(lr=0.1,momentum=0.9)", Momentum.of(0.1, 0.9));
    cases.put("ADAM(lr=0.001)", Adam.of(1e-3));
    return cases;
  }

  private record Reference(double[] start, double[][] gradients, double[][] after) {}

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  static Stream<Optimizer> optimizers() {
    return CASES.values().stream();
  }

  @Test
  void everyOptimizerHasACase() {
    assertThat(CASES.values().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Optimizer.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesTheStepsThatPyTorchMakes(String name) throws IOException {
    Reference reference = reference(name);
    float[] parameters = floats(reference.start());
    Optimizer.State state = CASES.get(name).start(parameters.length);
    for (int step = 0; step < reference.gradients().length; step++) {
      state.nextStep();
      state.update(parameters, floats(reference.gradients()[step]), 0, parameters.length);
      double[] expected = reference.after()[step];
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      double difference = 0;
      for (int i = 0; i < expected.length; i++) {
        difference = Math.max(difference, Math.abs(parameters[i] - expected[i]));
      }
      assertThat(difference / largest).as("step %d", step + 1).isLessThanOrEqualTo(1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void givesTheSameBitsInAnySplit(Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(5);
    int size = 207;
    float[] whole = random(random, size);
    float[] split = whole.clone();
    Optimizer.State wholeState = optimizer.start(size);
    Optimizer.State splitState = optimizer.start(size);
    for (int step = 0; step < 20; step++) {
      float[] gradients = random(random, size);
      wholeState.nextStep();
      wholeState.update(whole, gradients, 0, size);
      splitState.nextStep();
      int cut = 1 + random.nextInt(size - 1);
      splitState.update(split, gradients, cut, size);
      splitState.update(split, gradients, 0, cut);
    }
    assertThat(split).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void startsEveryRunAnew(Optimizer optimizer) {
    float[] first = {1, -2};
    float[] second = first.clone();
    for (float[] parameters : new float[][] {first, second}) {
      Optimizer.State state = optimizer.start(2);
      for (int step = 0; step < 3; step++) {
        state.nextStep();
        state.update(parameters, new float[] {0.5f, 3}, 0, 2);
      }
    }
    assertThat(second).isEqualTo(first).isNotEqualTo(new float[] {1, -2});
  }

  @Test
  void takesRatesAsFloatsToo() {
    assertThat((float) Adam.of(1e-3f).learningRate()).isEqualTo(1e-3f);
    assertThat(Adam.of(1e-3)).isEqualTo(Adam.of(1e-3, 0.9, 0.999, 1e-8));
  }

  @Test
  void refusesSettingsOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(0))
        .withMessage("learningRate is a finite number above 0, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(Double.NaN))
        .withMessage("learningRate is a finite number above 0, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Momentum.of(Double.POSITIVE_INFINITY, 0.9))
        .withMessage("learningRate is a finite number above 0, not Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Momentum.of(0.1, 1))
        .withMessage("momentum is at least 0 and below 1, not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(0.1, -0.1, 0.999, 1e-8))
        .withMessage("beta1 is at least 0 and below 1, not -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(0.1, 0.9, 1, 1e-8))
        .withMessage("beta2 is at least 0 and below 1, not 1.0");
    // It would be 0 as a float.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.of(0.1, 0.9, 0.999, 1e-60))
        .withMessage("epsilon is a finite number above 0, not 1.0E-60");
  }

  private static Reference reference(String name) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            OptimizerTest.class.getResourceAsStream("optimizers.json"), StandardCharsets.UTF_8)) {
      Gson gson = new Gson();
      JsonObject all = gson.fromJson(reader, JsonObject.class);
      return gson.fromJson(all.get(name), Reference.class);
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static float[] random(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }
}
