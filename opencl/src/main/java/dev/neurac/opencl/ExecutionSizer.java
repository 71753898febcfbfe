package dev.neurac.opencl;

import dev.neurac.opencl.KernelSession.Schedule;
import java.util.Locale;

/**
 * Decides by measurement which schedule a training uses, and how many steps an execution makes.
 *
 * <p>An execution keeps the garbage collector waiting, so it is to take about a tenth of a second;
 * and it costs something by itself, so it is not to be much shorter. Where it takes long to fetch
 * what it leaves, as with millions of parameters, it takes up to four times as long. Both schedules
 * compute the same, so the steps of the trial are steps like any other.
 */
final class ExecutionSizer {

  private static final double SECONDS = 0.1;

  /** Longer than that, an application would notice that nothing is collected. */
  private static final double MAX_SECONDS = 0.4;

  /** How many times as long an execution is to take as to fetch what it leaves. */
  private static final double TIMES_FETCHING = 3;

  private static final int TRIAL_STEPS = 4;

  private static final int MAX_STEPS = 1 << 16;

  /** What is tried in order; the first execution of a schedule also pays for its beginning. */
  private enum Trial {
    WIDE_FIRST,
    WIDE,
    SMALL_FIRST,
    SMALL,
    DONE
  }

  private Trial trial;
  private Schedule chosen = Schedule.WIDE;
  private double wideSeconds;
  private double smallSeconds;
  private double secondsPerStep;
  private double seconds = SECONDS;

  /**
   * Begins.
   *
   * @param trySmall whether the small schedule may be faster, and cannot take unbearably long
   */
  ExecutionSizer(boolean tryWide, boolean trySmall) {
    if (!tryWide) {
      chosen = Schedule.SMALL;
    }
    this.trial = tryWide && trySmall ? Trial.WIDE_FIRST : Trial.DONE;
  }

  /** Returns the schedule of the next execution. */
  Schedule schedule() {
    return switch (trial) {
      case WIDE_FIRST, WIDE -> Schedule.WIDE;
      case SMALL_FIRST, SMALL -> Schedule.SMALL;
      case DONE -> chosen;
    };
  }

  /** Returns how many steps the next execution makes at most. */
  int steps() {
    return switch (trial) {
      case WIDE_FIRST, SMALL_FIRST -> 1;
      case WIDE, SMALL -> TRIAL_STEPS;
      case DONE ->
          secondsPerStep == 0
              ? 1
              : (int) Math.max(1, Math.min(MAX_STEPS, seconds / secondsPerStep));
    };
  }

  /** Takes note of how long an execution took, and of how long to fetch what it left. */
  void took(int steps, double executing, double fetching) {
    double each = executing / steps;
    seconds = Math.max(SECONDS, Math.min(MAX_SECONDS, TIMES_FETCHING * fetching));
    switch (trial) {
      case WIDE_FIRST -> trial = Trial.WIDE;
      case WIDE -> {
        wideSeconds = each;
        trial = Trial.SMALL_FIRST;
      }
      case SMALL_FIRST -> trial = Trial.SMALL;
      case SMALL -> {
        smallSeconds = each;
        chosen = smallSeconds < wideSeconds ? Schedule.SMALL : Schedule.WIDE;
        secondsPerStep = Math.min(smallSeconds, wideSeconds);
        trial = Trial.DONE;
      }
      case DONE -> {
        // The first execution may hold what happens once, so it counts for little.
        int grown = Math.min(steps * 4, MAX_STEPS);
        secondsPerStep = Math.max(each, seconds / grown);
      }
    }
  }

  /** Says what was chosen, for people. */
  @Override
  public String toString() {
    String measured =
        smallSeconds == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " (a step took %.0f µs wide, %.0f µs small)",
                wideSeconds * 1e6,
                smallSeconds * 1e6);
    return "the " + chosen.name().toLowerCase(Locale.ROOT) + " schedule" + measured;
  }
}
