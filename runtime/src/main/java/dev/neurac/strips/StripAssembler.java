package dev.neurac.strips;

import dev.neurac.strips.StripCode.Access;
import dev.neurac.strips.StripCode.Count;
import dev.neurac.strips.StripCode.Draw;
import dev.neurac.strips.StripCode.Instruction;
import dev.neurac.strips.StripReader.Step;
import dev.neurac.strips.StripValue.Extent;
import dev.neurac.strips.StripValue.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes instructions of what a program's text says: gives every value a strip. */
final class StripAssembler {

  /** So many elements of a few strips fill the first-level cache. */
  private static final int BLOCK_ELEMENTS = 1024;

  /** What a vector may write past a strip's last element. */
  private static final int MARGIN = 16;

  final StripLibrary library;
  final int lead;
  final int length;
  final int block;
  final List<Access> accesses = new ArrayList<>();
  final List<Draw> draws = new ArrayList<>();
  final List<Instruction> instructions = new ArrayList<>();
  final List<Integer> operands = new ArrayList<>();
  final TreeSet<Primitive> primitives = new TreeSet<>();
  double savedPerRow;
  int registers;

  private final List<Step> steps;
  private final List<Float> constants = new ArrayList<>();
  private final Map<StripValue, Integer> slots = new HashMap<>();
  private final Map<StripValue, Integer> lastUse = new LinkedHashMap<>();
  private final Map<StripValue, Integer> uses = new HashMap<>();
  private final List<Integer> free = new ArrayList<>();

  private StripAssembler(StripReader program, StripLibrary library) {
    this.library = library;
    this.lead = program.lead();
    this.length = program.length();
    this.steps = program.steps();
    this.block = block(length, library.lanes());
  }

  /** Returns the instructions of a program. */
  static StripCode assemble(String text, StripLibrary library) {
    StripAssembler assembler = new StripAssembler(new StripReader(text), library);
    assembler.numberGivenStrips();
    for (int i = 0; i < assembler.steps.size(); i++) {
      assembler.emit(i);
    }
    return new StripCode(assembler);
  }

  /** Returns how many vectors fill a block, whole vectors of the machine if that can be. */
  private static int block(int length, int lanes) {
    int most = Math.max(1, BLOCK_ELEMENTS / length);
    int multiple = lanes / Math.min(lanes, Integer.lowestOneBit(length));
    return most >= multiple ? most / multiple * multiple : most;
  }

  float[][] constants() {
    float[][] filled = new float[constants.size()][stripLength()];
    for (int i = 0; i < filled.length; i++) {
      Arrays.fill(filled[i], constants.get(i));
    }
    return filled;
  }

  int stripLength() {
    return block * length + MARGIN;
  }

