package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void distanceCountsLetters() {
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("layer1", "layer1")).isZero();
  }

  @Test
  void onlyNearNamesAreMeant() {
    List<String> names = List.of("layer1.weight", "layer1.bias");

    assertThat(Spelling.closest("layer1.biass", names)).contains("layer1.bias");
    assertThat(Spelling.closest("layr1.weigth", names)).contains("layer1.weight");
    assertThat(Spelling.closest("classifier", names)).isEmpty();
    assertThat(Spelling.closest("x", List.of())).isEmpty();
  }
}
