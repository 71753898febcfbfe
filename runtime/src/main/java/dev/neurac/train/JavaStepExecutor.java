package dev.neurac.train;

import dev.neurac.optim.ParameterUpdate;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;

/** Executes the steps of a training in Java. */
final class JavaStepExecutor implements StepExecutor {

  private final Step step;
  private final StepRunner runner;
  private final Batches batches;
  private final ParameterUpdate update;
  private final LearningRate rate;
  private final CompilingChoice compiling;
  private int epoch;

  JavaStepExecutor(
      Step step,
      StepRunner runner,
      Batches batches,
      ParameterUpdate update,
      LearningRate rate,
      CompilingChoice compiling) {
    this.step = step;
    this.runner = runner;
    this.batches = batches;
    this.update = update;
    this.rate = rate;
    this.compiling = compiling;
  }

  @Override
  public Backend backend() {
    return Backend.JAVA;
  }

  @Override
  public void beginEpoch(int number) {
    epoch = number;
  }

  @Override
  public int maxSteps() {
    return 1;
  }

  @Override
  public double execute(int from, int to, double losses) {
    double sum = losses;
    for (int batch = from; batch < to; batch++) {
      batches.load(batch);
      runner.run();
      double loss = batches.sumOfLosses();
      if (!Double.isFinite(loss)) {
        throw new NotFiniteException(batch + 1);
      }
      update.run(rate.at(epoch, batch));
      sum += loss;
      step.step++;
      compiling.stepDone();
    }
    return sum;
  }

  @Override
  public void fetch() {
    // Each step has changed the arrays in place.
  }

  @Override
  public void close() {
    compiling.close();
  }
}
