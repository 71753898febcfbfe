package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  /** Parameters have the names that files give them. */
  @Test
  void wordsBecomeOneNameInCamelCase() {
    assertThat(Names.camel("weight")).isEqualTo("weight");
    assertThat(Names.camel("running_mean")).isEqualTo("runningMean");
    assertThat(Names.camel("unsummed weight_ih_l0")).isEqualTo("unsummedWeightIhL0");
    assertThat(Names.capital("running_mean")).isEqualTo("RunningMean");
    assertThat(Names.capital("")).isEmpty();
  }
}
