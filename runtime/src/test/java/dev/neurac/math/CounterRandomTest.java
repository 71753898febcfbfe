package dev.neurac.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CounterRandomTest {

  private static final int DRAWS = 200_000;

  /** Which of the four ints runs while the others stay. */
  private enum Along {
    SEED,
    STEP,
    NODE,
    INDEX;

    float draw(int i) {
      return draw(i, 42);
    }

    float draw(int i, int other) {
      return switch (this) {
        case SEED -> CounterRandom.uniform(i, other, 3, 11);
        case STEP -> CounterRandom.uniform(other, i, 3, 11);
        case NODE -> CounterRandom.uniform(other, 7, i, 11);
        case INDEX -> CounterRandom.uniform(other, 7, 3, i);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void isUniformInZeroToOne(Along along) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      float u = along.draw(i);
      assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += u;
      squares += u * (double) u;
    }
    double mean = sum / DRAWS;
    double variance = squares / DRAWS - mean * mean;
    // 5 standard errors: of the mean √(1/12n), of the variance √(1/180n)
    assertThat(mean).isEqualTo(0.5, within(5 * Math.sqrt(1.0 / 12 / DRAWS)));
    assertThat(variance).isEqualTo(1.0 / 12, within(5 * Math.sqrt(1.0 / 180 / DRAWS)));
  }

  /** Both the upper and the lower bits of the 24 fill their 256 bins evenly. */
  @ParameterizedTest
  @EnumSource
  void fillsBinsEvenly(Along along) {
    int[] upper = new int[256];
    int[] lower = new int[256];
    for (int i = 0; i < DRAWS; i++) {
      int mantissa = (int) (along.draw(i) * 0x1p24f);
      upper[mantissa >>> 16]++;
      lower[mantissa & 255]++;
    }
    // χ² with 255 degrees of freedom: 255 ± 5·√510
    assertThat(chiSquare(upper)).isEqualTo(255, within(5 * Math.sqrt(510)));
    assertThat(chiSquare(lower)).isEqualTo(255, within(5 * Math.sqrt(510)));
  }

  private static double chiSquare(int[] bins) {
    double expected = (double) DRAWS / bins.length;
    double sum = 0;
    for (int count : bins) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void neighboursAreNotCorrelated(Along along) {
    for (int lag : new int[] {1, 2, 3, 64, 784, 65_536}) {
      double sum = 0;
      for (int i = 0; i < DRAWS; i++) {
        sum += (along.draw(i) - 0.5) * (along.draw(i + lag) - 0.5);
      }
      assertThat(sum / DRAWS * 12)
          .as("correlation at lag %d", lag)
          .isEqualTo(0, within(5 / Math.sqrt(DRAWS)));
    }
  }

  /** The whole sequences of neighbouring seeds, steps and nodes have nothing to do with another. */
  @Test
  void sequencesOfNeighboursAreNotCorrelated() {
    double seeds = 0;
    double steps = 0;
    double nodes = 0;
    for (int i = 0; i < DRAWS; i++) {
      double here = CounterRandom.uniform(42, 7, 3, i) - 0.5;
      seeds += here * (CounterRandom.uniform(43, 7, 3, i) - 0.5);
      steps += here * (CounterRandom.uniform(42, 8, 3, i) - 0.5);
      nodes += here * (CounterRandom.uniform(42, 7, 4, i) - 0.5);
    }
    for (double sum : new double[] {seeds, steps, nodes}) {
      assertThat(sum / DRAWS * 12).isEqualTo(0, within(5 / Math.sqrt(DRAWS)));
    }
  }

  /** No step draws the numbers of another step in another order: few values are shared. */
  @Test
  void sequencesShareOnlyWhatChanceLetsThem() {
    int draws = 4096;
    Set<Float> first = new HashSet<>();
    for (int i = 0; i < draws; i++) {
      first.add(CounterRandom.uniform(42, 0, 3, i));
    }
    // chance lets 4096²/2²⁴ = 1 value be shared
    for (int step = 1; step < 500; step++) {
      int shared = 0;
      for (int i = 0; i < draws; i++) {
        shared += first.contains(CounterRandom.uniform(42, step, 3, i)) ? 1 : 0;
      }
      assertThat(shared).as("shared between steps 0 and %d", step).isLessThan(12);
    }
  }

  /** One flipped bit of any of the four ints flips each bit of the result half of the time. */
  @Test
  void everyBitDependsOnEveryBit() {
    SplittableRandom random = new SplittableRandom(1);
    int trials = 2000;
    for (int word = 0; word < 4; word++) {
      for (int bit = 0; bit < 32; bit++) {
        int[] flips = new int[24];
        for (int trial = 0; trial < trials; trial++) {
          int[] words = random.ints(4).toArray();
          int before = mantissa(words);
          words[word] ^= 1 << bit;
          int changed = before ^ mantissa(words);
          for (int out = 0; out < 24; out++) {
            flips[out] += changed >>> out & 1;
          }
        }
        for (int out = 0; out < 24; out++) {
          assertThat(flips[out] / (double) trials)
              .as("word %d bit %d to bit %d", word, bit, out)
              .isEqualTo(0.5, within(6 * 0.5 / Math.sqrt(trials)));
        }
      }
    }
  }

  private static int mantissa(int[] words) {
    return (int) (CounterRandom.uniform(words[0], words[1], words[2], words[3]) * 0x1p24f);
  }

  @Test
  void theFourIntsAreNotInterchangeable() {
    assertThat(CounterRandom.uniform(1, 2, 3, 4))
        .isNotEqualTo(CounterRandom.uniform(2, 1, 3, 4))
        .isNotEqualTo(CounterRandom.uniform(1, 3, 2, 4))
        .isNotEqualTo(CounterRandom.uniform(1, 2, 4, 3));
  }

  /** Saved seeds must draw the same for ever: these numbers never change. */
  @Test
  void drawsTheSameForEver() {
    assertThat(mantissa(new int[] {0, 0, 0, 0})).isEqualTo(906_016);
    assertThat(mantissa(new int[] {0, 0, 0, 1})).isEqualTo(16_612_654);
    assertThat(mantissa(new int[] {1, 0, 0, 0})).isEqualTo(12_641_360);
    assertThat(mantissa(new int[] {1, 2, 3, 4})).isEqualTo(10_255_428);
    assertThat(mantissa(new int[] {-1, -1, -1, -1})).isEqualTo(7_088_257);
    assertThat(mantissa(new int[] {42, 1_000_000, 17, Integer.MAX_VALUE})).isEqualTo(12_323_723);
    assertThat(mantissa(new int[] {Integer.MIN_VALUE, 0, 0, 0})).isEqualTo(9_300_530);
  }
}
