package dev.neurac.strips;

import dev.neurac.strips.StripCode.Access;
import dev.neurac.strips.StripCode.Count;
import dev.neurac.strips.StripCode.Draw;
import dev.neurac.strips.StripCode.Instruction;
import dev.neurac.strips.StripReader.Assignment;
import dev.neurac.strips.StripValue.Extent;
import dev.neurac.strips.StripValue.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes {@link StripCode} of what a program's text says: gives every value the number of a strip,
 * computes it where it is stored if that can be, and joins two primitives that have one in common.
 */
final class StripAssembler {

  /** A few strips of so many elements fill the first-level cache. */
  private static final int BLOCK_ELEMENTS = 1024;

  /** The most elements that the last instruction of a block may write past its end: 512 bits. */
  private static final int MARGIN = 16;

  final StripLibrary library;
  final int vectorsPerRow;
  final int vectorLength;
  final int block;
  final List<Access> accesses = new ArrayList<>();
  final List<Draw> draws = new ArrayList<>();
  final List<Instruction> instructions = new ArrayList<>();
  final List<Integer> operands = new ArrayList<>();
  final TreeSet<Primitive> primitives = new TreeSet<>();
  double savedPerRow;
  int buffers;
  int registers;

  private final List<Assignment> assignments;
  private final List<StripValue> constants = new ArrayList<>();

  /** The number of each value's strip. */
  private final Map<StripValue, Integer> numbers = new HashMap<>();

  private final Map<StripValue, Integer> lastUse = new LinkedHashMap<>();
  private final Map<StripValue, Integer> uses = new HashMap<>();

  /** The numbers of registers whose values nothing uses any more. */
  private final List<Integer> free = new ArrayList<>();

  private StripAssembler(StripReader program, StripLibrary library) {
    this.library = library;
    this.vectorsPerRow = program.vectorsPerRow();
    this.vectorLength = program.vectorLength();
    this.assignments = program.assignments();
    this.block = block(vectorLength, library.lanes());
  }

  /** Returns the instructions of a program. */
  static StripCode assemble(String text, StripLibrary library) {
    StripAssembler assembler = new StripAssembler(new StripReader(text), library);
    assembler.numberBoundStrips();
    for (int i = 0; i < assembler.assignments.size(); i++) {
      assembler.emit(i);
    }
    return new StripCode(assembler);
  }

  /** Returns how many vectors make a block: such that it fills the machine's lanes, if possible. */
  private static int block(int vectorLength, int lanes) {
    int max = Math.max(1, BLOCK_ELEMENTS / vectorLength);
    int multiple = lanes / Math.min(lanes, Integer.lowestOneBit(vectorLength));
    return max >= multiple ? max / multiple * multiple : max;
  }

  float[][] constants() {
    float[][] filled = new float[constants.size()][stripLength()];
    for (int i = 0; i < filled.length; i++) {
      StripValue constant = constants.get(i);
      if (constant.extent() == Extent.CONSTANT) {
        Arrays.fill(filled[i], constant.number());
      } else {
        for (int at = 0; at < filled[i].length; at++) {
          filled[i][at] = at % vectorLength;
        }
      }
    }
    return filled;
  }

  int stripLength() {
    return block * vectorLength + MARGIN;
  }

  private void numberBoundStrips() {
    for (int i = 0; i < assignments.size(); i++) {
      Assignment assignment = assignments.get(i);
      boolean store = assignment.target() != null;
      List<StripValue> used = store ? List.of(assignment.value()) : assignment.value().operands();
      for (StripValue value : used) {
        lastUse.put(value, i);
        uses.merge(value, 1, Integer::sum);
        if (value.view() != null) {
          access(value.view(), true, false);
        }
      }
      if (store) {
        access(assignment.target(), false, true);
      }
    }
    for (StripValue value : lastUse.keySet()) {
      if (value.view() != null) {
        numbers.put(value, numberOf(value.view()));
      } else if (value.primitive() == null) {
        numbers.put(value, StripCode.bound(accesses.size() + constants.size()));
        constants.add(value);
      }
    }
  }

  private void access(View view, boolean loaded, boolean stored) {
    buffers = Math.max(buffers, view.buffer() + 1);
    int index = indexOf(view);
    if (index < 0) {
      accesses.add(new Access(view, loaded, stored));
    } else {
      // A view that is stored first is not loaded later: the reader takes the value stored.
      Access known = accesses.get(index);
      accesses.set(index, new Access(view, known.loaded() || loaded, known.stored() || stored));
    }
  }

  private int indexOf(View view) {
    for (int i = 0; i < accesses.size(); i++) {
      if (accesses.get(i).view().equals(view)) {
        return i;
      }
    }
    return -1;
  }

  private int numberOf(View view) {
    return StripCode.view(indexOf(view));
  }

