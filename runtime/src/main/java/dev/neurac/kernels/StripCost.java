package dev.neurac.kernels;

import java.util.List;

/** When strips are faster than the printed loops. */
final class StripCost {

  /** What it takes to begin and to end a run, and a block, in nanoseconds. */
  private static final double RUN = 60;

  /** What an instruction costs beside its elements. */
  private static final double INSTRUCTION = 12;

  private StripCost() {}

  /**
   * Returns how many rows it takes for strips to pay.
   *
   * @param primitives one for each instruction
   * @param elements how many elements a row has
   */
  static int leastRows(List<Primitive> primitives, int elements) {
    double saved = 0;
    for (Primitive primitive : primitives) {
      saved += saved(primitive);
    }
    double cost = RUN + INSTRUCTION * primitives.size();
    return (int) Math.max(1, Math.ceil(cost / (saved * elements)));
  }

  /** Returns how much longer the printed loops take for an element, in nanoseconds. */
  private static double saved(Primitive primitive) {
    return switch (primitive) {
      case EXP, LOG_OF_POSITIVE, ERFC_REST -> 3;
      case LOG, LOG1P, TANH, ERFC, UNIFORM, DIVIDE, SQRT -> 1;
      case SPREAD, COPY, SUM, MAXIMUM, DOT -> 0.1;
      default -> 0.4;
    };
  }
}
