package dev.neurac.kernels;

/** What a primitive is run on until C2 has compiled it. */
final class StripWarmUp {

  /** What the slowest primitive does with a vector, in operations. */
  private static final int COST = 8;

  /** So many calls make the first compiler compile, which is sooner done with short ones. */
  private static final int SHORT_CALLS = 300;

  private static final int VECTORS = 16;

  private static final int MOST_ELEMENTS = 1024;

  private StripWarmUp() {}

  /**
   * Returns what runs a primitive on some vectors, however little is asked: functions are methods
   * that call each other, and C2 inlines only what it has seen to be called often.
   */
  static WarmUp.Code of(StripLibrary library, Primitive primitive) {
    Strip strip = library.strip(primitive);
    float[][] strips = new float[6][MOST_ELEMENTS + Float.SIZE];
    int[] begins = new int[strips.length + 2];
    int[] code = code(primitive, strips.length);
    int[] calls = new int[1];
    return turns -> {
      int vectors = calls[0]++ < SHORT_CALLS ? 1 : VECTORS;
      strip.apply(strips, begins, code, 0, vectors * library.lanes());
      return vectors * COST;
    };
  }

  /** Operands, all at 0, then what else the primitive takes. */
  private static int[] code(Primitive primitive, int begins) {
    return switch (primitive) {
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
}
