package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeuronTest {

  @Test
  void fitsOneNeuronAndThenFour() {
    Run run = Run.of(new Neuron.Story());
    // Newton's method, to the end, says 2.603 and -7.159: even chances at 2.75, too.
    assertThat(run.out()).contains("even chances at 2.75 hours");
    assertThat(run.out().lines())
        .contains("Parameters  19, all trainable")
        .anyMatch(line -> line.startsWith("After 500 epochs") && line.endsWith("accuracy 1.0000"));
    assertThat(run.exitCode()).isZero();
  }
}
