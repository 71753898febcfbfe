package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizersTest {

  @Test
  void everyOptimiserLearns() {
    Run run = Run.of(new Optimizers.Story());
    List<String> rows = run.out().lines().skip(3).toList();
    assertThat(rows).hasSize(11);
    assertThat(rows)
        .allSatisfy(
            row -> {
              double accuracy = Double.parseDouble(row.substring(row.length() - 6));
              assertThat(accuracy).as(row).isGreaterThan(0.94);
            });
    assertThat(run.exitCode()).isZero();
  }
}
