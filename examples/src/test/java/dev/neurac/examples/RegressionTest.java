package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionTest {

  @Test
  void theLossFallsEveryTwentySteps() {
    Run run = Run.of(new Regression.Story());
    List<String> steps = run.out().lines().filter(line -> line.startsWith("step")).toList();
    assertThat(steps).hasSize(5).last().asString().startsWith("step 100");
    assertThat(steps.stream().map(line -> Double.parseDouble(line.substring(15))))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .last()
        .satisfies(loss -> assertThat(loss).isLessThan(0.01));
    assertThat(run.exitCode()).isZero();
  }
}
