package dev.neurac.strips;

import java.util.ArrayList;
import java.util.List;

/** Switches strip programs on, cold as they are, and off. */
public final class ForcedStrips {

  private ForcedStrips() {}

  /** Has all programs run on vectors of so many bits. */
  public static void on(int bits) {
    StripLibrary.current = StripLibrary.cold(bits);
  }

  /** Has all programs leave their kernels to the loops. */
  public static void off() {
    StripLibrary.current = null;
  }

  /** Returns the widths of vectors, up to the machine's. */
  public static List<Integer> widths() {
    int preferred;
    try {
      Object species =
          Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
      preferred =
          (int)
              Class.forName("jdk.incubator.vector.VectorSpecies")
                  .getMethod("vectorBitSize")
                  .invoke(species);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("tests run with --add-modules jdk.incubator.vector", e);
    }
    List<Integer> widths = new ArrayList<>();
    for (int bits = 128; bits <= preferred; bits *= 2) {
      widths.add(bits);
    }
    return widths;
  }
}
