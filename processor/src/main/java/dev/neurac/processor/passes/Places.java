package dev.neurac.processor.passes;

import java.util.ArrayList;
import java.util.List;

/** Places in an array that one value takes after the other. */
final class Places {

  /** A stretch of the array, which lies behind those before it. */
  private static final class Stretch {
    private int size;
    private int lastUse;

    Stretch(int size, int lastUse) {
      this.size = size;
      this.lastUse = lastUse;
    }
  }

  private final boolean ofOneSize;
  private final List<Stretch> stretches = new ArrayList<>();

  /**
   * Makes an empty array.
   *
   * @param ofOneSize whether only values of one size take the same place
   */
  Places(boolean ofOneSize) {
    this.ofOneSize = ofOneSize;
  }

  /**
   * Takes a place that is free at {@code now}: the smallest that is large enough, else the largest,
   * which grows.
   *
   * @param lastUse when the value is read for the last time; afterwards the place is free
   * @return the number of the place
   */
  int take(int size, int now, int lastUse) {
    int best = -1;
    for (int p = 0; p < stretches.size(); p++) {
      Stretch place = stretches.get(p);
      boolean usable = place.lastUse < now && (!ofOneSize || place.size == size);
      if (usable && (best < 0 || isBetter(place.size, stretches.get(best).size, size))) {
        best = p;
      }
    }
    if (best < 0) {
      stretches.add(new Stretch(size, lastUse));
      return stretches.size() - 1;
    }
    stretches.get(best).size = Math.max(stretches.get(best).size, size);
    stretches.get(best).lastUse = lastUse;
    return best;
  }

  private static boolean isBetter(int candidate, int best, int size) {
    return best < size ? candidate > best : candidate >= size && candidate < best;
  }

  /** Returns where each place begins, and behind the last where all end. */
  int[] offsets() {
    int[] offsets = new int[stretches.size() + 1];
    for (int p = 0; p < stretches.size(); p++) {
      offsets[p + 1] = Math.addExact(offsets[p], stretches.get(p).size);
    }
    return offsets;
  }
}
