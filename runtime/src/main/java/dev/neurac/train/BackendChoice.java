package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.optim.Penalty;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Chooses what executes the steps of a training.
 *
 * <p>Where the back end is not named, a training that is short anyway stays in Java, and nothing of
 * OpenCL is even loaded. A longer one on a machine with a GPU is tried on both, on copies of its
 * parameters, and the faster one has it; the answer is remembered for the network's class, the
 * batch size and the device.
 */
final class BackendChoice {

  /**
   * Multiply-adds below which a trial would not pay: some seconds in Java, whose vector kernels do
   * about 55 a nanosecond on each thread.
   */
  private static final double WORTH_A_TRIAL = 2e11;

  private static final double TRIAL_SECONDS = 0.5;

  /** Whether the device was faster, by class, then by batch size and device. */
  private static final Map<Class<?>, Map<String, Boolean>> REMEMBERED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Supplier<Accelerator> openCl;
  private final TrainingSettings settings;
  private final NetworkRuntime network;
  private final Dataset data;
  private final Step step;
  private final Batches batches;
  private final ParameterUpdate update;
  private final LearningRate rate;

  /**
   * Chooses nothing yet.
   *
   * @param openCl gives OpenCL, or throws a {@link BackendException} that says why not
   */
  BackendChoice(
      Supplier<Accelerator> openCl,
      TrainingSettings settings,
      NetworkRuntime network,
      Dataset data,
      Step step,
      Batches batches,
      ParameterUpdate update,
      LearningRate rate) {
    this.openCl = openCl;
    this.settings = settings;
    this.network = network;
    this.data = data;
    this.step = step;
    this.batches = batches;
    this.update = update;
    this.rate = rate;
  }

  /**
   * Returns what makes the steps.
   *
   * @param epochs how many are to be made
   * @param measuredRows how many rows each of them measures after its steps
   * @param before what made the steps of a training that is resumed
   * @throws BackendException if a back end that was named cannot
   */
  StepExecutor choose(StepRunner runner, int epochs, int measuredRows, Optional<Backend> before) {
    Supplier<StepExecutor> inJava = () -> inJava(runner, epochs, measuredRows);
    return switch (settings.requestedBackend()) {
      case JAVA -> inJava.get();
      case OPENCL -> onDevice(openCl.get());
      case AUTO ->
          before
              .map(
                  made ->
                      made == Backend.OPENCL ? onDeviceAsBefore() : Optional.<StepExecutor>empty())
              .orElseGet(() -> onGpuIfFaster(epochs))
              .orElseGet(inJava);
    };
  }

