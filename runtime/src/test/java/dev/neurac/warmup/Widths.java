package dev.neurac.warmup;

import java.util.ArrayList;
import java.util.List;

/** The widths of vectors, in bits. */
public final class Widths {

  private Widths() {}

  /** Returns the widest that the machine has. */
  public static int widest() {
    try {
      Object species =
          Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
      return (int)
          Class.forName("jdk.incubator.vector.VectorSpecies")
              .getMethod("vectorBitSize")
              .invoke(species);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("tests run with --add-modules jdk.incubator.vector", e);
    }
  }

  /** Returns all widths from 128 up to the machine's. */
  public static List<Integer> all() {
    List<Integer> widths = new ArrayList<>();
    for (int bits = 128; bits <= widest(); bits *= 2) {
      widths.add(bits);
    }
    return widths;
  }
}
