package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  @Test
  void everyNumberComesOnce() {
    for (int size : new int[] {0, 1, 2, 7, 1000}) {
      int[] order = Shuffle.permutation(size, 42);
      Arrays.sort(order);
      assertThat(order).isEqualTo(IntStream.range(0, size).toArray());
    }
  }

  /** The orders themselves, so that no JDK and no edit changes them unnoticed. */
  @Test
  void theSeedAloneDecides() {
    assertThat(Shuffle.permutation(10, 0)).containsExactly(3, 4, 9, 0, 1, 7, 8, 2, 5, 6);
    assertThat(Shuffle.permutation(10, 1)).containsExactly(6, 0, 1, 5, 3, 2, 8, 9, 4, 7);
    assertThat(Shuffle.permutation(10, -1)).containsExactly(0, 9, 8, 2, 7, 3, 5, 1, 6, 4);
  }

  @Test
  void everyOrderIsAboutEquallyLikely() {
    int[] counts = new int[27];
    for (int seed = 0; seed < 6000; seed++) {
      int[] order = Shuffle.permutation(3, seed);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    // A binomial count of 6000 at 1/6 has deviation 29; six orders, five deviations.
    assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed().toList())
        .hasSize(6)
        .allMatch(count -> Math.abs(count - 1000) < 150);
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shuffle.permutation(-1, 0))
        .withMessage("a size is at least 0, but it is -1");
  }
}
