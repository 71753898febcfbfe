package dev.neurac.strips;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The primitives for vectors of one width, and which of them C2 has compiled: until then they are
 * far slower than plain loops.
 */
public final class StripLibrary {

  /** What programs run on; null while all run the printed loops. */
  public static volatile StripLibrary current;

  private final int bits;
  private final WarmUp warmUp;
  private final boolean uncompiled;

  /** By primitive; what runs on vectors may be replaced until it is compiled. */
  private final StripOperation[] strips = new StripOperation[Primitive.values().length];

  /** A bit for each primitive that is compiled. */
  private volatile int warm;

  private int wanted;

  /** Makes a library for vectors of so many bits. */
  @SuppressWarnings("exports") // For the kernels, which see all of the runtime.
  public StripLibrary(int bits, WarmUp warmUp) {
    this(bits, warmUp, false);
  }

  private StripLibrary(int bits, WarmUp warmUp, boolean uncompiled) {
    this.bits = bits;
    this.warmUp = warmUp;
    this.uncompiled = uncompiled;
  }

  /** Returns a library on which every program runs at once, with any number of rows: for tests. */
  static StripLibrary cold(int bits) {
    WarmUp atOnce =
        new WarmUp() {
          @Override
          public void compile(Code code, Runnable whenCompiled) {
            whenCompiled.run();
          }

          @Override
          public void run(Runnable work) {
            work.run();
          }
        };
    return new StripLibrary(bits, atOnce, true);
  }

  /** Returns how many floats a vector has. */
  int lanes() {
    return bits / Float.SIZE;
  }

  /** Loads the implementation of a primitive, if it is not there. */
  synchronized void load(Primitive primitive) {
    int i = primitive.ordinal();
    if (strips[i] == null) {
      strips[i] = primitive.isVector() ? vector(primitive) : StripReductions.of(primitive);
    }
  }

  /** Loads the implementation of a primitive on vectors once more: to C2, it is another. */
  synchronized StripOperation replace(Primitive primitive) {
    StripOperation strip = vector(primitive);
    strips[primitive.ordinal()] = strip;
    return strip;
  }

  /**
   * Returns the implementation of a primitive that is loaded. Who runs a program has seen in a
   * volatile field that its primitives are warm; after that none is replaced.
   */
  StripOperation strip(Primitive primitive) {
    return strips[primitive.ordinal()];
  }

  private StripOperation vector(Primitive primitive) {
    String name = primitive.isFunction() ? "VectorFunctions" : "VectorArithmetic";
    try {
      return (StripOperation)
          VectorWidth.instance(MethodHandles.lookup(), name, List.of(bits, primitive));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns with how many rows a program pays whose primitives are compiled. */
  int leastRows(StripCode code) {
    return uncompiled ? 1 : code.leastRows;
  }

  /** Returns with how many rows it pays to compile them. */
  int leastRowsToCompile(StripCode code) {
    return uncompiled ? 1 : code.leastRowsToCompile;
  }

  /** Has something done on the thread that warms up. */
  void request(Runnable work) {
    warmUp.run(work);
  }

  /** Returns a mask with a bit for each of some primitives that has to be compiled. */
  static int mask(List<Primitive> primitives) {
    return primitives.stream()
        .filter(Primitive::isVector)
        .mapToInt(primitive -> 1 << primitive.ordinal())
        .reduce(0, (a, b) -> a | b);
  }

  /** Has primitives compiled. */
  synchronized void want(List<Primitive> primitives) {
    for (Primitive primitive : primitives) {
      int bit = mask(List.of(primitive));
      if ((bit & ~wanted) != 0) {
        wanted |= bit;
        warmUp.compile(new StripWarmUp(this, primitive), () -> nowWarm(bit));
      }
    }
  }

  private synchronized void nowWarm(int bit) {
    warm |= bit;
  }

  /** Returns whether some primitives are compiled. */
  boolean areWarm(int mask) {
    return (mask & ~warm) == 0;
  }
}
