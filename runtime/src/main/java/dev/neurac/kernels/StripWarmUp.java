package dev.neurac.kernels;

/** Runs a primitive until C2 has compiled it. */
final class StripWarmUp {

  private static final int ELEMENTS = 1024;

  /** Compiled, the slowest takes a quarter of this for an element; before, none takes less. */
  private static final int COMPILED_NANOSECONDS = 4;

  /** So many calls make the first compiler compile, which is sooner done with short ones. */
  private static final int SHORT_CALLS = 300;

  /** After so many more, C2 is at work or will not be. */
  private static final int LONG_CALLS = 2000;

  private static final int MOST_WAITS = 1000;

  private StripWarmUp() {}

  /** Returns whether the primitive has become fast. */
  static boolean warm(StripLibrary library, Primitive primitive) {
    Strip strip = library.strip(primitive);
    float[][] strips = new float[6][ELEMENTS + Float.SIZE];
    int[] begins = new int[strips.length + 2];
    int[] code = code(primitive, strips.length);
    int count = count(primitive);
    for (int i = 0; i < SHORT_CALLS; i++) {
      strip.apply(strips, begins, code, 0, library.lanes());
    }
    for (int i = 0; i < LONG_CALLS; i++) {
      strip.apply(strips, begins, code, 0, Math.min(count, 16 * library.lanes()));
    }
    for (int waits = 0; waits < MOST_WAITS; waits++) {
      long before = System.nanoTime();
      strip.apply(strips, begins, code, 0, count);
      if (System.nanoTime() - before < COMPILED_NANOSECONDS * ELEMENTS) {
        return true;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Operands, all at 0, then what else the primitive takes. */
  private static int[] code(Primitive primitive, int begins) {
    return switch (primitive) {
      case SPREAD -> new int[] {0, 5, 16};
      case UNIFORM -> new int[] {5, begins, begins + 1};
      default -> {
        int[] code = new int[primitive.arity() + 1];
        for (int i = 0; i < primitive.arity(); i++) {
          code[i] = i;
        }
        code[primitive.arity()] = 5;
        yield code;
      }
    };
  }

  private static int count(Primitive primitive) {
    return switch (primitive) {
      case SPREAD -> ELEMENTS / 16;
      default -> ELEMENTS;
    };
  }
}
