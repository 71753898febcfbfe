package dev.neurac.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.opencl.KernelSession.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a training finds its schedule and the length of its executions; the times are made up. */
class ExecutionSizerTest {

  private static void run(ExecutionSizer pace, double wide, double small, int times) {
    for (int i = 0; i < times; i++) {
      int steps = pace.steps();
      pace.took(steps, steps * (pace.schedule() == Schedule.WIDE ? wide : small), 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.002, 0.001, SMALL", "0.001, 0.002, WIDE"})
  void theFasterScheduleIsChosen(double wide, double small, Schedule expected) {
    ExecutionSizer pace = new ExecutionSizer(true, true);
    assertThat(pace.steps()).as("the first execution is short").isEqualTo(1);
    run(pace, wide, small, 4);
    assertThat(pace.schedule()).isEqualTo(expected);
    assertThat(pace.steps()).as("a tenth of a second").isEqualTo(100);
    assertThat(pace)
        .hasToString(
            "the "
                + expected.name().toLowerCase(java.util.Locale.ROOT)
                + " schedule (a step took "
                + (int) (wide * 1e6)
                + " µs wide, "
                + (int) (small * 1e6)
                + " µs small)");
  }

  /** The first execution of each schedule pays for what happens once. */
  @Test
  void beginningsDoNotCount() {
    ExecutionSizer pace = new ExecutionSizer(true, true);
    pace.took(pace.steps(), 0.001, 0);
    run(pace, 0.002, 0, 1);
    assertThat(pace.schedule()).isEqualTo(Schedule.SMALL);
    pace.took(pace.steps(), 30, 0);
    run(pace, 0, 0.001, 1);
    assertThat(pace.schedule()).isEqualTo(Schedule.SMALL);
  }

  @Test
  void executionsGrowToATenthOfASecondAndNoFurther() {
    ExecutionSizer pace = new ExecutionSizer(true, false);
    pace.took(pace.steps(), 2, 0); // The beginning, and much too long.
    int before = pace.steps();
    for (int i = 0; i < 20; i++) {
      int steps = pace.steps();
      assertThat(steps).isBetween(1, 4 * before);
      pace.took(steps, steps * 1e-4, 0);
      before = steps;
    }
    assertThat(pace.steps()).isEqualTo(1000);
    pace.took(1000, 1, 0); // The device has become slower.
    assertThat(pace.steps()).isEqualTo(100);
  }

  @Test
  void aLongStepIsAnExecution() {
    ExecutionSizer pace = new ExecutionSizer(true, false);
    run(pace, 3, 0, 3);
    assertThat(pace.steps()).isEqualTo(1);
    assertThat(pace.schedule()).isEqualTo(Schedule.WIDE);
  }

  /** As where there are many parameters. */
  @Test
  void executionsAreLongerWhereItTakesLongToFetchWhatTheyLeave() {
    ExecutionSizer pace = new ExecutionSizer(true, false);
    for (int i = 0; i < 9; i++) {
      pace.took(pace.steps(), pace.steps() * 0.01, 0.05);
    }
    assertThat(pace.steps()).isEqualTo(15);
    for (int i = 0; i < 9; i++) {
      pace.took(pace.steps(), pace.steps() * 0.01, 10);
    }
    assertThat(pace.steps()).as("the garbage collector has to wait for it").isEqualTo(40);
  }

  @Test
  void aScheduleThatIsNamedIsTaken() {
    assertThat(new ExecutionSizer(false, true).schedule()).isEqualTo(Schedule.SMALL);
  }
}
