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

  /** By primitive; one that runs on vectors may be replaced until it is compiled. */
  private final StripOperation[] operations = new StripOperation[Primitive.values().length];

  /** A bit for each primitive that is compiled. */
  private volatile int compiled;

  /** A bit for each primitive that is compiled or being compiled. */
  private int requested;

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
    if (operations[i] == null) {
      operations[i] = primitive.isVector() ? vector(primitive) : StripReductions.of(primitive);
    }
  }

  /** Loads the implementation of a primitive on vectors once more: to C2 it is another class. */
  synchronized StripOperation replace(Primitive primitive) {
    StripOperation operation = vector(primitive);
    operations[primitive.ordinal()] = operation;
    return operation;
  }

  /**
   * Returns the implementation of a primitive that is loaded.
   *
   * <p>A plain read will do: whoever runs a program has read in a volatile field that its
   * primitives are compiled, and none is replaced after that.
   */
  StripOperation operation(Primitive primitive) {
    return operations[primitive.ordinal()];
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

  /** Returns from how many rows on a program pays whose primitives are compiled. */
  int minRows(StripCode code) {
    return uncompiled ? 1 : code.minRows;
  }

  /** Returns from how many rows on it pays to compile a program's primitives. */
  int minRowsToCompile(StripCode code) {
    return uncompiled ? 1 : code.minRowsToCompile;
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
  synchronized void compile(List<Primitive> primitives) {
    for (Primitive primitive : primitives) {
      int bit = mask(List.of(primitive));
      if ((bit & ~requested) != 0) {
        requested |= bit;
        warmUp.compile(new StripWarmUp(this, primitive), () -> addCompiled(bit));
      }
    }
  }

  private synchronized void addCompiled(int bit) {
    compiled |= bit;
  }

  /** Returns whether some primitives are compiled. */
  boolean areCompiled(int mask) {
    return (mask & ~compiled) == 0;
  }
}
