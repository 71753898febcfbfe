package dev.neurac.train;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.metric.Metric;
import dev.neurac.optim.Adam;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Optimizer;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.schedule.ConstantSchedule;
import dev.neurac.schedule.Schedule;
import dev.neurac.settings.Checks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All of a training but the network, the data and the listeners; immutable.
 *
 * <pre>{@code
 * TrainingSettings settings = TrainingSettings.of().optimizer(Adam.of(1e-2)).epochs(20);
 * Trainer.of(net).settings(settings).fit(train);
 * Files.writeString(file, settings.toText());
 * Trainer.of(other).settings(TrainingSettings.parse(Files.readString(file))).fit(train);
 * }</pre>
 *
 * <p>The methods of {@link Trainer} say more of each setting.
 *
 * @param optimizer how gradients change the parameters
 * @param schedule how the learning rate changes
 * @param batchSize how many rows make a step, at least 1; more than the training rows means all
 * @param epochs how often the training goes through all rows, at least 1
 * @param seed where the order of the rows and what is dropped are drawn from
 * @param shuffle whether each epoch takes the rows in an order of its own
 * @param l1 the factor of the penalty on absolute values, at least 0
 * @param l2 the factor of the penalty on squares, at least 0
 * @param penalizeBiases whether the penalties count biases too
 * @param clipping the bound on the gradient
 * @param classWeights how much each class counts in the training loss, at least 0 and not all 0; of
 *     no elements where all count the same
 * @param metrics what is measured after each epoch, of different names; empty for what suits the
 *     loss
 * @param augmentation what changes the features of each batch before its step
 * @param earlyStopping when the training ends before its last epoch
 * @param backend what makes the steps; empty for what {@link Backends} says for all networks
 * @param threads how many threads share the work of a step, at least 1; more than the machine has
 *     means those
 * @param checkpoints where checkpoints are written
 * @param progress whether a line is printed after each epoch
 */
