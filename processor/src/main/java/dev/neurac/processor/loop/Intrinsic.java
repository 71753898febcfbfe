package dev.neurac.processor.loop;

import java.util.List;
import java.util.Optional;

/**
 * The licence to compute a kernel by a routine of the back end in place of its loops.
 *
 * <p>Each is a record of sizes, and has a printer in every back end that has such a routine; the
 * others print the loops.
 */
public sealed interface Intrinsic permits Product, RowSum {

  /** Returns what remains to be done at each point, once the routine has stored its result. */
  List<Stmt> rest();

  /**
   * Returns the licence for a kernel that does something else with the result, if the routine can
   * be followed by it.
   */
  Optional<Intrinsic> withRest(List<Stmt> rest);
}
