package dev.neurac.strips;

import dev.neurac.strips.StripValue.View;
import java.util.List;

/**
 * A strip program as instructions on numbered strips.
 *
 * <p>Even numbers are strips that belong to the {@link StripFrame}: they are there before a run and
 * stay, whatever program is run. Odd numbers are bound by each run: the views, the constants, the
 * buffers and the draws, in this order.
 */
final class StripCode {

  /** How many numbers an instruction computes. */
  enum Count {
    /** One for each element, rounded up to the machine's lanes. */
    ELEMENTS,
    /** One for each vector along the last axis, rounded up to the machine's lanes. */
    VECTORS,
    /** One for each vector and no more: it reads all elements of each, and there are no others. */
    EXACT_VECTORS
  }

  /**
   * A primitive on strips.
   *
   * @param at the index of its first operand in {@link #operands}
   */
  record Instruction(Primitive primitive, Count count, int at) {}

  /** A view, and what is done to it. */
  record Access(View view, boolean loaded, boolean stored) {}

  /**
   * A draw of random numbers. Its two numbers have an offset but no strip.
   *
   * @param state the number whose offset is the generator's state
   * @param element the number whose offset is the place of the block's first element
   */
  record Draw(int salt, int state, int element) {}

  final StripLibrary library;
  final int lanes;

  /** How many vectors a row of the batch has, and how many elements a vector. */
  final int vectorsPerRow;

  final int vectorLength;

  /** How many vectors are worked on at a time. */
  final int block;

  final Access[] accesses;
  final float[][] constants;
  final Draw[] draws;
  final Instruction[] instructions;
  final int[] operands;
  final List<Primitive> primitives;

  /** A bit for each primitive that has to be compiled. */
  final int vectorPrimitives;

  /** How many buffers the program works on. */
  final int buffers;

  /** How many floats a strip has. */
  final int stripLength;

  /** How many strips of its own a frame needs: one for each register, then one for each view. */
  final int ownStrips;

  /** How many numbers a frame needs. */
  final int numbers;

  /** With fewer rows the printed loops are faster. */
  final int minRows;

  /** With fewer rows the printed loops are not so much slower that compiling primitives pays. */
  final int minRowsToCompile;

  private final int firstStaging;
  private final int firstConstant;
  private final int firstBuffer;

  StripCode(StripAssembler assembler) {
    this.library = assembler.library;
    this.lanes = assembler.library.lanes();
    this.vectorsPerRow = assembler.vectorsPerRow;
    this.vectorLength = assembler.vectorLength;
    this.block = assembler.block;
    this.accesses = assembler.accesses.toArray(new Access[0]);
    this.constants = assembler.constants();
    this.draws = assembler.draws.toArray(new Draw[0]);
    this.instructions = assembler.instructions.toArray(new Instruction[0]);
    this.operands = assembler.operands.stream().mapToInt(i -> i).toArray();
    this.primitives = List.copyOf(assembler.primitives);
    this.vectorPrimitives = StripLibrary.mask(primitives);
    this.buffers = assembler.buffers;
    this.stripLength = assembler.stripLength();
    this.firstStaging = own(assembler.registers);
    this.firstConstant = view(accesses.length);
    this.firstBuffer = constant(constants.length);
    this.ownStrips = assembler.registers + accesses.length;
    this.numbers = Math.max(own(ownStrips), buffer(buffers + 2 * draws.length));
    this.minRows = StripCost.minRows(instructions.length, assembler.savedPerRow);
    this.minRowsToCompile = StripCost.minRowsToCompile(instructions.length, assembler.savedPerRow);
  }

  /** Returns the number of one of the frame's strips. */
  static int own(int index) {
    return 2 * index;
  }

  /** Returns the number of a strip that each run binds. */
  static int bound(int index) {
    return 2 * index + 1;
  }

  /** Returns whether a number is that of one of the frame's strips. */
  static boolean isOwn(int number) {
    return number % 2 == 0;
  }

  /** Returns the number of the strip into which a view is copied where it must not be in place. */
  int staging(int access) {
    return firstStaging + 2 * access;
  }

  /** Returns the number of a view. */
  static int view(int access) {
    return bound(access);
  }

  /** Returns the number of a constant. */
  int constant(int index) {
    return firstConstant + 2 * index;
  }

  /** Returns the number of a buffer. */
  int buffer(int index) {
    return firstBuffer + 2 * index;
  }
}
