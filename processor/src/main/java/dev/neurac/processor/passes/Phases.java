package dev.neurac.processor.passes;

import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels of a plan in phases: within one, any lane may compute any element of any kernel, so
 * no kernel reads or writes what another of the phase writes. A back end that splits elements over
 * thousands of lanes makes all of them wait between two phases; a {@link Plan.Stage} is for few
 * threads, each of which keeps to its rows.
 */
public final class Phases {

  private Phases() {}

  /** Returns the phases of a plan in order: each kernel is in the first that it can be in. */
  public static List<List<Launch>> of(Plan plan) {
    List<Launch> launches = plan.launches();
    List<Integer> phaseOf = new ArrayList<>();
    List<List<Launch>> phases = new ArrayList<>();
    for (Launch launch : launches) {
      int phase = 0;
      for (int i = 0; i < phaseOf.size(); i++) {
        if (conflict(launches.get(i), launch)) {
          phase = Math.max(phase, phaseOf.get(i) + 1);
        }
      }
      phaseOf.add(phase);
      if (phase == phases.size()) {
        phases.add(new ArrayList<>());
      }
      phases.get(phase).add(launch);
    }
    return phases;
  }

  /** Returns whether one writes what the other reads or writes. */
  private static boolean conflict(Launch a, Launch b) {
    Buffer writtenByA = a.buffers().get(0);
    Buffer writtenByB = b.buffers().get(0);
    return b.buffers().stream().anyMatch(buffer -> overlap(writtenByA, buffer))
        || a.buffers().stream().anyMatch(buffer -> overlap(writtenByB, buffer));
  }

  /** Offsets of one place are all per row or all not, so comparing them is enough. */
  private static boolean overlap(Buffer a, Buffer b) {
    return a.place() == b.place()
        && a.offset() < b.offset() + b.shape().size()
        && b.offset() < a.offset() + a.shape().size();
  }
}
