package dev.neurac.train;

import dev.neurac.runtime.Workers;

/** Changes the parameters by their gradients, split over the threads. */
final class ParameterUpdate implements Workers.Task {

  /** What an element costs, in the multiply-adds by which work is split. */
  private static final int WORK = 8;

  private final float[] parameters;
  private final float[] gradients;
  private final L2Penalty penalty;
  private final Optimizer.State state;
  private final int parts;

  ParameterUpdate(
      float[] parameters, float[] gradients, L2Penalty penalty, Optimizer optimizer, int threads) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.penalty = penalty;
    this.state = optimizer.start(parameters.length);
    this.parts = Math.min(threads, Workers.parts((long) WORK * parameters.length));
  }

  /** Returns what the optimiser remembers. */
  Optimizer.State state() {
    return state;
  }

  void run() {
    state.nextStep();
    Workers.run(parts, this);
  }

  /** Updates one part of the parameters. */
  @Override
  public void run(int part, int parts) {
    int from = Workers.begin(parameters.length, part, parts);
    int to = Workers.begin(parameters.length, part + 1, parts);
    penalty.addGradient(parameters, gradients, from, to);
    state.update(parameters, gradients, from, to);
  }
}
