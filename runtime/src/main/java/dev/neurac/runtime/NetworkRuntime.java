package dev.neurac.runtime;

import dev.neurac.Tensor;
import dev.neurac.io.Safetensors;
import dev.neurac.io.WeightFileException;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One network at run time: a program and the values of its parameters, and the rules of who may use
 * them when.
 *
 * <p>Applications use {@link Network}; this class is for generated code and for training.
 */
public final class NetworkRuntime {

  /**
   * What marks a name in a file of weights as a value of the training, not of the network, such as
   * {@code optimizer:means}; no layer has it in its name.
   */
  public static final char TRAINING_MARK = ':';

  private final Program program;
  private final Architecture architecture;
  private final float[] parameters;
  private final int inputSize;
  private final int outputSize;
  private final ClassRule classRule;

  /** The thread that trains this network now, or null. */
  private volatile Thread trainer;

  /**
   * Changes with every training that begins and every write of parameters outside one; odd during
   * such a write. Who reads parameters compares it before and after: no lock, and nothing
   * allocated.
   */
  private volatile int version;

  /** What the rows of the last training were called. */
  private volatile DataNames dataNames = DataNames.UNKNOWN;

  /**
   * Makes a network with fresh parameters.
   *
   * @param seed any value, 0 included; the same seed gives the same bits
   */
  public NetworkRuntime(Program program, long seed) {
    this.program = program;
    this.architecture = program.architecture();
    this.inputSize = architecture.inputSize();
    this.outputSize = architecture.outputSize();
    this.classRule = ClassRule.of(architecture.output());
    this.parameters = new float[architecture.parameterCount()];
    for (ParameterInfo parameter : architecture.parameters()) {
      Initialization.fill(parameters, parameter, seed);
    }
  }

  /** Returns what is fixed about the network. */
  public Architecture architecture() {
    return architecture;
  }

  /** Returns what its output says about classes. */
  ClassRule classRule() {
    return classRule;
  }

  /** Returns the compiled network. */
  public Program program() {
    return program;
  }

  /** Returns the values of all parameters, the array itself, for generated code and training. */
  public float[] parameterArray() {
    return parameters;
  }

  /** Returns what the rows that the network was trained on were called, as far as it is known. */
  public DataNames dataNames() {
    return dataNames;
  }

  /** Keeps what the rows are called that the network learns from. */
  public void dataNames(DataNames names) {
    dataNames = names;
  }

  /**
   * Returns how many values the output of so many rows has.
   *
   * @throws IllegalArgumentException if that is more than an array holds
   */
  public int outputLength(int rows) {
    return arrayLength(rows, outputSize);
  }

  /**
   * Returns the length of an array that holds so many floats of each row.
   *
   * @throws IllegalArgumentException if no array is that long
   */
  public int arrayLength(int rows, int floatsPerRow) {
    return ArrayLength.of(rows, floatsPerRow, "give fewer rows at once");
  }

  /** Returns how many rows {@code features} holds. */
  int rows(float[] features) {
    if (features.length == 0 || features.length % inputSize != 0) {
      throw new IllegalArgumentException(
          architecture.name()
              + " takes rows of "
              + inputSize
              + " values, but "
              + features.length
              + " values were given, which is not a whole number of rows");
    }
    return features.length / inputSize;
  }

  void predict(float[] features, float[] predictions) {
    int rows = rows(features);
    int length = outputLength(rows);
    if (predictions.length != length) {
      throw new IllegalArgumentException(
          "the output of "
              + rows
              + " rows is "
              + length
              + " values, but the given array holds "
              + predictions.length);
    }
    int reading = beginReading();
    switch (Backends.requested()) {
      case JAVA -> predictInJava(features, predictions, rows);
      case OPENCL ->
          Backends.openCl()
              .predict(this, new float[][] {features}, new float[][] {predictions}, rows);
      case AUTO -> PredictionChoice.ofProcess().predict(this, features, predictions, rows);
    }
    endReading(reading);
  }

  void predictInJava(float[] features, float[] predictions, int rows) {
    int parts = Workers.parts(program.predictionWork() * rows);
    PredictionTask.run(this, features, predictions, rows, parts);
  }

  /** Predicts the rows from {@code from} to {@code to}. */
  void predict(float[] features, float[] predictions, int from, int to) {
    int perRow = program.predictionScratch();
    int shared = program.sharedScratch();
    int blockRows = Scratch.rows(to - from, perRow, shared);
    float[] scratch =
        Scratch.take(ArrayLength.of(blockRows, perRow, shared, "give fewer rows at once"));
    for (int row = from; row < to; row += blockRows) {
      program.predict(
          parameters, features, predictions, row, scratch, Math.min(blockRows, to - row));
    }
  }

  float loss(float[] features, float[] targets) {
    int rows = rows(features);
    LossRunner runner =
        new LossRunner(
            this,
            rows,
            (row, into, at) -> System.arraycopy(features, row * inputSize, into, at, inputSize),
            Targets.of(architecture.output(), targets, rows),
            Workers.threads());
    runner.run(Backends.requested());
    double sum = 0;
    for (float loss : runner.losses) {
      sum += loss;
    }
    return (float) (sum / rows);
  }

