package dev.neurac.runtime;

/** Runs the stages of a training step, each split over as many threads as its work is worth. */
public final class StepRunner implements Workers.Task {

  private final Program program;
  private final Step step;
  private final int threads;
  private int stage;

  /**
   * Makes a runner for one step's arrays.
   *
   * @param threads the most threads to use, at least 1
   */
  public StepRunner(Program program, Step step, int threads) {
    this.program = program;
    this.step = step;
    this.threads = threads;
  }

  /** Computes the losses and gradients of the batch that lies in the step's arrays. */
  public void run() {
    for (stage = 0; stage < program.stages(); stage++) {
      int parts = Math.min(threads, Workers.parts(program.stageWork(stage) * step.rows));
      Workers.run(parts, this);
    }
  }

  /** One part of the current stage, on one of the workers. */
  @Override
  public void run(int part, int parts) {
    program.run(stage, step, part, parts);
  }
}
