package dev.neurac.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A copy of what an optimiser remembers of a run.
 *
 * @param steps how many steps it has made
 * @param arrays its arrays by name
 */
public record OptimizerState(long steps, Map<String, float[]> arrays) {

  /** Returns a copy of a state as it is now. */
  public static OptimizerState of(Optimizer.State state) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    state.arrays().forEach((name, values) -> copies.put(name, values.clone()));
    return new OptimizerState(state.step(), copies);
  }

  /** Returns a copy of a state in the arrays of this copy, which is of no use any more. */
  public OptimizerState replacedBy(Optimizer.State state) {
    arrays.forEach(
        (name, copy) -> System.arraycopy(state.arrays().get(name), 0, copy, 0, copy.length));
    return new OptimizerState(state.step(), arrays);
  }
}