public record TrainingSettings(
    Optimizer optimizer,
    Schedule schedule,
    int batchSize,
    int epochs,
    long seed,
    boolean shuffle,
    double l1,
    double l2,
    boolean penalizeBiases,
    GradientClipping clipping,
    List<Float> classWeights,
    Optional<List<Metric>> metrics,
    Optional<Augmentation> augmentation,
    Optional<EarlyStopping> earlyStopping,
    Optional<Backend> backend,
    int threads,
    Optional<CheckpointFolder> checkpoints,
    boolean progress) {

  /** As a batch size all rows, as a number of threads all of the machine. */
  static final int ALL = Integer.MAX_VALUE;

  public TrainingSettings {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(clipping, "clipping");
    Checks.atLeastOne("batchSize", batchSize);
    Checks.atLeastOne("epochs", epochs);
    Checks.notNegative("l1", l1);
    Checks.notNegative("l2", l2);
    Checks.atLeastOne("threads", threads);
    classWeights = List.copyOf(classWeights);
    classWeights.forEach(weight -> Checks.notNegative("a class weight", weight));
    if (!classWeights.isEmpty() && classWeights.stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException(
          "at least one class has a weight above 0, but there is " + classWeights);
    }
    metrics = metrics.map(TrainingSettings::ofDifferentNames);
  }

  /**
   * Returns what a training has that is told nothing: Adam at 1e-3, batches of 32, one epoch, seed
   * 0, rows shuffled, no penalty, no clipping, no early stopping, no checkpoints, all threads, and
   * the metric that suits the loss.
   */
  public static TrainingSettings of() {
    return new TrainingSettings(
        Adam.of(1e-3),
        ConstantSchedule.of(),
        32,
        1,
        0,
        true,
        0,
        0,
        false,
        GradientClipping.NONE,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ALL,
        Optional.empty(),
        false);
  }

  /**
   * Returns all settings as text, the same on every JVM, one setting a line:
   *
   * <pre>
   * optimizer: adam learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-8 weightDecay=0 amsgrad=false
   * schedule: warmUp epochs=4 from=0.2, then cosine epochs=50 min=0
   * batchSize: 32
   * …
   * </pre>
   *
   * <p>Code is not written: an augmentation is {@code given}, a metric of the application's own is
   * {@code given} and its name.
   */
  public String toText() {
    return TrainingSettingsText.write(this);
  }

  /**
   * Returns the settings that {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if a line is missing, unknown, twice there or cannot be read,
   *     or if the text asks for an augmentation or a metric of the application's own; the message
   *     lists all that is wrong
   */
  public static TrainingSettings parse(String text) {
    return parse(text, of());
  }

  /**
   * Returns the settings that {@link #toText} wrote, with what no text can hold.
   *
   * @param given has the augmentation and the metrics for which the text asks; what else it has is
   *     not used
   * @throws IllegalArgumentException as for {@link #parse(String)}
   */
  public static TrainingSettings parse(String text, TrainingSettings given) {
    return TrainingSettingsText.read(text, given);
  }

  /** Returns {@link #toText}. */
  @Override
  public String toString() {
    return toText();
  }

  /** Returns the same with another optimiser. */
  public TrainingSettings optimizer(Optimizer optimizer) {
    return with(draft -> draft.optimizer = optimizer);
  }

  /** Returns the same with another schedule. */
  public TrainingSettings schedule(Schedule schedule) {
    return with(draft -> draft.schedule = schedule);
  }

  /** Returns the same with batches of another size. */
  public TrainingSettings batchSize(int rows) {
    return with(draft -> draft.batchSize = rows);
  }

  /** Returns the same with each epoch a single step over all rows. */
  public TrainingSettings fullBatch() {
    return batchSize(ALL);
  }

  /** Returns the same with another number of epochs. */
  public TrainingSettings epochs(int epochs) {
    return with(draft -> draft.epochs = epochs);
  }

  /** Returns the same with another seed. */
  public TrainingSettings seed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /** Returns the same with rows shuffled, or as they lie. */
  public TrainingSettings shuffle(boolean shuffle) {
    return with(draft -> draft.shuffle = shuffle);
  }

  /** Returns the same with another penalty on absolute values. */
  public TrainingSettings l1(double lambda) {
    return with(draft -> draft.l1 = lambda);
  }

  /** Returns the same with another penalty on squares. */
  public TrainingSettings l2(double lambda) {
    return with(draft -> draft.l2 = lambda);
  }

  /** Returns the same with penalties that count biases, or do not. */
  public TrainingSettings penalizeBiases(boolean penalizeBiases) {
    return with(draft -> draft.penalizeBiases = penalizeBiases);
  }

  /** Returns the same with another bound on the gradient. */
  public TrainingSettings clipping(GradientClipping clipping) {
    return with(draft -> draft.clipping = clipping);
  }

  /** Returns the same with other weights of the classes; of no elements for none. */
  public TrainingSettings classWeights(List<Float> weights) {
    return with(draft -> draft.classWeights = weights);
  }

  /** Returns the same with other metrics; of no elements to measure nothing but losses. */
  public TrainingSettings metrics(List<Metric> metrics) {
    return with(draft -> draft.metrics = Optional.of(metrics));
  }

  /** Returns the same with another augmentation. */
  public TrainingSettings augmentation(Augmentation augmentation) {
    return with(draft -> draft.augmentation = Optional.of(augmentation));
  }

  /** Returns the same with another rule of early stopping. */
  public TrainingSettings earlyStopping(EarlyStopping rule) {
    return with(draft -> draft.earlyStopping = Optional.of(rule));
  }

  /** Returns the same with a back end that is named. */
  public TrainingSettings backend(Backend backend) {
    return with(draft -> draft.backend = Optional.of(backend));
  }

  /** Returns the same with another number of threads. */
  public TrainingSettings threads(int threads) {
    return with(draft -> draft.threads = threads);
  }

  /** Returns the same with another folder of checkpoints. */
  public TrainingSettings checkpoints(CheckpointFolder folder) {
    return with(draft -> draft.checkpoints = Optional.of(folder));
  }

  /** Returns the same with a line after each epoch, or without. */
  public TrainingSettings progress(boolean progress) {
    return with(draft -> draft.progress = progress);
  }

  private TrainingSettings with(Consumer<TrainingSettingsDraft> change) {
    TrainingSettingsDraft draft = new TrainingSettingsDraft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Returns what is measured for a network with some loss. */
  List<Metric> metricsFor(Loss loss) {
    return metrics.orElseGet(() -> Metric.defaultsFor(loss));
  }

  /** Returns what is asked to make the steps, now. */
  Backend requestedBackend() {
    return backend.orElseGet(Backends::requested);
  }

  static List<Metric> ofDifferentNames(List<Metric> metrics) {
    Set<String> names = new LinkedHashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException("two metrics are named '" + metric.name() + "'");
      }
    }
    return List.copyOf(metrics);
  }
}
