package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainTest {

  @Test
  void differentiatesAsByHand() {
    Run run = Run.of(new Chain.Story());
    assertThat(run.out().lines())
        .contains(
            "  2.0000   1.177410   0.424661   0.424661",
            " 10.0000   2.145966   0.046599   0.046599",
            "   0   1.200000   1.440000",
            "   1   0.480000   0.230400",
            "  10   0.000126   0.000000");
    assertThat(run.exitCode()).isZero();
  }
}