  Map<String, Tensor> gradients(float[] features, float[] targets) {
    int reading = beginReading();
    int rows = rows(features);
    Targets given = Targets.of(architecture.output(), targets, rows);
    Step step = new Step(program, parameters, rows, given.areClasses());
    System.arraycopy(features, 0, step.inputs[0], 0, features.length);
    System.arraycopy(targets, 0, step.targetArray(), 0, targets.length);
    Arrays.fill(step.rowWeights, 1f / rows);
    step.rows = rows;
    new StepRunner(program, step, Workers.threads()).run();
    endReading(reading);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    for (ParameterInfo parameter : architecture.parameters()) {
      gradients.put(parameter.name(), Parameter.read(parameter, step.gradients));
    }
    return gradients;
  }

  List<Parameter> parameters() {
    return architecture.parameters().stream()
        .map(info -> new Parameter(info, this))
        .collect(Collectors.toUnmodifiableList());
  }

  /** Returns copies of all parameters by name, as files hold them. */
  public Map<String, Tensor> parameterTensors() {
    int reading = beginReading();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : architecture.parameters()) {
      tensors.put(parameter.name(), Parameter.read(parameter, parameters));
    }
    endReading(reading);
    return tensors;
  }

  /**
   * Returns the values of {@link #parameterArray} that a file holds; this network stays as it is.
   *
   * @param tensors what {@link #read} gave
   */
  public float[] parameterValues(Map<String, Tensor> tensors) {
    return WeightFile.values(architecture, tensors);
  }

  /**
   * Reads a file of weights, or of a training, for this network: no value of one that does not fit.
   *
   * @throws WeightFileException if names or shapes differ, or a value is not finite
   */
  public Safetensors read(Path file) throws IOException {
    return WeightFile.read(architecture, file);
  }

  Parameter parameter(String name) {
    return parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    architecture.name()
                        + " has no parameter '"
                        + name
                        + "'; it has "
                        + architecture.parameters().stream()
                            .map(ParameterInfo::name)
                            .collect(Collectors.joining(", "))));
  }

  /** Replaces all parameters, in the layout of the array, unless another thread trains. */
  void replaceParameters(float[] values) {
    write(values, 0);
  }

  /** Returns the values of one parameter, as users see them. */
  Tensor read(ParameterInfo info) {
    int reading = beginReading();
    Tensor values = Parameter.read(info, parameters);
    endReading(reading);
    return values;
  }

  /**
   * Replaces some parameters, unless another thread trains.
   *
   * @param values as they lie in the array, from {@code offset} on
   */
  synchronized void write(float[] values, int offset) {
    checkReadable();
    version++;
    VarHandle.storeStoreFence(); // Whoever sees a new value sees that there is a new version.
    System.arraycopy(values, 0, parameters, offset, values.length);
    version++; // A volatile write: threads that predict from now on see the new values.
  }

  /**
   * Checks that the calling thread may read the parameters, before it does.
   *
   * @return what {@link #endReading} takes
   * @throws IllegalStateException while another thread trains the network
   */
  public int beginReading() {
    int seen = version;
    checkReadable();
    if ((seen & 1) != 0) {
      throw overtaken();
    }
    return seen;
  }

  /**
   * Checks that what was read since {@link #beginReading} were values of one moment.
   *
   * @throws IllegalStateException if a training began since, or parameters were written
   */
  public void endReading(int seen) {
    VarHandle.acquireFence(); // The values are read before the version.
    if (version != seen) {
      checkReadable();
      throw overtaken();
    }
  }

  private IllegalStateException overtaken() {
    return new IllegalStateException(
        architecture.name()
            + " was trained or got other parameters while this call read them; use it before or"
            + " after");
  }

  /**
   * Marks this network as being trained by the calling thread, until {@link #endTraining}.
   *
   * @throws IllegalStateException if it is being trained already
   */
  public synchronized void beginTraining() {
    if (trainer != null) {
      throw new IllegalStateException(
          architecture.name() + " is already being trained, by thread " + trainer.getName());
    }
    trainer = Thread.currentThread();
    version += 2;
    VarHandle.storeStoreFence(); // Whoever sees a trained value sees that there is a new version.
  }

  /** Ends what {@link #beginTraining} began. */
  public void endTraining() {
    trainer = null;
  }

  /**
   * Checks that the calling thread may read the parameters.
   *
   * @throws IllegalStateException while another thread trains the network
   */
  public void checkReadable() {
    Thread training = trainer;
    if (training != null && training != Thread.currentThread()) {
      throw new IllegalStateException(
          architecture.name()
              + " is being trained by thread "
              + training.getName()
              + "; use it when fit(...) has returned, or from a callback");
    }
  }

  /**
   * Returns how many rows an input of a node method has, the batch being its first axis.
   *
   * @param name the parameter's name, for messages
   * @param rowShape the shape of one row
   * @throws IllegalArgumentException if the tensor is no batch of such rows
   */
  public int rows(String name, Tensor value, int... rowShape) {
    checkReadable();
    int[] shape = value.shape();
    if (shape.length != rowShape.length + 1
        || !Arrays.equals(shape, 1, shape.length, rowShape, 0, rowShape.length)) {
      throw new IllegalArgumentException(
          name
              + " is a batch of rows of shape "
              + Arrays.toString(rowShape)
              + ", but a tensor of shape "
              + Arrays.toString(shape)
              + " was given; the batch is axis 0");
    }
    return shape[0];
  }

  /**
   * Checks that a further input of a node method has as many rows as the first.
   *
   * @throws IllegalArgumentException if it has not, or is no batch of such rows
   */
  public void requireRows(String name, Tensor value, int rows, int... rowShape) {
    int found = rows(name, value, rowShape);
    if (found != rows) {
      throw new IllegalArgumentException(
          name + " has " + found + " rows, but the input before it has " + rows);
    }
  }
}
