package dev.neurac.train;

import dev.neurac.benchmarks.Warm;
import dev.neurac.benchmarks.Work;
import dev.neurac.optim.Adam;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.optim.Penalty;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import dev.neurac.runtime.Workers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Our training step on a batch that lies in its arrays: forward, backward, update. It runs what
 * {@link TrainingRun} runs, so it lies in its package.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainingBenchmark {

  /** The network and its batch. */
  @Param({"20-128-256-4/8", "20-128-256-4/256", "784-128-10/64", "784-128-10/512"})
  public String work;

  /** Which optimiser updates the parameters. */
  @Param({"Sgd", "Adam"})
  public String optimizer;

  private Step step;
  private StepRunner runner;
  private ParameterUpdate update;

  /** Makes the arrays and fills the batch. */
  @Setup
  public void prepare() {
    Work given = Work.parse(work);
    NetworkRuntime runtime = given.network().runtime();
    step = new Step(runtime.program(), runtime.parameterArray(), given.batch(), true);
    step.rows = given.batch();
    step.dropping = 1;
    System.arraycopy(given.features(), 0, step.inputs[0], 0, step.inputs[0].length);
    for (int row = 0; row < step.rows; row++) {
      step.classes[0][row] = given.classes()[row];
    }
    Arrays.fill(step.rowWeights, 1f / step.rows);
    runner = new StepRunner(runtime.program(), step, Workers.threads());
    update =
        new ParameterUpdate(
            step.parameters,
            step.gradients,
            runtime.architecture().parameterCount(),
            new Penalty(runtime.architecture(), 0, 0, false, step.rows),
            GradientClipping.NONE,
            optimizer.equals("Adam") ? Adam.of(Work.LEARNING_RATE) : Sgd.of(Work.LEARNING_RATE),
            Workers.threads());
    Warm.up(this::step);
  }

  /** One step. */
  @Benchmark
  public float[] step() {
    runner.run();
    update.run(Work.LEARNING_RATE);
    step.step++;
    return step.losses[0];
  }
}
