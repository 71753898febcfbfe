package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.runtime.Backends;
import org.junit.jupiter.api.Test;

class DevicesTest {

  @Test
  void saysWhatThereIs() {
    Run run = Run.of(new Devices.Story());
    assertThat(run.exitCode()).isZero();
    if (Backends.refusal().isPresent()) {
      assertThat(run.out()).contains("no opencl: " + Backends.refusal().get());
    } else {
      assertThat(run.out())
          .contains("OpenCL computes what Java does")
          .contains("found: ")
          .contains("opencl would use: ")
          .doesNotContain("no opencl");
    }
  }
}
