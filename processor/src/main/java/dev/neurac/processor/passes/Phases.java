package dev.neurac.processor.passes;

import dev.neurac.processor.passes.Plan.Buffer;
import dev.neurac.processor.passes.Plan.Launch;
import dev.neurac.processor.passes.Plan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernels of a plan in phases: within one, any lane may compute any element of any kernel, so
 * no kernel reads or writes what another of the phase writes. A back end that splits elements over
 * thousands of lanes makes all of them wait between two phases; a {@link Plan.Stage} is for few
 * threads, each of which keeps to its rows.
 */
public final class Phases {

  /** One of the arrays of a place. */
  private record Array(Place place, int number) {}

  /** Values that lie in one spot, and the last phases in which it is written and read. */
  private static final class Spot {
    private final int begin;
    private final int end;
    private int written = -1;
    private int read = -1;

    Spot(Buffer buffer) {
      this.begin = buffer.offset();
      this.end = begin + buffer.shape().size();
    }

    /** Offsets in one array are all per row or all not, so comparing them is enough. */
    boolean overlaps(Spot other) {
      return begin < other.end && other.begin < end;
    }
  }

  private final Map<Array, List<Spot>> spots = new HashMap<>();

  private Phases() {}

  /** Returns the phases of a plan in order: each kernel is in the first that it can be in. */
  public static List<List<Launch>> of(Plan plan) {
    Phases all = new Phases();
    List<List<Launch>> phases = new ArrayList<>();
    for (Launch launch : plan.launches()) {
      int phase = all.place(launch.buffers());
      if (phase == phases.size()) {
        phases.add(new ArrayList<>());
      }
      phases.get(phase).add(launch);
    }
    return phases;
  }

  /**
   * Returns the phase of a kernel: after all that write what it reads or writes, and after all that
   * read what it writes.
   *
   * @param buffers the written one first
   */
  private int place(List<Buffer> buffers) {
    int phase = 0;
    for (int i = 0; i < buffers.size(); i++) {
      Spot touched = new Spot(buffers.get(i));
      for (Spot spot : spots(buffers.get(i))) {
        if (spot.overlaps(touched)) {
          int last = i == 0 ? Math.max(spot.written, spot.read) : spot.written;
          phase = Math.max(phase, last + 1);
        }
      }
    }
    for (int i = 0; i < buffers.size(); i++) {
      Spot spot = spot(buffers.get(i));
      if (i == 0) {
        spot.written = Math.max(spot.written, phase);
      } else {
        spot.read = Math.max(spot.read, phase);
      }
    }
    return phase;
  }

  /** Returns the spot of exactly a value's extent. */
  private Spot spot(Buffer buffer) {
    Spot wanted = new Spot(buffer);
    for (Spot spot : spots(buffer)) {
      if (spot.begin == wanted.begin && spot.end == wanted.end) {
        return spot;
      }
    }
    spots(buffer).add(wanted);
    return wanted;
  }

  private List<Spot> spots(Buffer buffer) {
    return spots.computeIfAbsent(
        new Array(buffer.place(), buffer.array()), array -> new ArrayList<>());
  }
}
