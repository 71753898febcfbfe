package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.data.Shuffle;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One call of {@link Trainer#fit}: its arrays, made once, and its loops. */
final class TrainingRun {

  private final NetworkRuntime runtime;
  private final Dataset data;
  private final int epochs;
  private final long seed;
  private final boolean shuffled;
  private final List<EpochListener> listeners;
  private final TrainingControl control;
  private final float[] parameters;
  private final float[] parametersBefore;
  private final int inputSize;
  private final int outputSize;
  private final int[] naturalOrder;
  private final Step step;
  private final StepRunner runner;
  private final Penalty penalty;
  private final ParameterUpdate update;
  private final LearningRate rate;
  private final Optional<Evaluator> trainingEvaluator;
  private final Optional<Evaluator> validationEvaluator;

  TrainingRun(Trainer trainer, Dataset data) {
    this.runtime = trainer.network.runtime();
    this.data = data;
    this.epochs = trainer.epochs;
    this.seed = trainer.seed;
    this.listeners = trainer.listenersOfRun();
    this.control = new TrainingControl(trainer.network);
    this.parameters = runtime.parameterArray();
    this.parametersBefore = new float[parameters.length];
    this.inputSize = runtime.architecture().inputSize();
    this.outputSize = runtime.architecture().outputSize();
    this.naturalOrder = IntStream.range(0, data.size()).toArray();
    int threads = trainer.threads;
    this.step = new Step(runtime.program(), parameters, Math.min(trainer.batchSize, data.size()));
    this.step.seed = Seeds.ofMasks(seed);
    this.step.dropping = 1;
    this.runner = new StepRunner(runtime.program(), step, threads);
    this.penalty =
        new Penalty(
            runtime.architecture(), trainer.l1, trainer.l2, trainer.penalizeBiases, data.size());
    this.update =
        new ParameterUpdate(
            parameters, step.gradients, penalty, trainer.clipping, trainer.optimizer, threads);
    this.rate = new LearningRate(trainer.schedule, trainer.optimizer, data.size(), step.capacity());
    // With all rows in one batch their order is nothing but another rounding.
    this.shuffled = trainer.shuffle && step.capacity() < data.size();
    List<Metric> metrics = trainer.metricsOfRun();
    this.trainingEvaluator =
        metrics.isEmpty()
            ? Optional.empty()
            : Optional.of(new Evaluator(runtime, data, metrics, threads));
    this.validationEvaluator =
        trainer.validation.map(rows -> new Evaluator(runtime, rows, metrics, threads));
  }

  History run() {
    List<Epoch> history = new ArrayList<>();
    runtime.beginTraining();
    try {
      for (int number = 1; number <= epochs && !control.stopped(); number++) {
        history.add(undoneOnFailure(number));
      }
    } finally {
      runtime.endTraining();
    }
    return new History(history);
  }

  private Epoch undoneOnFailure(int number) {
    System.arraycopy(parameters, 0, parametersBefore, 0, parameters.length);
    try {
      Epoch epoch = epoch(number);
      for (EpochListener listener : listeners) {
        listener.epochEnded(epoch, control);
      }
      return epoch;
    } catch (Throwable failure) {
      System.arraycopy(parametersBefore, 0, parameters, 0, parameters.length);
      throw failure;
    }
  }

  private Epoch epoch(int number) {
    long began = System.nanoTime();
    double penaltyBefore = penalty.value(parameters);
    double loss = train(number) / data.size() + penaltyBefore;
    Map<String, Double> metrics =
        trainingEvaluator.map(evaluator -> evaluator.evaluate().metrics()).orElse(Map.of());
    Optional<Evaluation> validation = validationEvaluator.map(Evaluator::evaluate);
    double seconds = (System.nanoTime() - began) / 1e9;
    Epoch epoch = new Epoch(number, new Evaluation(loss, metrics), validation, seconds);
    rate.watch(epoch);
    return epoch;
  }

  /** Goes through all rows once; returns the sum of their losses, in the order of the steps. */
  private double train(int number) {
    int[] order =
        shuffled ? Shuffle.permutation(data.size(), Seeds.ofOrder(seed, number)) : naturalOrder;
    double losses = 0;
    for (int from = 0; from < order.length; from += step.capacity()) {
      load(order, from, Math.min(step.capacity(), order.length - from));
      runner.run();
      update.run(rate.at(number, from / step.capacity()));
      for (int row = 0; row < step.rows; row++) {
        losses += step.losses[row];
      }
      step.step++;
    }
    return losses;
  }

  /** Copies the rows of a batch into the step. */
  private void load(int[] order, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      data.copyFeatures(order[from + row], step.features, row * inputSize);
      data.copyTargets(order[from + row], step.targets, row * outputSize);
    }
    Arrays.fill(step.rowWeights, 0, rows, 1f / rows);
    step.rows = rows;
  }
}
