package dev.neurac.kernels;

/** What a primitive is run on until C2 has compiled it. */
final class StripWarmUp {

  /** What the slowest primitive does with a vector, in operations. */
  private static final int COST = 8;

  /**
   * Vectors in a call of which nothing is asked. It works all the same: functions are methods that
   * call each other, and C2 inlines only what it has seen to be called often.
   */
  private static final int LEAST_TURNS = 4;

  private static final int MOST_ELEMENTS = 1024;

  private StripWarmUp() {}

  /** Returns what runs a primitive on some vectors. */
  static WarmUp.Code of(StripLibrary library, Primitive primitive) {
    Strip strip = library.strip(primitive);
    float[][] strips = new float[6][MOST_ELEMENTS + Float.SIZE];
    int[] begins = new int[strips.length + 2];
    int[] code = code(primitive, strips.length);
    int perTurn = primitive == Primitive.SPREAD ? 1 : library.lanes();
    return turns -> {
      int vectors = Math.max(LEAST_TURNS, turns);
      strip.apply(strips, begins, code, 0, vectors * perTurn);
      return vectors * COST;
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
}
