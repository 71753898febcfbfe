package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.runtime.Backends;
import dev.neurac.train.CompilingChoice.Compilation;
import dev.neurac.train.CompilingChoice.Plan;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings on a clock of their own: a step takes a millisecond, five while it is cold. */
class CompilingChoiceTest {

  private static final double WORK = 1e6;

  private long now;
  private boolean begun;
  private long begunAfterSteps;
  private boolean closed;

  private final class Recorded implements Compilation {
    @Override
    public boolean hasBegun() {
      return begun;
    }

    @Override
    public void begin() {
      assertThat(begun).as("it is begun once").isFalse();
      begun = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @BeforeEach
  @AfterEach
  void nothingIsLeftOfOtherTrainings() {
    CompilingChoice.forgetPlainSeconds();
  }

  /** Makes the steps of a training, the first of which are cold for 0.9 seconds. */
  private void train(double planned, int steps, Optional<Integer> patience) {
    Plan plan = new Plan("a test", planned, WORK, patience);
    try (CompilingChoice choice =
        new CompilingChoice(plan, 1, Optional.of(new Recorded()), () -> now)) {
      for (int step = 1; step <= steps; step++) {
        boolean before = begun;
        now += step <= 180 ? 5_000_000 : 1_000_000;
        choice.stepDone();
        if (begun && !before) {
          begunAfterSteps = step;
        }
      }
    }
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10", "100", "1000", "5000", "12000"})
  void aShortTrainingDoesNotBegin(int steps) {
    train(steps, steps, Optional.empty());
    assertThat(begun).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"12700, 1280", "18000, 1280", "18300, 100", "140000, 100"})
  void aLongOneBeginsAsSoonAsItIsKnownToBe(int steps, int after) {
    train(steps, steps, Optional.empty());
    assertThat(begun).isTrue();
    assertThat(begunAfterSteps).isBetween(after - 20L, after + 20L);
  }

  @Test
  void oneThatIsLongOnAnyMachineBeginsAtOnce() {
    double steps = 1.01 * CompilingChoice.PAYS_SECONDS * CompilingChoice.PLAIN_SPEED_BOUND * 1e3;
    train(steps, 1, Optional.empty());
    assertThat(begun).isTrue();
    assertThat(begunAfterSteps).as("before the first step").isZero();
  }

  @Test
  void ofEarlyStoppingThePatienceCountsAndItIsSaid() {
    train(3500, 3500, Optional.of(7));
    assertThat(begun).isFalse();
    assertThat(Backends.describe()).contains("a test: not compiled").contains("it counts 7");
  }

  @Test
  void oneThatGoesOnBeyondItsPlanBeginsInTheEnd() {
    train(3500, 20_000, Optional.of(7));
    assertThat(begun).isTrue();
    assertThat(begunAfterSteps).isBetween(17_000L, 18_000L);
  }

  @Test
  void manyShortTrainingsAreALongOne() {
    for (int i = 0; i < 12; i++) {
      if (!begun) {
        train(1000, 1000, Optional.empty());
      }
      assertThat(begun).as("after %d trainings", i + 1).isEqualTo(i >= 10);
    }
  }

  @Test
  void whatAnotherHasBegunIsNotBegunAgain() {
    begun = true;
    train(1000, 1000, Optional.empty());
    CompilingChoiceTest other = new CompilingChoiceTest();
    other.train(18000, 90, Optional.empty());
    assertThat(other.begun).isFalse();
  }

  @Test
  void whereNothingIsToBeDecidedNothingIsMeasured() {
    Plan plan = new Plan("a test", 1e12, WORK, Optional.empty());
    try (CompilingChoice choice = new CompilingChoice(plan, 1, Optional.empty(), () -> now)) {
      choice.stepDone();
    }
    assertThat(begun).isFalse();
  }
}
