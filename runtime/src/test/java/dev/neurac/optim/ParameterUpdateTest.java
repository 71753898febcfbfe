package dev.neurac.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.optim.GradientClipping.Kind;
import dev.neurac.optim.update.PenaltyGradient;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Penalties and clipping, by numbers worked out by hand: SGD at rate 1 subtracts the gradient. */
class ParameterUpdateTest {

  private static final GradientClipping BY_VALUE = new GradientClipping(Kind.VALUE, 0.5);
  private static final GradientClipping BY_NORM = new GradientClipping(Kind.NORM, 1);

  /** Weights (in, 1), then one bias. */
  private static Architecture architecture(int in) {
    return Architecture.builder("Line")
        .input("input", in)
        .parameter("layer1.weight", 0, in, 1)
        .inFiles(1, 0)
        .penalized()
        .starts(Initializer.ZEROS, in, 1)
        .parameter("layer1.bias", in, 1)
        .starts(Initializer.ZEROS, in, 1)
        .output("output", Loss.MEAN_SQUARED_ERROR, 1)
        .build();
  }

  private static Penalty penalty(double l1, double l2, boolean biases) {
    return new Penalty(architecture(3), l1, l2, biases, 10);
  }

  /** Returns what one step subtracts. */
  private static float[] step(
      float[] parameters, float[] gradients, Penalty penalty, GradientClipping clipping) {
    float[] moved = parameters.clone();
    new ParameterUpdate(moved, gradients.clone(), moved.length, penalty, clipping, Sgd.of(1), 1)
        .run(1);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = parameters[i] - moved[i];
    }
    return moved;
  }

  @Test
  void penalizesWeights() {
    float[] w = {2, -3, 0, 4};
    Penalty l1 = penalty(5, 0, false);
    assertThat(l1.value(w)).isCloseTo(0.5 * (2 + 3), within(1e-12));
    assertThat(step(w, new float[4], l1, GradientClipping.NONE)).containsExactly(0.5f, -0.5f, 0, 0);
    Penalty l2 = penalty(0, 5, false);
    assertThat(l2.value(w)).isCloseTo(0.25 * (4 + 9), within(1e-12));
    assertThat(step(w, new float[4], l2, GradientClipping.NONE)).containsExactly(1, -1.5f, 0, 0);
    Penalty both = penalty(5, 5, false);
    assertThat(both.value(w)).isCloseTo(2.5 + 3.25, within(1e-12));
    assertThat(step(w, new float[] {1, 1, 1, 1}, both, GradientClipping.NONE))
        .containsExactly(2.5f, -1, 1, 1);
  }

  @Test
  void penalizesBiasesWhenAsked() {
    float[] w = {2, -3, 0, 4};
    Penalty both = penalty(5, 5, true);
    assertThat(both.value(w)).isCloseTo(0.5 * 9 + 0.25 * 29, within(1e-12));
    assertThat(step(w, new float[4], both, GradientClipping.NONE))
        .containsExactly(1.5f, -2, 0, 2.5f);
  }

  @Test
  void penalizesWhatSaysSoWhateverItsAxes() {
    Architecture architecture =
        Architecture.builder("Line")
            .input("input", 1)
            .parameter("layer1.places", 0, 1, 2)
            .starts(Initializer.ZEROS, 1, 2)
            .parameter("layer1.factors", 2, 2)
            .penalized()
            .starts(Initializer.ZEROS, 1, 2)
            .output("output", Loss.MEAN_SQUARED_ERROR, 1)
            .build();
    float[] w = {2, -3, 0, 4};
    Penalty l2 = new Penalty(architecture, 0, 5, false, 10);
    assertThat(l2.value(w)).isCloseTo(0.25 * 16, within(1e-12));
    assertThat(step(w, new float[4], l2, GradientClipping.NONE)).containsExactly(0, 0, 0, 2);
  }

  @Test
  void hasNoSlopeAtZero() {
    assertThat(PenaltyGradient.l1Gradient(0f, 3)).isZero();
    assertThat(PenaltyGradient.l1Gradient(-0f, 3)).isZero();
    assertThat(PenaltyGradient.l1Gradient(Float.MIN_VALUE, 3)).isEqualTo(3);
    assertThat(PenaltyGradient.l1Gradient(-Float.MIN_VALUE, 3)).isEqualTo(-3);
  }

  @Test
  void clipsByValue() {
    float[] g = {0.25f, -0.5f, 0.75f, Float.NEGATIVE_INFINITY};
    assertThat(step(new float[4], g, penalty(0, 0, false), BY_VALUE))
        .containsExactly(0.25f, -0.5f, 0.5f, -0.5f);
    float[] broken = {Float.NaN, 1, 0, 0};
    assertThat(step(new float[4], broken, penalty(0, 0, false), BY_VALUE))
        .containsExactly(Float.NaN, 0.5f, 0, 0);
  }

  @Test
  void clipsByTheNormOfAllParameters() {
    Penalty none = penalty(0, 0, false);
    // The norm is 13.
    assertThat(step(new float[4], new float[] {3, -4, 0, 12}, none, BY_NORM))
        .containsExactly(new float[] {3 / 13f, -4 / 13f, 0, 12 / 13f}, within(1e-6f));
    float[] small = {0.5f, 0, -0.5f, 0.25f};
    assertThat(step(new float[4], small, none, BY_NORM)).isEqualTo(small);
    // PyTorch's 1e-6 makes even a norm of 1 a little too large.
    assertThat(step(new float[4], new float[] {1, 0, 0, 0}, none, BY_NORM))
        .containsExactly((float) (1 / (1 + 1e-6)), 0, 0, 0);
    assertThat(step(new float[4], new float[] {Float.NaN, 0, 0, 0}, none, BY_NORM))
        .containsOnly(Float.NaN);
  }

  @Test
  void clipsThePenaltyToo() {
    // 1 + 0.5 · 2 = 2 in the first place.
    assertThat(
            step(
                new float[] {2, 0, 0, 0}, new float[] {1, 0, 0, 0}, penalty(0, 5, false), BY_VALUE))
        .containsExactly(0.5f, 0, 0, 0);
    assertThat(
            step(new float[] {2, 0, 0, 0}, new float[] {1, 0, 0, 0}, penalty(0, 5, false), BY_NORM)[
                0])
        .isCloseTo(1, within(1e-6f));
  }

  /** The decay joins what was clipped. */
  @Test
  void doesNotClipTheWeightDecay() {
    float[] parameters = {8, 0, 0, 0};
    new ParameterUpdate(
            parameters,
            new float[] {4, 0, 0, 0},
            4,
            penalty(0, 0, false),
            BY_VALUE,
            Sgd.of(1).weightDecay(0.25),
            1)
        .run(1);
    assertThat(parameters[0]).isEqualTo(8 - (0.5f + 2));
  }

  /** As running means are, which no gradient moves. */
  @ParameterizedTest
  @EnumSource
  void leavesAloneWhatLiesBehindTheTrainableParameters(Kind kind) {
    float[] w = {2, -3, 0, 4};
    float[] g = {3, -4, 0, 12};
    GradientClipping clipping =
        kind == Kind.NONE ? GradientClipping.NONE : new GradientClipping(kind, 0.5);
    Penalty penalty = penalty(5, 5, true);
    float[] alone = w.clone();
    new ParameterUpdate(alone, g.clone(), 4, penalty, clipping, Adam.of(0.1), 1).run(0.1);
    float[] parameters = {2, -3, 0, 4, 7, Float.NaN};
    float[] gradients = {3, -4, 0, 12, 1e6f, Float.NaN};
    ParameterUpdate update =
        new ParameterUpdate(parameters, gradients, 4, penalty, clipping, Adam.of(0.1), 1);
    update.run(0.1);

    assertThat(Arrays.copyOf(parameters, 4)).isNotEqualTo(w).isEqualTo(alone);
    assertThat(Arrays.copyOfRange(parameters, 4, 6)).containsExactly(7, Float.NaN);
    assertThat(Arrays.copyOfRange(gradients, 4, 6)).containsExactly(1e6f, Float.NaN);
    assertThat(update.state().arrays().values()).allMatch(array -> array.length == 4);
    assertThat(update.settings().penalized()).containsExactly(1, 1, 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameBitsOnAnyNumberOfThreads(Kind kind) {
    int size = 300_000;
    float[] alone = stepped(kind, size, 1);
    for (int threads = 2; threads <= Workers.threads(); threads++) {
      assertThat(stepped(kind, size, threads)).isEqualTo(alone);
    }
  }

  private static float[] stepped(Kind kind, int size, int threads) {
    SplittableRandom random = new SplittableRandom(3);
    float[] parameters = new float[size + 1];
    float[] gradients = new float[size + 1];
    ParameterUpdate update =
        new ParameterUpdate(
            parameters,
            gradients,
            size + 1,
            new Penalty(architecture(size), 1e-3, 1e-3, false, 10),
            kind == Kind.NONE ? GradientClipping.NONE : new GradientClipping(kind, 0.5),
            Adam.of(0.01),
            threads);
    for (int step = 0; step < 3; step++) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = (float) random.nextDouble(-2, 2);
      }
      update.run(0.01);
    }
    return parameters;
  }
}
