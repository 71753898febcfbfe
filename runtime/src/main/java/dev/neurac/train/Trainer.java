package dev.neurac.train;

import dev.neurac.data.Augmentation;
import dev.neurac.data.Dataset;
import dev.neurac.data.DatasetChecker;
import dev.neurac.metric.Evaluation;
import dev.neurac.metric.Evaluator;
import dev.neurac.metric.Metric;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Optimizer;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Workers;
import dev.neurac.schedule.Schedule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains a network.
 *
 * <pre>{@code
 * History history = Trainer.of(net).optimizer(Adam.of(1e-3)).batchSize(8).epochs(50)
 *     .validation(test).progress().fit(train);
 * }</pre>
 *
 * <p>Every method but {@link #fit} changes this trainer and returns it. A trainer can fit more than
 * once: the network goes on from where it is, the optimiser starts anew. A trainer is for one
 * thread, but for {@link #stop}.
 *
 * <p>Unless told otherwise: Adam at 1e-3, batches of 32, one epoch, seed 0, rows shuffled, no
 * penalty, no clipping, no early stopping, no checkpoints, all threads, and the metric that suits
 * the loss.
 *
 * <p>The same seed, rows and settings give the same bits, on any number of threads.
 */
public final class Trainer {

  private final Network network;
  private TrainingSettings settings = TrainingSettings.of();
  private final List<EpochListener> listeners = new ArrayList<>();
  private Optional<Dataset> validation = Optional.empty();
  private Optional<PrintStream> progressStream = Optional.empty();
  private Optional<Checkpoint> resumed = Optional.empty();

  /** Of the training that runs now, or null. */
  private volatile StopRequest running;

  private Trainer(Network network) {
    this.network = network;
  }

  /** Starts a trainer of a network. */
  public static Trainer of(Network network) {
    return new Trainer(Objects.requireNonNull(network, "network"));
  }

  /** Returns all that this trainer was told but network, rows and listeners. */
  public TrainingSettings settings() {
    return settings;
  }

  /** Takes over all settings at once; what is said afterwards changes them. */
  public Trainer settings(TrainingSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /** Says how gradients change the parameters. */
  public Trainer optimizer(Optimizer optimizer) {
    return settings(settings.optimizer(optimizer));
  }

  /**
   * Says how many rows make a step. The last batch of an epoch has the rows that are left, and its
   * gradient is the mean over those.
   *
   * @param rows at least 1; more than the training rows means all of them
   */
  public Trainer batchSize(int rows) {
    return settings(settings.batchSize(rows));
  }

  /** Makes each epoch a single step over all rows. */
  public Trainer fullBatch() {
    return settings(settings.fullBatch());
  }

  /**
   * Says how often the training goes through all rows.
   *
   * @param epochs at least 1
   */
  public Trainer epochs(int epochs) {
    return settings(settings.epochs(epochs));
  }

  /**
   * Says where the order of the rows and what is dropped are drawn from.
   *
   * @param seed any value, 0 included
   */
  public Trainer seed(long seed) {
    return settings(settings.seed(seed));
  }

  /**
   * Says whether each epoch takes the rows in an order of its own, drawn from the seed and the
   * epoch's number, or as they lie in the dataset. All rows in one batch stay as they lie.
   */
  public Trainer shuffle(boolean shuffle) {
    return settings(settings.shuffle(shuffle));
  }

  /** Says how the learning rate changes; without it, it is always the optimiser's. */
  public Trainer schedule(Schedule schedule) {
    return settings(settings.schedule(schedule));
  }

  /**
   * Adds {@code lambda/m · Σ |w|} to the loss, over all weights but no biases, with {@code m} the
   * number of training rows; the gradient of each weight grows by {@code lambda/m · sign(w)}, which
   * is 0 where the weight is.
   *
   * @param lambda at least 0; 0 for no penalty
   */
  public Trainer l1(double lambda) {
    return settings(settings.l1(lambda));
  }

  /**
   * Adds {@code lambda/(2m) · Σ w²} to the loss, over all weights but no biases, with {@code m} the
   * number of training rows; the gradient of each weight grows by {@code lambda/m · w}.
   *
   * @param lambda at least 0; 0 for no penalty
   */
  public Trainer l2(double lambda) {
    return settings(settings.l2(lambda));
  }

  /** Makes {@link #l1} and {@link #l2} count all parameters, biases included. */
  public Trainer penalizeBiases() {
    return settings(settings.penalizeBiases(true));
  }

  /**
   * Bounds each element of the gradient to {@code [-limit, limit]}, as PyTorch's {@code
   * clip_grad_value_}. What is clipped is the gradient of the whole loss, penalties included; an
   * optimiser's weight decay joins it later.
   *
   * @param limit above 0
   * @throws IllegalArgumentException if the limit is not, or the gradient is clipped by norm
   */
  public Trainer clipValue(double limit) {
    return clip(GradientClipping.Kind.VALUE, limit);
  }

  /**
   * Scales the gradient down where its norm over all parameters is above a limit, as PyTorch's
   * {@code clip_grad_norm_}. What is clipped is the gradient of the whole loss, penalties included;
   * an optimiser's weight decay joins it later.
   *
   * @param limit above 0
   * @throws IllegalArgumentException if the limit is not, or the gradient is clipped by value
   */
  public Trainer clipNorm(double limit) {
    return clip(GradientClipping.Kind.NORM, limit);
  }

  private Trainer clip(GradientClipping.Kind kind, double limit) {
    GradientClipping before = settings.clipping();
    if (before.kind() != GradientClipping.Kind.NONE && before.kind() != kind) {
      throw new IllegalArgumentException(
          "the gradient is clipped by value or by norm, not both; this trainer has "
              + before.describe());
    }
    return settings(settings.clipping(new GradientClipping(kind, limit)));
  }

  /**
   * Says how much each class counts in the training loss: {@code Σ w·loss / Σ w} over the rows of a
   * batch, with {@code w} the weight of a row's class, as PyTorch's {@code weight}. Rare classes
   * are usually given large weights. Validation and {@link #evaluate} take no notice.
   *
   * @param weights one for each class: finite numbers of at least 0, not all of them 0
   */
  public Trainer classWeights(float... weights) {
    List<Float> list = new ArrayList<>();
    for (float weight : weights) {
      list.add(weight);
    }
    if (list.isEmpty()) {
      throw new IllegalArgumentException("every class needs its weight, but there are none");
    }
    return settings(settings.classWeights(list));
  }

  /** Changes the features of each batch before its step; see there for what is supplied. */
  public Trainer augmentation(Augmentation augmentation) {
    return settings(settings.augmentation(augmentation));
  }

  /** Ends the training when it no longer gets better. */
  public Trainer earlyStopping(EarlyStopping rule) {
    return settings(settings.earlyStopping(rule));
  }

  /**
   * Writes a checkpoint after each epoch: {@code last.safetensors}, and {@code best.safetensors} if
   * the epoch was the best so far, by what {@link EarlyStopping} watches, or by {@link
   * History#best}. Either is also a file of weights for {@link Network#loadWeights}.
   *
   * <p>If a file cannot be written, {@link #fit} throws an {@link java.io.UncheckedIOException}.
   *
   * @param folder made if it is missing; for one training at a time
   */
  public Trainer checkpoints(Path folder) {
    return settings(settings.checkpoints(CheckpointFolder.of(folder)));
  }

  /**
   * Writes checkpoints after each epoch, and {@code last.safetensors} also within epochs, so that
   * little is lost if the program is killed.
   *
   * @param folder made if it is missing; for one training at a time
   * @param everySteps after how many steps, at least 1
   */
  public Trainer checkpoints(Path folder, int everySteps) {
    return settings(settings.checkpoints(new CheckpointFolder(folder, everySteps)));
  }

  /**
   * Makes the next {@link #fit} go on where a checkpoint was written: parameters, optimiser,
   * history and all else become what they were, and the result has the same bits as if that
   * training had never stopped. The trainer and its rows must be those of that training; threads,
   * listeners, progress, checkpoints and a larger number of epochs are free.
   *
   * <p>A back end that is named must be the one that made the steps before. {@link Backend#AUTO}
   * takes that one, whatever would be faster; where OpenCL is no longer there, Java goes on, which
   * agrees with the training that never stopped within rounding only, and the log says so. The same
   * goes for another device.
   *
   * <p>A listener's own state is the listener's affair. Listeners hear of the new epochs only.
   *
   * @param folderOrFile a folder of checkpoints, whose last one is taken, or one of its files
   * @throws IOException if there is no such file, or it is damaged
   */
  public Trainer resumeFrom(Path folderOrFile) throws IOException {
    this.resumed =
        Optional.of(CheckpointFile.read(network.runtime(), CheckpointFile.named(folderOrFile)));
    return this;
  }

  /**
   * Does {@link #resumeFrom} if the folder has a checkpoint; else the next {@link #fit} begins at
   * the beginning. With this, a program that is started again after a kill just goes on.
   *
   * @throws IOException if there is a checkpoint that cannot be read, or is damaged
   */
  public Trainer resumeIfPresent(Path folder) throws IOException {
    return Files.exists(folder.resolve(CheckpointFolder.LAST)) ? resumeFrom(folder) : this;
  }

  /**
   * Says what is measured after each epoch, on the training rows and on the validation rows.
   *
   * @param metrics of different names; none at all saves a prediction of all training rows in each
   *     epoch
   */
  public Trainer metrics(Metric... metrics) {
    return settings(settings.metrics(List.of(metrics)));
  }

  /** Measures loss and metrics of these rows after each epoch. */
  public Trainer validation(Dataset rows) {
    this.validation = Optional.of(rows);
    return this;
  }

  /** Prints a line after each epoch on {@link System#out}. */
  public Trainer progress() {
    return progress(System.out);
  }

  /** Prints a line after each epoch. */
  public Trainer progress(PrintStream out) {
    this.progressStream = Optional.of(out);
    return settings(settings.progress(true));
  }

  /** Adds a callback after each epoch; callbacks are called in the order in which they came. */
  public Trainer onEpoch(EpochListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Says how many threads share the work of a step, where it is worth sharing.
   *
   * @param threads at least 1; more than the machine or {@code -Dneurac.threads} allows means those
   */
  public Trainer threads(int threads) {
    return settings(settings.threads(threads));
  }

  /**
   * Says what makes the steps; without it, what {@link Backends} says for all networks. The same
   * seed gives the same bits on Java everywhere, and on OpenCL on the same device.
   *
   * <p>Where the steps are made by OpenCL, losses and metrics are measured by it too.
   */
  public Trainer backend(Backend backend) {
    return settings(settings.backend(backend));
  }

  /**
   * Trains the network. Until this returns, other threads cannot predict with it.
   *
   * <p>The network keeps what features and labels are called ({@link Dataset#names}), so that other
   * rows can be compared with those that it learned from; a later training replaces them.
   *
   * <p>If anything throws, a callback included, the parameters are again what they were when that
   * epoch began (or, in an epoch that was resumed within, what the checkpoint held), and the
   * exception goes on to the caller.
   *
   * @throws IllegalArgumentException if a dataset's sizes are not the network's, its targets are
   *     outside the range of the loss, the validation set's features or labels are called otherwise
   *     than the training set's, or a setting or a checkpoint does not fit
   * @throws IllegalStateException if the network is being trained already
   * @throws DivergedException if losses or parameters become NaN or infinite
   * @throws BackendException if the back end that was named cannot train this network here
   */
  public History fit(Dataset trainingSet) {
    Architecture architecture = network.runtime().architecture();
    Dataset training = DatasetChecker.check(architecture, trainingSet, "training set");
    Optional<Dataset> heldOut =
        validation.map(
            rows -> {
              rows.names()
                  .requireLike("the validation set", trainingSet.names(), "the training set");
              return DatasetChecker.check(architecture, rows, "validation set");
            });
    if (!settings.classWeights().isEmpty()) {
      DatasetChecker.checkClassWeights(architecture, trainingSet, settings.classWeights());
    }
    settings
        .earlyStopping()
        .flatMap(EarlyStopping::value)
        .ifPresent(
            name ->
                EpochValues.check(
                    name,
                    EpochValues.names(
                        settings.metricsFor(architecture.loss()), validation.isPresent())));
    TrainingAdvice.report(architecture, training, settings, validation.isPresent());
    StopRequest request = new StopRequest();
    TrainingRun run =
        new TrainingRun(network, settings, allListeners(), training, heldOut, resumed, request);
    running = request;
    History history;
    try {
      history = run.run();
    } finally {
      running = null;
    }
    resumed = Optional.empty(); // Not after a failure: training from the start would be a surprise.
    return history;
  }

  /**
   * Ends the training that runs now, after the step that it is in; from any thread. {@link #fit}
   * then returns with {@link Ending#STOPPED}. Where none runs, it has no effect.
   *
   * <p>Parameters and optimiser stay as they are there, but that early stopping restores the best
   * if it is to; the epoch that was cut is not in the history. With checkpoints, the last one is
   * written at that step, and resuming from it gives the bits of a training that never stopped.
   *
   * <p>An interrupt of the thread that trains does the same, with {@link Ending#INTERRUPTED}, and
   * leaves the thread interrupted.
   */
  public void stop() {
    StopRequest request = running;
    if (request != null) {
      request.stop();
    }
  }

  /**
   * Measures a network on a dataset, as in prediction: nothing is dropped, and no penalty is added.
   * Where rows have weights, these count in the loss, but not in the metrics.
   *
   * @param metrics what to measure beside the loss; none for what suits the loss
   * @throws IllegalArgumentException if the dataset's sizes are not the network's, its targets are
   *     outside the range of the loss, or its features or labels are called otherwise than those
   *     that the network was trained on
   * @throws IllegalStateException while another thread trains the network
   */
  public static Evaluation evaluate(Network network, Dataset data, Metric... metrics) {
    Architecture architecture = network.runtime().architecture();
    Dataset ofLoss = DatasetChecker.check(network.runtime(), data, "dataset");
    List<Metric> measured =
        metrics.length == 0
            ? Metric.defaultsFor(architecture.loss())
            : TrainingSettings.ofDifferentNames(List.of(metrics));
    return new Evaluator(network.runtime(), ofLoss, measured, Workers.threads())
        .evaluate(Backends.requested());
  }

  /** Returns the callbacks of a run, the progress line first. */
  private List<EpochListener> allListeners() {
    List<EpochListener> all = new ArrayList<>();
    if (settings.progress()) {
      all.add(new ProgressPrinter(progressStream.orElse(System.out), settings.epochs()));
    }
    all.addAll(listeners);
    return all;
  }
}
