package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapesTest {

  @Test
  void printsTheShapes() {
    Run run = Run.of(new Shapes.Story());
    assertThat(run.out().lines())
        .contains(
            "features                    (n, 3)                  0",
            "first      Dense, SIGMOID   (n, 3)                 12",
            "second     Dense, RELU      (n, 2)                  8",
            "classes    Dense, SOFTMAX   (n, 2)                  6",
            "Parameters  26, all trainable",
            "features  (5, 3)",
            "classes   (5, 2)",
            "predict(...) gives the same, all layers in one go.");
    assertThat(run.out().lines().filter(line -> line.endsWith(" = 1.0000"))).hasSize(5);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }
}
