package dev.neurac.kernels;

import java.util.function.IntSupplier;

/** What a primitive is run on until C2 has compiled it. */
final class StripWarmUp {

  private static final int ELEMENTS = 1024;

  /** So many calls make the first compiler compile, which is sooner done with short ones. */
  private static final int SHORT_CALLS = 300;

  /** What the slowest primitive does with a vector, in operations. */
  private static final int COST = 8;

  private StripWarmUp() {}

  /** Returns what runs a primitive once, first on few elements, and says on how many vectors. */
  static IntSupplier of(StripLibrary library, Primitive primitive) {
    Strip strip = library.strip(primitive);
    float[][] strips = new float[6][ELEMENTS + Float.SIZE];
    int[] begins = new int[strips.length + 2];
    int[] code = code(primitive, strips.length);
    int longest = Math.min(count(primitive), 16 * library.lanes());
    int[] calls = new int[1];
    return () -> {
      int count = calls[0]++ < SHORT_CALLS ? library.lanes() : longest;
      strip.apply(strips, begins, code, 0, count);
      return count / library.lanes() * COST;
    };
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
