package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackpropTest {

  /** The numbers that textbooks print for this exercise. */
  @Test
  void printsTheNumbersOfTheExercise() {
    Run run = Run.of(new Backprop.Story());
    assertThat(run.out())
        .isEqualTo(
            """
            Forward
              outputs          0.7514   0.7729
              loss             0.2984

            Backward: the loss by each weight and bias
              hidden.weight    0.0004   0.0009
                               0.0005   0.0010
              hidden.bias      0.0088   0.0100
              output.weight    0.0822   0.0827
                              -0.0226  -0.0227
              output.bias      0.1385  -0.0381

            After one step of gradient descent at rate 0.5
              hidden.weight    0.1498   0.1996
                               0.2498   0.2995
              hidden.bias      0.3456   0.3450
              output.weight    0.3589   0.4087
                               0.5113   0.5614
              output.bias      0.5308   0.6190
              loss             0.2805
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
