package dev.neurac.kernels;

import dev.neurac.kernels.StripCode.Access;
import dev.neurac.kernels.StripCode.Draw;
import dev.neurac.kernels.StripCode.Instruction;
import dev.neurac.kernels.StripNode.Extent;
import dev.neurac.kernels.StripNode.View;

/**
 * Runs strip programs: a block of vectors at a time, each instruction over the whole block.
 *
 * <p>Buffers are worked on in place where a block is whole vectors of the machine. Elsewhere a
 * vector would reach into what belongs to others, so the block is copied to strips of the thread's
 * own and back.
 */
final class StripRun {

  /**
   * What a thread works with: the strips by number, where each begins, and the strips that are its
   * own. The types are the JDK's, so that a thread that outlives this class does not hold it.
   */
  private static final ThreadLocal<Object[]> THREAD =
      ThreadLocal.withInitial(() -> new Object[] {new float[0][], new int[0], new float[0][]});

  private StripRun() {}

  /** Returns the thread's table of strips, with room for those of a program. */
  static Object[] prepare(StripCode code) {
    Object[] thread = THREAD.get();
    if (((float[][]) thread[0]).length < code.slots()) {
      thread[0] = new float[code.slots()][];
    }
    if (((int[]) thread[1]).length < code.slots()) {
      thread[1] = new int[code.slots()];
    }
    int own = code.registers + code.accesses.length;
    float[][] pool = (float[][]) thread[2];
    if (pool.length < own) {
      pool = java.util.Arrays.copyOf(pool, own);
      thread[2] = pool;
    }
    for (int i = 0; i < own; i++) {
      if (pool[i] == null || pool[i].length < code.stripLength) {
        pool[i] = new float[code.stripLength];
      }
    }
    return thread;
  }

  /**
   * Runs a program on rows whose buffers are in the table.
   *
   * @param thread what {@link #prepare} returned
   */
  static void run(StripCode code, Object[] thread, int from, int to, int seed, int step) {
    float[][] strips = (float[][]) thread[0];
    int[] begins = (int[]) thread[1];
    bindOwn(code, strips, begins, (float[][]) thread[2]);
    int first = from * code.lead;
    int last = to * code.lead;
    bindFeatures(code, strips, begins, Math.min(code.block, last - first));
    for (Draw draw : code.draws) {
      begins[draw.state()] = CounterRandom.state(seed, step, draw.salt());
    }
    for (int v = first; v < last; v += code.block) {
      block(code, strips, begins, v, Math.min(code.block, last - v));
    }
    // The buffers are not this thread's to keep.
    for (int i = 0; i < code.accesses.length; i++) {
      strips[i] = null;
    }
    for (int b = 0; b < StripCode.BUFFERS; b++) {
      strips[code.buffer(b)] = null;
    }
  }

  private static void bindOwn(StripCode code, float[][] strips, int[] begins, float[][] pool) {
    int slot = code.accesses.length;
    for (float[] constant : code.constants) {
      strips[slot] = constant;
      begins[slot++] = 0;
    }
    for (int i = 0; i < code.registers + code.accesses.length; i++) {
      strips[slot] = pool[i];
      begins[slot++] = 0;
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
        boolean inPlace = elements == period && elements % code.library.lanes() == 0;
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
    int lanes = code.library.lanes();
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
      instruction.strip().apply(strips, begins, code.operands, instruction.at(), count);
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

  private static int roundUp(int count, int multiple) {
    return (count + multiple - 1) / multiple * multiple;
  }
}