  private void emit(int i) {
    StripValue value = assignments.get(i).value();
    if (assignments.get(i).target() != null) {
      int target = numberOf(assignments.get(i).target());
      if (numbers.get(value) != target) {
        boolean vectors = assignments.get(i).target().extent() == Extent.VECTOR;
        Count count = vectors ? Count.VECTORS : Count.ELEMENTS;
        emit(Primitive.COPY, count, List.of(numbers.get(value), target));
      }
      release(List.of(value), i);
    } else if (!isHalf(i)) {
      boolean second = i > 0 && isHalf(i - 1);
      emit(
          i,
          second ? whole(value) : value.primitive(),
          second ? joined(assignments.get(i - 1).value(), value) : value.operands());
    }
  }

  private void emit(int i, Primitive primitive, List<StripValue> inputs) {
    StripValue value = assignments.get(i).value();
    List<Integer> emitted = new ArrayList<>();
    inputs.forEach(input -> emitted.add(numbers.get(input)));
    boolean inPlace = primitive != Primitive.SPREAD && !primitive.reduces();
    if (inPlace) {
      release(inputs, i);
    }
    int target = isStoredAtOnce(i) ? numberOf(assignments.get(i + 1).target()) : register();
    numbers.put(value, target);
    if (!inPlace) {
      release(inputs, i);
    }
    emitted.add(target);
    if (!inPlace) {
      emitted.add(vectorLength);
    } else if (primitive == Primitive.UNIFORM) {
      Draw draw = draw((int) value.number());
      draws.add(draw);
      emitted.addAll(List.of(draw.state(), draw.element()));
    }
    emit(primitive, count(value, inPlace), emitted);
  }

  private Draw draw(int salt) {
    int index = accesses.size() + constants.size() + buffers + 2 * draws.size();
    return new Draw(salt, StripCode.bound(index), StripCode.bound(index + 1));
  }

  /**
   * Returns whether an assignment's value and the next one are computed by one primitive, and
   * nothing else uses the value.
   */
  private boolean isHalf(int i) {
    StripValue half = assignments.get(i).value();
    if (assignments.get(i).target() != null
        || i + 1 == assignments.size()
        || uses.getOrDefault(half, 0) != 1) {
      return false;
    }
    StripValue next = assignments.get(i + 1).value();
    if (assignments.get(i + 1).target() != null) {
      return false;
    } else if (next.primitive() == Primitive.MAX) {
      return half.primitive() == Primitive.ADD && next.operands().get(0) == half;
    }
    return next.primitive() == Primitive.MULTIPLY
        && half.primitive() == Primitive.GREATER
        && next.operands().get(1) == half
        && isConstant(half.operands().get(2), 1)
        && isConstant(half.operands().get(3), 0);
  }

  private static boolean isConstant(StripValue value, float number) {
    return value.extent() == Extent.CONSTANT && Float.compare(value.number(), number) == 0;
  }

  private static Primitive whole(StripValue second) {
    return second.primitive() == Primitive.MAX ? Primitive.ADD_MAX : Primitive.MULTIPLY_STEP;
  }

  private static List<StripValue> joined(StripValue half, StripValue second) {
    StripValue a = half.operands().get(0);
    StripValue b = half.operands().get(1);
    return second.primitive() == Primitive.MAX
        ? List.of(a, b, second.operands().get(1))
        : List.of(second.operands().get(0), a, b);
  }

  private static Count count(StripValue value, boolean inPlace) {
    if (!inPlace) {
      return Count.EXACT_VECTORS;
    }
    return value.extent() == Extent.ELEMENT ? Count.ELEMENTS : Count.VECTORS;
  }

  private void emit(Primitive primitive, Count count, List<Integer> emitted) {
    library.load(primitive);
    instructions.add(new Instruction(primitive, count, operands.size()));
    operands.addAll(emitted);
    primitives.add(primitive);
    int perVector = count == Count.VECTORS ? 1 : vectorLength;
    savedPerRow += StripCost.saved(primitive) * vectorsPerRow * perVector;
  }

  /**
   * Returns whether a value can be computed in the view into which the next assignment stores it:
   * nothing else is stored there while it is in use.
   */
  private boolean isStoredAtOnce(int i) {
    StripValue value = assignments.get(i).value();
    if (i + 1 == assignments.size()
        || assignments.get(i + 1).target() == null
        || assignments.get(i + 1).value() != value) {
      return false;
    }
    View view = assignments.get(i + 1).target();
    for (int later = i + 2; later < assignments.size(); later++) {
      if (view.equals(assignments.get(later).target()) && lastUse.get(value) >= later) {
        return false;
      }
    }
    return true;
  }

  private int register() {
    return free.isEmpty() ? StripCode.own(registers++) : free.remove(free.size() - 1);
  }

  /** Frees the registers of values that nothing uses after assignment {@code i}. */
  private void release(List<StripValue> values, int i) {
    for (StripValue value : values) {
      int number = numbers.get(value);
      if (StripCode.isOwn(number) && lastUse.get(value) <= i && !free.contains(number)) {
        free.add(number);
      }
    }
  }
}