  private void numberGivenStrips() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean store = step.store() != null;
      List<StripValue> used = store ? List.of(step.node()) : step.node().operands();
      for (StripValue node : used) {
        lastUse.put(node, i);
        uses.merge(node, 1, Integer::sum);
        if (node.view() != null) {
          access(node.view(), true, false);
        }
      }
      if (store) {
        access(step.store(), false, true);
      }
    }
    for (StripValue node : lastUse.keySet()) {
      if (node.view() != null) {
        slots.put(node, indexOf(node.view()));
      }
    }
    for (StripValue node : lastUse.keySet()) {
      if (node.primitive() == null && node.view() == null) {
        slots.put(node, accesses.size() + constants.size());
        constants.add(node.number());
      }
    }
  }

  private void access(View view, boolean loaded, boolean stored) {
    int index = indexOf(view);
    if (index < 0) {
      accesses.add(new Access(view, loaded, stored));
    } else {
      Access known = accesses.get(index);
      // What is stored first and then loaded is not loaded from the buffer.
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

  private void emit(int i) {
    StripValue node = steps.get(i).node();
    if (steps.get(i).store() != null) {
      int target = indexOf(steps.get(i).store());
      if (slots.get(node) != target) {
        boolean vectors = steps.get(i).store().extent() == Extent.VECTOR;
        Count count = vectors ? Count.VECTORS : Count.ELEMENTS;
        emit(Primitive.COPY, count, List.of(slots.get(node), target));
      }
      release(List.of(node), i);
      return;
    }
    if (!isHalf(i)) {
      boolean second = i > 0 && isHalf(i - 1);
      emit(
          i,
          second ? whole(node) : node.primitive(),
          second ? joined(steps.get(i - 1).node(), node) : node.operands());
    }
  }

  private void emit(int i, Primitive primitive, List<StripValue> inputs) {
    StripValue node = steps.get(i).node();
    List<Integer> numbers = new ArrayList<>();
    inputs.forEach(input -> numbers.add(slots.get(input)));
    boolean inPlace = primitive != Primitive.SPREAD && !primitive.reduces();
    if (inPlace) {
      release(inputs, i);
    }
    int target = isStoredAtOnce(i) ? indexOf(steps.get(i + 1).store()) : register();
    slots.put(node, target);
    if (!inPlace) {
      release(inputs, i);
    }
    numbers.add(target);
    if (!inPlace) {
      numbers.add(length);
    } else if (primitive == Primitive.UNIFORM) {
      // No strips that others took before or could take after.
      Draw draw = new Draw((int) node.number(), newRegister(), newRegister());
      draws.add(draw);
      numbers.addAll(List.of(draw.state(), draw.element()));
    }
    emit(primitive, count(node, inPlace), numbers);
  }

  /** Returns whether a step and the next are one primitive, and nothing else uses the value. */
  private boolean isHalf(int i) {
    StripValue half = steps.get(i).node();
    if (steps.get(i).store() != null || i + 1 == steps.size() || uses.getOrDefault(half, 0) != 1) {
      return false;
    }
    StripValue next = steps.get(i + 1).node();
    if (steps.get(i + 1).store() != null) {
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

  private static boolean isConstant(StripValue node, float number) {
    return node.extent() == Extent.CONSTANT && Float.compare(node.number(), number) == 0;
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

  private static Count count(StripValue node, boolean inPlace) {
    if (!inPlace) {
      return Count.EXACT_VECTORS;
    }
    return node.extent() == Extent.ELEMENT ? Count.ELEMENTS : Count.VECTORS;
  }

  private void emit(Primitive primitive, Count count, List<Integer> numbers) {
    library.load(primitive);
    instructions.add(new Instruction(primitive, count, operands.size()));
    operands.addAll(numbers);
    primitives.add(primitive);
    savedPerRow += StripCost.saved(primitive) * lead * (count == Count.VECTORS ? 1 : length);
  }

  /**
   * Returns whether a value can be computed where the next step stores it: nothing else is stored
   * there while it is in use.
   */
  private boolean isStoredAtOnce(int i) {
    StripValue node = steps.get(i).node();
    if (i + 1 == steps.size()
        || steps.get(i + 1).store() == null
        || steps.get(i + 1).node() != node) {
      return false;
    }
    View view = steps.get(i + 1).store();
    for (int later = i + 2; later < steps.size(); later++) {
      if (view.equals(steps.get(later).store()) && lastUse.get(node) >= later) {
        return false;
      }
    }
    return true;
  }

  private int register() {
    return free.isEmpty() ? newRegister() : free.remove(free.size() - 1);
  }

  private int newRegister() {
    return accesses.size() + constants.size() + registers++;
  }

  /** Frees the registers of values that no step after {@code i} uses. */
  private void release(List<StripValue> nodes, int i) {
    for (StripValue node : nodes) {
      int slot = slots.get(node);
      boolean register = slot >= accesses.size() + constants.size();
      if (register && lastUse.get(node) <= i && !free.contains(slot)) {
        free.add(slot);
      }
    }
  }
}
