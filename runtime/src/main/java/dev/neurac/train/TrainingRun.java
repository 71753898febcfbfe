package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.metric.Evaluation;
import dev.neurac.metric.Evaluator;
import dev.neurac.metric.Metric;
import dev.neurac.optim.OptimizerState;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.optim.Penalty;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.DataNames;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One training: its arrays, made once, and its loops. */
final class TrainingRun {

  /** How many times the first batch's loss an epoch's may be, and at least so much. */
  private static final double MAX_GROWTH = 1e6;

  private final NetworkRuntime runtime;
  private final Optional<Checkpoint> resumed;
  private final TrainingSettings settings;
  private final List<EpochListener> listeners;
  private final TrainingControl control;
  private final float[] parameters;
  private final Step step;
  private final StepRunner runner;
  private final Batches batches;
  private final Penalty penalty;
  private final ParameterUpdate update;
  private final LearningRate rate;
  private final BackendChoice choice;
  private final Optional<Evaluator> trainingEvaluator;
  private final Optional<Evaluator> validationEvaluator;

  /** What decides the bits of this run; empty where no checkpoint needs it. */
  private final Map<String, String> conditions;

  private final StopRequest stopRequest;
  private final BestEpoch best;

  /** The parameters of the best epoch, if they are to be restored. */
  private final Optional<float[]> bestParameters;

  private final CheckpointWriter checkpoints;

  /** How many rows are measured after the steps of each epoch. */
  private final int measuredRows;

  /** The parameters at the start of an epoch, to undo it on failure; one array for all epochs. */
  private final float[] parametersBefore;

  private OptimizerState stateBefore;

  /** What the rows are called. */
  private final DataNames names;

  private final List<Epoch> history = new ArrayList<>();
  private Position position = Position.start();

  /** Why the training ends within an epoch, or null if it does not. */
  private Ending cut;

  /** The mean loss of the very first batch. */
  private double firstLoss = Double.NaN;

  /** False once a device that was chosen automatically has failed while measuring. */
  private boolean deviceMeasures = true;

  /** Made when the training begins, since a device holds memory. */
  private StepExecutor executor;

  TrainingRun(
      Network network,
      TrainingSettings asked,
      List<EpochListener> listeners,
      Dataset data,
      Optional<Dataset> validation,
      Optional<Checkpoint> resumed,
      StopRequest stopRequest) {
    this.stopRequest = stopRequest;
    this.runtime = network.runtime();
    this.resumed = resumed;
    this.settings = asked.backend(asked.requestedBackend()); // Decided once.
    this.listeners = listeners;
    this.names = data.names();
    this.control = new TrainingControl(network);
    this.parameters = runtime.parameterArray();
    int threads = settings.threads();
    this.step =
        new Step(
            runtime.program(),
            parameters,
            Math.min(settings.batchSize(), data.size()),
            data.hasClasses());
    this.step.seed = Seeds.ofMasks(settings.seed());
    this.step.dropping = 1;
    this.runner = new StepRunner(runtime.program(), step, threads);
    this.batches = new Batches(settings, data, step);
    this.penalty =
        new Penalty(
            runtime.architecture(),
            settings.l1(),
            settings.l2(),
            settings.penalizeBiases(),
            data.size());
    this.update =
        new ParameterUpdate(
            parameters,
            step.gradients,
            runtime.architecture().parameterCount(),
            penalty,
            settings.clipping(),
            settings.optimizer(),
            threads);
    this.rate =
        new LearningRate(settings.schedule(), settings.optimizer(), data.size(), step.capacity());
    this.parametersBefore = new float[parameters.length];
    this.stateBefore = OptimizerState.of(update.state());
    this.choice =
        new BackendChoice(Backends::openCl, settings, runtime, data, step, batches, update, rate);
    List<Metric> metrics = settings.metricsFor(runtime.architecture().loss());
    this.trainingEvaluator =
        metrics.isEmpty()
            ? Optional.empty()
            : Optional.of(new Evaluator(runtime, data, metrics, threads));
    this.validationEvaluator =
        validation.map(rows -> new Evaluator(runtime, rows, metrics, threads));
    this.measuredRows =
        (metrics.isEmpty() ? 0 : data.size()) + validation.map(Dataset::size).orElse(0);
    this.conditions =
        resumed.isPresent() || settings.checkpoints().isPresent()
            ? ResumeConditions.of(
                runtime.architecture(), settings, expectedBackend(), data, validation)
            : Map.of();
    this.best = new BestEpoch(settings.earlyStopping(), validationEvaluator.isPresent());
    this.bestParameters =
        settings
            .earlyStopping()
            .filter(EarlyStopping::restoresBest)
            .map(rule -> parameters.clone());
    this.checkpoints =
        new CheckpointWriter(settings.checkpoints(), runtime, update.state(), bestParameters);
  }

