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
 * <p>Buffers are worked on in place where a block fills the machine's lanes. Elsewhere the last
 * lanes would reach into what belongs to others, so the block is copied to the frame's strips and
 * back.
 */
final class StripInterpreter {

  private StripInterpreter() {}

  /**
   * Runs a program on rows.
   *
   * @param strips the frame's own strips and the buffers, by the numbers of the code
   * @param offsets the index in each strip at which its elements start; 0 for the frame's own
   */
  static void run(
      StripCode code, float[][] strips, int[] offsets, int from, int to, int seed, int step) {
    int first = from * code.vectorsPerRow;
    int last = to * code.vectorsPerRow;
    for (int i = 0; i < code.constants.length; i++) {
      if (strips[code.constant(i)] != code.constants[i]) {
        strips[code.constant(i)] = code.constants[i];
        offsets[code.constant(i)] = 0;
      }
    }
    for (Draw draw : code.draws) {
      offsets[draw.state()] = CounterRandom.state(seed, step, draw.salt());
    }
    bindFeatures(code, strips, offsets, Math.min(code.block, last - first));
    for (int v = first; v < last; v += code.block) {
      block(code, strips, offsets, v, Math.min(code.block, last - v));
    }
  }

  /** Repeats what is the same for all rows, or works on it in place where one row is a block. */
  private static void bindFeatures(StripCode code, float[][] strips, int[] offsets, int vectors) {
    for (int i = 0; i < code.accesses.length; i++) {
      View view = code.accesses[i].view();
      if (view.extent() == Extent.CONSTANT) {
        int period = view.period();
        int elements = vectors * code.vectorLength;
        boolean inPlace = elements == period && (elements & (code.lanes - 1)) == 0;
        float[] strip = bind(code, strips, offsets, i, 0, period, inPlace);
        if (!inPlace) {
          for (int done = period; done < elements; done *= 2) {
            System.arraycopy(strip, 0, strip, done, Math.min(done, elements - done));
          }
        }
      }
    }
  }

  private static void block(StripCode code, float[][] strips, int[] offsets, int v, int vectors) {
    int lanes = code.lanes;
    int at = v * code.vectorLength;
    int elements = vectors * code.vectorLength;
    int wholeElements = roundUp(elements, lanes);
    int wholeVectors = roundUp(vectors, lanes);
    for (int i = 0; i < code.accesses.length; i++) {
      View view = code.accesses[i].view();
      if (view.extent() == Extent.ELEMENT) {
        bind(code, strips, offsets, i, at, elements, elements == wholeElements);
      } else if (view.extent() == Extent.VECTOR && view.period() == 1) {
        bind(code, strips, offsets, i, v, vectors, vectors == wholeVectors);
      } else if (view.extent() == Extent.VECTOR) {
        bindShared(code, strips, offsets, i, v, vectors);
      }
    }
    for (Draw draw : code.draws) {
      offsets[draw.element()] = at;
    }
    for (Instruction instruction : code.instructions) {
      int count =
          switch (instruction.count()) {
            case ELEMENTS -> wholeElements;
            case VECTORS -> wholeVectors;
            case EXACT_VECTORS -> vectors;
          };
      code.library
          .operation(instruction.primitive())
          .apply(strips, offsets, code.operands, instruction.at(), count);
    }
    for (int i = 0; i < code.accesses.length; i++) {
      Access access = code.accesses[i];
      float[] staging = strips[code.staging(i)];
      if (access.stored() && strips[StripCode.view(i)] == staging) {
        boolean perVector = access.view().extent() == Extent.VECTOR;
        int buffer = code.buffer(access.view().buffer());
        int to = offsets[buffer] + (perVector ? v : at);
        System.arraycopy(staging, 0, strips[buffer], to, perVector ? vectors : elements);
      }
    }
  }

  /** Binds a view to its buffer from {@code at} on, or to a copy of what it has there. */
  private static float[] bind(
      StripCode code,
      float[][] strips,
      int[] offsets,
      int access,
      int at,
      int count,
      boolean inPlace) {
    int number = StripCode.view(access);
    int buffer = code.buffer(code.accesses[access].view().buffer());
    if (inPlace) {
      strips[number] = strips[buffer];
      offsets[number] = offsets[buffer] + at;
      return strips[number];
    }
    float[] staging = strips[code.staging(access)];
    strips[number] = staging;
    offsets[number] = 0;
    if (code.accesses[access].loaded()) {
      System.arraycopy(strips[buffer], offsets[buffer] + at, staging, 0, count);
    }
    return staging;
  }

  /** Binds numbers that several vectors share. */
  private static void bindShared(
      StripCode code, float[][] strips, int[] offsets, int access, int v, int vectors) {
    View view = code.accesses[access].view();
    float[] from = strips[code.buffer(view.buffer())];
    int at = offsets[code.buffer(view.buffer())];
    float[] staging = strips[code.staging(access)];
    for (int k = 0; k < vectors; k++) {
      staging[k] = from[at + (v + k) / view.period()];
    }
    strips[StripCode.view(access)] = staging;
    offsets[StripCode.view(access)] = 0;
  }

  private static int roundUp(int count, int powerOfTwo) {
    return (count + powerOfTwo - 1) & -powerOfTwo;
  }
}