  /** Whatever would be faster, a training that is resumed keeps its bits. */
  private Optional<StepExecutor> onDeviceAsBefore() {
    try {
      return Optional.of(onDevice(openCl.get()));
    } catch (BackendException e) {
      Backends.decided(
          about(),
          "java, though opencl made the steps before the checkpoint, so this agrees with a training"
              + " that was never stopped within rounding only; opencl cannot go on: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private StepExecutor inJava(StepRunner runner, int epochs, int measuredRows) {
    CompilingChoice compiling = new CompilingChoice(plan(epochs, measuredRows), settings.threads());
    return new JavaStepExecutor(step, runner, batches, update, rate, compiling);
  }

  /** Of a training that may end early nothing is certain but its patience. */
  private CompilingChoice.Plan plan(int epochs, int measuredRows) {
    Optional<Integer> patience =
        settings.earlyStopping().map(EarlyStopping::patience).filter(counted -> counted < epochs);
    double measuring = (double) measuredRows * network.program().predictionWork();
    double stepsOfEpoch = batches.count() * (1 + measuring / (work() * data.size()));
    return new CompilingChoice.Plan(
        about() + ", vector code",
        stepsOfEpoch * patience.orElse(epochs),
        work() * step.capacity(),
        patience);
  }

  private DeviceStepExecutor onDevice(Accelerator accelerator) {
    return new DeviceStepExecutor(accelerator, network, data, step, batches, update, rate, about());
  }

  private Optional<StepExecutor> onGpuIfFaster(int epochs) {
    if (work() * data.size() * epochs < WORTH_A_TRIAL) {
      return Optional.empty();
    }
    String about = about();
    Accelerator accelerator;
    try {
      accelerator = openCl.get();
    } catch (BackendException e) {
      Backends.staysInJava("auto", e);
      return Optional.empty();
    }
    String device = accelerator.device().orElseThrow();
    if (!accelerator.isGpu()) {
      Backends.decided("auto", "java, since " + device + " is no GPU; opencl names it anyway");
      return Optional.empty();
    }
    Map<String, Boolean> answers =
        REMEMBERED.computeIfAbsent(network.program().getClass(), type -> new ConcurrentHashMap<>());
    String key = step.capacity() + ", " + device;
    Boolean remembered = answers.get(key);
    if (Boolean.FALSE.equals(remembered)) {
      return Optional.empty();
    }
    try {
      DeviceStepExecutor executor = onDevice(accelerator);
      if (remembered != null) {
        return Optional.of(executor);
      }
      boolean faster = isFaster(executor, about, device);
      answers.put(key, faster);
      if (faster) {
        return Optional.of(executor);
      }
      executor.close();
    } catch (BackendException e) {
      answers.put(key, false);
      Backends.staysInJava(about, e);
    }
    return Optional.empty();
  }

  private String about() {
    return "training " + network.architecture().name() + " in batches of " + step.capacity();
  }

  private double work() {
    Program program = network.program();
    double work = 0;
    for (int stage = 0; stage < program.stages(); stage++) {
      work += program.stageWork(stage);
    }
    return work;
  }

  /** Tries both; closes the device's executor if that fails. */
  private boolean isFaster(DeviceStepExecutor executor, String about, String device) {
    try {
      return compare(executor, about, device);
    } catch (Throwable e) {
      executor.close();
      throw e;
    }
  }

  /**
   * Makes steps in both ways, and leaves parameters and optimiser as they were: what the device
   * makes of them is not fetched.
   */
  private boolean compare(DeviceStepExecutor executor, String about, String device) {
    double java = secondsInJava();
    double openCl;
    Optimizer.State state = update.state();
    long stateStepBefore = state.step();
    int stepBefore = step.step;
    try {
      openCl = secondsOnDevice(executor);
    } finally {
      state.restore(stateStepBefore, state.arrays()); // Only the number of steps has changed.
      step.step = stepBefore;
    }
    executor.reload();
    Backends.decided(
        about,
        String.format(
            Locale.ROOT,
            "%s, since a step takes %.0f µs in java and %.0f µs on %s; the same seed gives the same"
                + " bits only where the back end is named (-D%s=java or opencl)",
            openCl < java ? Backend.OPENCL.text() : Backend.JAVA.text(),
            java * 1e6,
            openCl * 1e6,
            device,
            Backends.PROPERTY));
    return openCl < java;
  }

  private double secondsInJava() {
    float[] parameters = network.parameterArray().clone();
    Step copy = new Step(network.program(), parameters, step.capacity(), step.isOfClasses());
    copy.dropping = 1;
    Batches ofCopy = new Batches(settings, data, copy);
    ofCopy.beginEpoch(1);
    Penalty penalty =
        new Penalty(
            network.architecture(),
            settings.l1(),
            settings.l2(),
            settings.penalizeBiases(),
            data.size());
    ParameterUpdate updateOfCopy =
        new ParameterUpdate(
            parameters,
            copy.gradients,
            network.architecture().parameterCount(),
            penalty,
            settings.clipping(),
            settings.optimizer(),
            settings.threads());
    StepRunner runner = new StepRunner(network.program(), copy, settings.threads());
    double best = Double.POSITIVE_INFINITY;
    long began = System.nanoTime();
    int steps = 0;
    do {
      long stepBegan = System.nanoTime();
      ofCopy.load(steps % ofCopy.count());
      runner.run();
      updateOfCopy.run(settings.optimizer().learningRate());
      best = Math.min(best, seconds(stepBegan));
      steps++;
    } while (seconds(began) < TRIAL_SECONDS);
    return best;
  }

  private double secondsOnDevice(DeviceStepExecutor executor) {
    batches.beginEpoch(1);
    executor.beginEpoch(1);
    double best = Double.POSITIVE_INFINITY;
    long began = System.nanoTime();
    do {
      int count = Math.min(executor.maxSteps(), batches.count());
      long runBegan = System.nanoTime();
      executor.run(0, count);
      best = Math.min(best, seconds(runBegan) / count);
    } while (seconds(began) < TRIAL_SECONDS);
    return best;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
