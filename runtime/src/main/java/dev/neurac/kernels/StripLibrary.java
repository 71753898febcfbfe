package dev.neurac.kernels;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The primitives for vectors of one width, and which of them C2 has compiled: until then they are
 * far slower than plain loops.
 *
 * <p>Programs ask for what they need when they are first asked whether they are ready; {@link
 * #warmNext} gives it to them.
 */
final class StripLibrary {

  /** What programs run on; null while all run the printed loops. */
  static volatile StripLibrary current;

  private final int bits;
  private final boolean warmsAtOnce;
  private final Runnable whenAsked;
  private final Strip[] strips = new Strip[Primitive.values().length];
  private final boolean[] warm = new boolean[strips.length];
  private final boolean[] cold = new boolean[strips.length];
  private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();

  /**
   * Makes a library for vectors of so many bits.
   *
   * @param warmsAtOnce whether programs run cold, on the primitives as they are
   */
  StripLibrary(int bits, boolean warmsAtOnce) {
    this.bits = bits;
    this.warmsAtOnce = warmsAtOnce;
    this.whenAsked = () -> {};
  }

  /** Makes a library whose requests are met on the thread that warms up. */
  StripLibrary(int bits, WarmUp warmUp) {
    this.bits = bits;
    this.warmsAtOnce = false;
    this.whenAsked = () -> warmUp.run(this::warmNext);
  }

  /** Returns how many floats a vector has. */
  int lanes() {
    return bits / Float.SIZE;
  }

  /** Returns the implementation of a primitive. */
  synchronized Strip strip(Primitive primitive) {
    int i = primitive.ordinal();
    if (strips[i] == null) {
      strips[i] = primitive.isVector() ? load(primitive) : StripReductions.of(primitive);
    }
    return strips[i];
  }

  private Strip load(Primitive primitive) {
    String name = primitive.isFunction() ? "VectorFunctions" : "VectorArithmetic";
    try {
      return (Strip) VectorWidth.instance(name, List.of(bits, primitive));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns with how many rows a program pays. */
  int leastRows(StripCode code) {
    return warmsAtOnce ? 1 : code.leastRows;
  }

  /** Has a request met, at once or by {@link #warmNext}. */
  void request(Runnable request) {
    if (warmsAtOnce) {
      request.run();
    } else {
      requests.add(request);
      whenAsked.run();
    }
  }

  /**
   * Meets the oldest request.
   *
   * @return whether there was one
   */
  boolean warmNext() {
    Runnable request = requests.poll();
    if (request != null) {
      request.run();
    }
    return request != null;
  }

  /** Returns once a primitive is compiled, or runs cold: false if C2 does not compile it. */
  boolean warm(Primitive primitive) {
    int i = primitive.ordinal();
    if (!warm[i] && !cold[i]) {
      warm[i] =
          warmsAtOnce
              || !primitive.isVector()
              || WarmUp.isCompiled(StripWarmUp.of(this, primitive));
      cold[i] = !warm[i];
    }
    return warm[i];
  }
}