  /** Returns what will make the steps, as far as that is known before it is chosen. */
  private Backend expectedBackend() {
    Backend requested = settings.requestedBackend();
    return requested == Backend.AUTO ? madeBefore().orElse(requested) : requested;
  }

  private Optional<Backend> madeBefore() {
    return resumed.flatMap(checkpoint -> ResumeConditions.backend(checkpoint.conditions()));
  }

  History run() {
    runtime.beginTraining();
    DataNames namesBefore = runtime.dataNames();
    boolean trained = false;
    runtime.dataNames(names);
    try {
      checkpoints.prepare();
      if (resumed.isPresent()) {
        resume(resumed.get());
      }
      int epochs = settings.epochs() - position.epoch() + 1;
      executor = choice.choose(runner, epochs, measuredRows, madeBefore());
      checkpoints.start(ResumeConditions.withBackend(conditions, executor.backend()));
      while (!ended()) {
        undoneOnFailure();
      }
      if (best.number() > 0) {
        bestParameters.ifPresent(values -> copy(values, parameters));
      }
      trained = true;
      Epoch bestEpoch = best.number() > 0 ? history.get(best.number() - 1) : null;
      return new History(history, bestEpoch, ending());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!trained) {
        runtime.dataNames(namesBefore);
      }
      try {
        if (executor != null) {
          executor.close();
        }
      } finally {
        runtime.endTraining();
      }
    }
  }

  private boolean ended() {
    return cut != null
        || position.epoch() > settings.epochs()
        || control.stopped()
        || best.exhausted();
  }

  private Ending ending() {
    if (cut != null) {
      return cut;
    }
    if (best.exhausted()) {
      return Ending.NO_IMPROVEMENT;
    }
    return control.stopped() ? Ending.LISTENER : Ending.ALL_EPOCHS;
  }

  /** Checks all of a checkpoint before it changes anything. */
  private void resume(Checkpoint checkpoint) throws IOException {
    checkpoint.check(conditions, settings.epochs());
    float[] values = runtime.parameterValues(checkpoint.parameters());
    update.state().restore(checkpoint.state().steps(), checkpoint.state().arrays());
    if (bestParameters.isPresent()) {
      copy(checkpoint.bestParameters(parameters.length), bestParameters.get());
    }
    copy(values, parameters);
    for (Epoch epoch : checkpoint.history()) {
      best.observe(epoch);
      rate.watch(epoch);
      history.add(epoch);
    }
    position = checkpoint.position();
    step.step = position.step();
    firstLoss = position.firstLoss();
  }

  private void undoneOnFailure() throws IOException {
    copy(parameters, parametersBefore);
    stateBefore = stateBefore.replacedBy(update.state());
    Position before = position;
    try {
      Epoch epoch = epoch();
      if (cut != null) {
        return;
      }
      history.add(epoch);
      boolean isBest = best.observe(epoch);
      if (isBest) {
        bestParameters.ifPresent(into -> copy(parameters, into));
      }
      for (EpochListener listener : listeners) {
        listener.epochEnded(epoch, control);
      }
      position = new Position(epoch.number() + 1, 0, step.step, 0, 0, 0, firstLoss);
      checkpoints.epochEnded(position, history, isBest);
    } catch (NotFiniteException noticed) {
      copy(parametersBefore, parameters);
      update.state().restore(stateBefore.steps(), stateBefore.arrays());
      step.step = before.step();
      DivergenceFinder finder =
          new DivergenceFinder(runtime.program(), step, runner, batches, rate, update);
      DivergedException diverged = finder.find(before.epoch(), before.batch(), noticed.batches);
      copy(parametersBefore, parameters);
      throw diverged;
    } catch (Throwable failure) {
      copy(parametersBefore, parameters);
      throw failure;
    }
  }

  /** Does an epoch; returns null if it is cut short. */
  private Epoch epoch() throws IOException {
    int number = position.epoch();
    long began = System.nanoTime() - (long) (position.seconds() * 1e9);
    double penaltyBefore = position.batch() == 0 ? penalty.value(parameters) : position.penalty();
    double dataLoss = batches.mean(train(number, penaltyBefore, began));
    if (cut != null) {
      return null;
    }
    checkGrowth(number, dataLoss);
    double loss = dataLoss + penaltyBefore;
    Map<String, Double> metrics =
        trainingEvaluator.map(evaluator -> measured(evaluator).metrics()).orElse(Map.of());
    Optional<Evaluation> validation = validationEvaluator.map(this::measured);
    Epoch epoch = new Epoch(number, new Evaluation(loss, metrics), validation, seconds(began));
    rate.watch(epoch);
    return epoch;
  }

  /** Measures where steps are executed; if a device that was not named fails, in Java instead. */
  private Evaluation measured(Evaluator evaluator) {
    if (deviceMeasures) {
      try {
        return evaluator.evaluate(executor.backend());
      } catch (BackendException e) {
        if (settings.requestedBackend() == Backend.OPENCL) {
          throw e;
        }
        deviceMeasures = false;
        Backends.decided(
            "measuring " + runtime.architecture().name(), "java, since " + e.getMessage());
      }
    }
    return evaluator.evaluate(Backend.JAVA);
  }

  /** Executes the steps of an epoch; returns the sum of its losses, in the order of the steps. */
  private double train(int number, double penaltyBefore, long began) throws IOException {
    double losses = position.losses();
    batches.beginEpoch(number);
    executor.beginEpoch(number);
    int done = position.batch();
    while (done < batches.count()) {
      cut = stopRequest.ending();
      if (cut != null) {
        executor.fetch();
        checkParameters(done);
        position =
            new Position(number, done, step.step, losses, penaltyBefore, seconds(began), firstLoss);
        checkpoints.stepEnded(position, history);
        return losses;
      }
      boolean first = Double.isNaN(firstLoss);
      int maxSteps = first ? 1 : Math.min(executor.maxSteps(), checkpoints.untilDue(step.step));
      int to = Math.min(batches.count(), done + maxSteps);
      losses = executor.execute(done, to, losses);
      if (first) {
        firstLoss = batches.meanOfBatch(done, losses);
      }
      done = to;
      if (done < batches.count() && checkpoints.isDue(step.step)) {
        executor.fetch();
        checkParameters(done);
        position =
            new Position(number, done, step.step, losses, penaltyBefore, seconds(began), firstLoss);
        checkpoints.stepEnded(position, history);
      }
    }
    executor.fetch();
    checkParameters(batches.count());
    return losses;
  }

  /**
   * A loss that is finite, but a million times what it was at first, is of a training that will not
   * come back. One that starts high, or is tiny, or negative, is none.
   */
  private void checkGrowth(int epoch, double loss) {
    double bound = MAX_GROWTH * Math.max(1, Math.abs(firstLoss));
    if (loss > bound) {
      throw new DivergedException(
          epoch,
          batches.count(),
          "loss",
          String.format(
              Locale.ROOT,
              "%s diverged in epoch %d: its mean loss is %.3g, that of the first batch was %.3g.%s"
                  + " The parameters are again what they were when the epoch began.",
              runtime.architecture().name(),
              epoch,
              loss,
              firstLoss,
              DivergenceFinder.ADVICE));
    }
  }

  private void checkParameters(int batchesDone) {
    if (DivergenceFinder.notFinite(parameters, 0, parameters.length) >= 0) {
      throw new NotFiniteException(batchesDone);
    }
    update.state().arrays().forEach((array, values) -> checkState(array, values, batchesDone));
  }

  /**
   * The square of a large gradient is beyond a float's range, and stays so in an average: an update
   * that is divided by it is 0 from then on, in silence.
   */
  private void checkState(String array, float[] values, int batchesDone) {
    int at = DivergenceFinder.notFinite(values, 0, values.length);
    if (at >= 0) {
      String parameter = DivergenceFinder.parameterAt(runtime.architecture(), at);
      throw new DivergedException(
          position.epoch(),
          batchesDone,
          parameter,
          String.format(
              Locale.ROOT,
              "%s diverged in epoch %d: what the optimiser keeps of %s, its %s, has %s in it, so"
                  + " that is not trained any more.%s The parameters are again what they were when"
                  + " the epoch began.",
              runtime.architecture().name(),
              position.epoch(),
              parameter,
              array,
              values[at],
              DivergenceFinder.ADVICE));
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
