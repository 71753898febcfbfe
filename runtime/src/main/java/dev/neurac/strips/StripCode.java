package dev.neurac.strips;

import dev.neurac.strips.StripValue.View;
import java.util.List;

/**
 * A strip program as instructions on numbered strips: first the views, then the constants, the
 * registers, a strip for each view where it cannot be worked on in place, and the buffers.
 */
final class StripCode {

  /** How many numbers an instruction computes. */
  enum Count {
    /** One for each element, rounded up to whole vectors. */
    ELEMENTS,
    /** One for each vector along the last axis, rounded up to whole vectors. */
    VECTORS,
    /** One for each vector, and no more: the others' elements are not there. */
    EXACT_VECTORS
  }

  /**
   * A primitive on strips.
   *
   * @param at where its operands stand in the code
   */
  record Instruction(Primitive primitive, Count count, int at) {}

  /** A view, and what is done to it. */
  record Access(View view, boolean loaded, boolean stored) {}

  /**
   * A draw of random numbers.
   *
   * @param state a strip that is none: where it begins is the generator's state
   * @param element one that begins at the first element
   */
  record Draw(int salt, int state, int element) {}

  /** The buffers that a program can have. */
  static final int BUFFERS = 6;

  final StripLibrary library;
  final int lanes;
  final int lead;
  final int length;

  /** How many vectors are worked on at a time. */
  final int block;

  final Access[] accesses;
  final float[][] constants;
  final Draw[] draws;
  final Instruction[] instructions;
  final int[] operands;
  final List<Primitive> primitives;

  /** A bit for each that has to be compiled. */
  final int vectorPrimitives;

  /** How many strips of its own a thread needs. */
  final int registers;

  /** How many floats a strip has. */
  final int stripLength;

  /** What each thread runs the program with; a type of the JDK's, as threads may outlive us. */
  final ThreadLocal<Object[]> frames = ThreadLocal.withInitial(() -> StripInterpreter.frame(this));

  /** With fewer rows the printed loops are faster. */
  final int leastRows;

  /** With fewer rows they are not so much slower that primitives are worth compiling. */
  final int leastRowsToCompile;

  StripCode(StripAssembler assembler) {
    this.library = assembler.library;
    this.lanes = assembler.library.lanes();
    this.lead = assembler.lead;
    this.length = assembler.length;
    this.block = assembler.block;
    this.accesses = assembler.accesses.toArray(new Access[0]);
    this.constants = assembler.constants();
    this.draws = assembler.draws.toArray(new Draw[0]);
    this.instructions = assembler.instructions.toArray(new Instruction[0]);
    this.operands = assembler.operands.stream().mapToInt(i -> i).toArray();
    this.primitives = List.copyOf(assembler.primitives);
    this.vectorPrimitives = StripLibrary.mask(primitives);
    this.registers = assembler.registers;
    this.stripLength = assembler.stripLength();
    this.leastRows = StripCost.leastRows(instructions.length, assembler.savedPerRow);
    this.leastRowsToCompile =
        StripCost.leastRowsToCompile(instructions.length, assembler.savedPerRow);
  }

  /** Returns the number of the first register; those of the views' own strips follow. */
  int firstRegister() {
    return accesses.length + constants.length;
  }

  /** Returns the number of a view's own strip. */
  int staging(int access) {
    return firstRegister() + registers + access;
  }

  /** Returns the number of a buffer. */
  int buffer(int number) {
    return staging(accesses.length) + number;
  }

  /** Returns how many strips are numbered. */
  int slots() {
    return buffer(BUFFERS);
  }
}
