package dev.neurac.strips;

import dev.neurac.warmup.WarmUp;

/** Runs a primitive on a few vectors until C2 has compiled it. */
final class StripWarmUp implements WarmUp.Code {

  /** What the slowest primitive does with a vector, in operations. */
  private static final int COST = 8;

  /** C1 compiles after a few hundred calls, however short, so the first ones are short. */
  private static final int SHORT_CALLS = 300;

  /** How many vectors a longer call works on. */
  private static final int VECTORS = 16;

  private static final int MAX_ELEMENTS = 1024;

  /** C2 compiles one class in hundreds badly; after four of them the JVM is at fault. */
  private static final int MAX_CLASSES = 4;

  /**
   * Two dummies make the call in {@link #apply} megamorphic: HotSpot profiles two receiver types. A
   * monomorphic call would be inlined here, and the primitive's own method would never be compiled.
   */
  private static final StripOperation[] DUMMIES = {
    (strips, offsets, operands, at, count) -> {}, (strips, offsets, operands, at, count) -> {}
  };

  /** The number of the strip that is written; those before it are read. */
  private static final int RESULT = 5;

  private final StripLibrary library;
  private final Primitive primitive;
  private final float[][] strips = new float[RESULT + 1][MAX_ELEMENTS + Float.SIZE];
  private final int[] offsets = new int[strips.length + 2];
  private final int[] operands;
  private StripOperation operation;
  private int classes = 1;
  private int calls;

  StripWarmUp(StripLibrary library, Primitive primitive) {
    this.library = library;
    this.primitive = primitive;
    this.operands = operands(primitive);
    this.operation = library.operation(primitive);
  }

  @Override
  public int run(int iterations) {
    int vectors = calls++ < SHORT_CALLS ? 1 : VECTORS;
    for (int i = 0; i < DUMMIES.length; i++) {
      apply(DUMMIES[i], 0);
    }
    apply(operation, vectors * library.lanes());
    return vectors * COST;
  }

  private void apply(StripOperation operation, int count) {
    operation.apply(strips, offsets, operands, 0, count);
  }

  @Override
  public boolean replace() {
    if (classes == MAX_CLASSES) {
      return false;
    }
    classes++;
    calls = 0;
    operation = library.replace(primitive);
    return true;
  }

  /** The strips that are read, the one that is written, then what else the primitive takes. */
  private static int[] operands(Primitive primitive) {
    if (primitive == Primitive.UNIFORM) {
      return new int[] {RESULT, RESULT + 1, RESULT + 2};
    }
    int[] operands = new int[primitive.arity() + 1];
    for (int i = 0; i < primitive.arity(); i++) {
      operands[i] = i;
    }
    operands[primitive.arity()] = RESULT;
    return operands;
  }
}
