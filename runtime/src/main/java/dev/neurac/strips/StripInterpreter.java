package dev.neurac.strips;

import dev.neurac.math.CounterRandom;
import dev.neurac.strips.StripCode.Access;
import dev.neurac.strips.StripCode.Draw;
import dev.neurac.strips.StripCode.Instruction;
import dev.neurac.strips.StripValue.Extent;
import dev.neurac.strips.StripValue.View;

/**
 * Runs strip programs: a block of vectors at a time, each instruction over the whole block.
 *
 * <p>Buffers are worked on in place where a block is whole vectors of the machine. Elsewhere a
 * vector would reach into what belongs to others, so the block is copied to strips of the thread's
 * own and back.
 */
final class StripInterpreter {

  /** A thread's own strips, which all programs use. They are of the JDK's own types. */
  private static final ThreadLocal<float[][]> OWN = ThreadLocal.withInitial(() -> new float[64][]);

  private StripInterpreter() {}

  /**
   * Returns what a thread runs a program with: the strips by number, where each begins, and in a
   * strip of its own for each view what is worked on if not the buffer itself.
   */
  static Object[] frame(StripCode code) {
    float[][] strips = new float[code.slots()][];
    System.arraycopy(code.constants, 0, strips, code.accesses.length, code.constants.length);
    float[][] own = OWN.get();
    for (int i = code.firstRegister(); i < code.buffer(0); i++) {
      int number = i - code.firstRegister();
      float[] known = number < own.length ? own[number] : null;
      strips[i] =
          known == null || known.length < code.stripLength ? new float[code.stripLength] : known;
      if (number < own.length) {
        own[number] = strips[i];
      }
    }
    return new Object[] {strips, new int[code.slots()]};
  }

  /**
   * Runs a program on rows whose buffers are in the table.
   *
   * @param strips what {@link #frame} made, with the buffers
   */
  static void run(
      StripCode code, float[][] strips, int[] begins, int from, int to, int seed, int step) {
    int first = from * code.lead;
    int last = to * code.lead;
    try {
      bindFeatures(code, strips, begins, Math.min(code.block, last - first));
      for (Draw draw : code.draws) {
        begins[draw.state()] = CounterRandom.state(seed, step, draw.salt());
      }
      for (int v = first; v < last; v += code.block) {
        block(code, strips, begins, v, Math.min(code.block, last - v));
      }
    } finally {
      forgetBuffers(code, strips);
    }
  }

  /** They are not this thread's to keep. */
  private static void forgetBuffers(StripCode code, float[][] strips) {
    for (int i = 0; i < code.accesses.length; i++) {
      strips[i] = null;
    }
    for (int b = 0; b < StripCode.BUFFERS; b++) {
      strips[code.buffer(b)] = null;
    }
  }

  /** Repeats what is the same for all rows, or works on it in place where one row is a block. */
  private static void bindFeatures(StripCode code, float[][] strips, int[] begins, int vectors) {
    for (int i = 0; i < code.accesses.length; i++) {
      View view = code.accesses[i].view();
      if (view.extent() == Extent.CONSTANT) {
        int buffer = code.buffer(view.buffer());
        int period = view.period();
        int elements = vectors * code.length;
        boolean inPlace = elements == period && (elements & (code.lanes - 1)) == 0;
        strips[i] = strips[inPlace ? buffer : code.staging(i)];
        begins[i] = inPlace ? begins[buffer] : 0;
        if (!inPlace) {
          System.arraycopy(strips[buffer], begins[buffer], strips[i], 0, period);
          for (int done = period; done < elements; done *= 2) {
            System.arraycopy(strips[i], 0, strips[i], done, Math.min(done, elements - done));
          }
        }
      }
    }
  }

  private static void block(StripCode code, float[][] strips, int[] begins, int v, int vectors) {
    int lanes = code.lanes;
    int elements = vectors * code.length;
    int wholeElements = roundUp(elements, lanes);
    int wholeVectors = roundUp(vectors, lanes);
    boolean inPlace = elements == wholeElements;
    for (int i = 0; i < code.accesses.length; i++) {
      Access access = code.accesses[i];
      if (access.view().extent() == Extent.ELEMENT) {
        bind(code, strips, begins, i, v * code.length, elements, inPlace);
      } else if (access.view().extent() == Extent.VECTOR && access.view().period() == 1) {
        bind(code, strips, begins, i, v, vectors, vectors == wholeVectors);
      } else if (access.view().extent() == Extent.VECTOR) {
        bindShared(code, strips, begins, i, v, vectors);
      }
    }
    for (Draw draw : code.draws) {
      begins[draw.element()] = v * code.length;
    }
    for (Instruction instruction : code.instructions) {
      int count =
          switch (instruction.count()) {
            case ELEMENTS -> wholeElements;
            case VECTORS -> wholeVectors;
            case EXACT_VECTORS -> vectors;
          };
      code.library
          .strip(instruction.primitive())
          .apply(strips, begins, code.operands, instruction.at(), count);
    }
    for (int i = 0; i < code.accesses.length; i++) {
      Access access = code.accesses[i];
      if (access.stored() && strips[i] == strips[code.staging(i)]) {
        boolean perVector = access.view().extent() == Extent.VECTOR;
        int buffer = code.buffer(access.view().buffer());
        int to = begins[buffer] + (perVector ? v : v * code.length);
        System.arraycopy(strips[i], 0, strips[buffer], to, perVector ? vectors : elements);
      }
    }
  }

  private static void bind(
      StripCode code,
      float[][] strips,
      int[] begins,
      int access,
      int at,
      int count,
      boolean inPlace) {
    int buffer = code.buffer(code.accesses[access].view().buffer());
    if (inPlace) {
      strips[access] = strips[buffer];
      begins[access] = begins[buffer] + at;
      return;
    }
    strips[access] = strips[code.staging(access)];
    begins[access] = 0;
    if (code.accesses[access].loaded()) {
      System.arraycopy(strips[buffer], begins[buffer] + at, strips[access], 0, count);
    }
  }

  /** Binds numbers that several vectors share. */
  private static void bindShared(
      StripCode code, float[][] strips, int[] begins, int access, int v, int vectors) {
    View view = code.accesses[access].view();
    float[] from = strips[code.buffer(view.buffer())];
    int at = begins[code.buffer(view.buffer())];
    float[] own = strips[code.staging(access)];
    for (int k = 0; k < vectors; k++) {
      own[k] = from[at + (v + k) / view.period()];
    }
    strips[access] = own;
    begins[access] = 0;
  }

  private static int roundUp(int count, int powerOfTwo) {
    return (count + powerOfTwo - 1) & -powerOfTwo;
  }
}
