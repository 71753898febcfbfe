package dev.neurac.strips;

import dev.neurac.warmup.WarmUp;

/**
 * Runs a primitive on some vectors until C2 has compiled it, however little is asked: functions are
 * methods that call each other, and C2 inlines only what it has seen to be called often.
 */
final class StripWarmUp implements WarmUp.Code {

  /** What the slowest primitive does with a vector, in operations. */
  private static final int COST = 8;

  /** So many calls make the first compiler compile, which is sooner done with short ones. */
  private static final int SHORT_CALLS = 300;

  private static final int VECTORS = 16;

  private static final int MOST_ELEMENTS = 1024;

  /** One in hundreds is compiled badly; where four were, the JVM is at fault. */
  private static final int MOST_CLASSES = 4;

  /**
   * They do nothing, where the primitive is called too. The profile of a call keeps two classes; C2
   * inlines none of three. Else it would compile a copy here, and the primitive itself would stay
   * as it is.
   */
  private static final StripOperation[] OTHERS = {
    (strips, begins, code, at, count) -> {}, (strips, begins, code, at, count) -> {}
  };

  private final StripLibrary library;
  private final Primitive primitive;
  private final float[][] strips = new float[6][MOST_ELEMENTS + Float.SIZE];
  private final int[] begins = new int[strips.length + 2];
  private final int[] code;
  private StripOperation strip;
  private int classes = 1;
  private int calls;

  StripWarmUp(StripLibrary library, Primitive primitive) {
    this.library = library;
    this.primitive = primitive;
    this.code = code(primitive, strips.length);
    this.strip = library.strip(primitive);
  }

  @Override
  public int run(int turns) {
    int vectors = calls++ < SHORT_CALLS ? 1 : VECTORS;
    for (int i = 0; i < OTHERS.length; i++) {
      apply(OTHERS[i], 0);
    }
    apply(strip, vectors * library.lanes());
    return vectors * COST;
  }

  private void apply(StripOperation strip, int count) {
    strip.apply(strips, begins, code, 0, count);
  }

  @Override
  public boolean replace() {
    if (classes == MOST_CLASSES) {
      return false;
    }
    classes++;
    calls = 0;
    strip = library.replace(primitive);
    return true;
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
