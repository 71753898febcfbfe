package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.loop.Intrinsic;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutineCallTest {

  @Test
  void everyIntrinsicHasACallInJava() {
    assertThat(RoutineCall.ALL.keySet())
        .isEqualTo(Set.of(Intrinsic.class.getPermittedSubclasses()));
  }

  @Test
  void aDeviceHasARoutineForMatrixProducts() {
    assertThat(TableEntry.ALL.keySet())
        .isSubsetOf(Intrinsic.class.getPermittedSubclasses())
        .containsExactly(dev.neurac.processor.loop.Product.class);
  }
}
