package dev.neurac.train;

import java.util.Map;

/**
 * How gradients change parameters.
 *
 * <p>An optimiser is a record of its settings; what it remembers from step to step is a {@link
 * State} of its own, so that one optimiser can serve any number of runs. Each is one file, with its
 * formula, and follows PyTorch's definition.
 */
public sealed interface Optimizer permits Adam, Momentum, Sgd {

  /**
   * Returns the state of a run that has made no step.
   *
   * @param size the number of parameters
   */
  State start(int size);

  /** What an optimiser remembers of a run: arrays as long as the parameters, and the steps made. */
  interface State {

    /** Begins a step: counts it and works out what all elements share. */
    void nextStep();

    /**
     * Updates a range of the parameters. Elements do not depend on each other, so a step may split
     * the range in any way, over any threads: the result is the same to the bit.
     *
     * @param parameters changed from {@code from} up to {@code to}
     * @param gradients the gradient by each parameter
     */
    void update(float[] parameters, float[] gradients, int from, int to);

    /** Returns the number of steps begun. */
    long step();

    /** Returns by name what is remembered of each parameter: the arrays themselves. */
    Map<String, float[]> arrays();

    /** Makes this the state of another run after so many steps. */
    void restore(long step, Map<String, float[]> arrays);
  }
}
