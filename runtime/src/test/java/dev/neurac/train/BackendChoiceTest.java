package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.optim.Penalty;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.FakeAccelerator;
import dev.neurac.runtime.FakeAccelerator.Speed;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a training goes to a GPU though nobody named it; the GPU is made up. */
class BackendChoiceTest {

  private static final int MANY = 1_000_000;

  /** Wide enough for a step to take longer than that of a device that does nothing. */
  private static final int IN = 400;

  private final DenseNetwork net = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, IN, 100);
  private final Dataset data = Dataset.of(new float[IN * 60], IN, new float[100 * 60], 100);

  private final List<StepExecutor> inJava = new ArrayList<>();

  @AfterEach
  void closeThoseInJava() {
    inJava.forEach(StepExecutor::close);
  }

  private StepExecutor choose(
      Supplier<Accelerator> openCl, Backend backend, int epochs, int batchSize) {
    return choose(openCl, backend, epochs, batchSize, Optional.empty());
  }

  private StepExecutor choose(
      Supplier<Accelerator> openCl,
      Backend backend,
      int epochs,
      int batchSize,
      Optional<Backend> before) {
    TrainingSettings settings = TrainingSettings.of().backend(backend).batchSize(batchSize);
    NetworkRuntime runtime = net.runtime();
    Step step = new Step(runtime.program(), runtime.parameterArray(), batchSize, false);
    Batches batches = new Batches(settings, data, step);
    Penalty penalty = new Penalty(runtime.architecture(), 0, 0, false, data.size());
    ParameterUpdate update =
        new ParameterUpdate(
            step.parameters,
            step.gradients,
            runtime.architecture().parameterCount(),
            penalty,
            settings.clipping(),
            settings.optimizer(),
            settings.threads());
    LearningRate rate =
        new LearningRate(settings.schedule(), settings.optimizer(), data.size(), batchSize);
    BackendChoice choice =
        new BackendChoice(openCl, settings, runtime, data, step, batches, update, rate);
    StepExecutor steps =
        choice.choose(
            new StepRunner(runtime.program(), step, settings.threads()), epochs, 0, before);
    if (steps.backend() == Backend.JAVA) {
      inJava.add(steps);
    }
    assertThat(step.step).as("no step is made yet").isZero();
    assertThat(update.state().step()).as("no step is made yet").isZero();
    assertThat(update.state().arrays().values())
        .allSatisfy(array -> assertThat(array).containsOnly(0));
    return steps;
  }

  @ParameterizedTest
  @EnumSource
  void theFasterOneHasIt(Speed speed) {
    FakeAccelerator gpu = new FakeAccelerator(speed, true);
    float[] before = net.runtime().parameterArray().clone();
    Backend expected = speed == Speed.FAST ? Backend.OPENCL : Backend.JAVA;
    int batchSize = speed == Speed.FAST ? 50 : 51; // Answers are remembered by it.

    StepExecutor first = choose(() -> gpu, Backend.AUTO, MANY, batchSize);
    assertThat(first.backend()).isEqualTo(expected);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
    assertThat(gpu.trainings()).isEqualTo(1);
    assertThat(gpu.closed()).as("who lost is closed").isEqualTo(speed == Speed.FAST ? 0 : 1);
    assertThat(Backends.describe())
        .contains("training Line in batches of " + batchSize + ": " + expected.text() + ", since a")
        .contains("gives the same bits only where the back end is named");

    StepExecutor second = choose(() -> gpu, Backend.AUTO, MANY, batchSize);
    assertThat(second.backend()).isEqualTo(expected);
    assertThat(gpu.trainings()).as("nothing is tried twice").isEqualTo(speed == Speed.FAST ? 2 : 1);
    first.close();
    second.close();
  }

  @Test
  void aShortTrainingLooksForNothing() {
    StepExecutor steps =
        choose(
            () -> {
              throw new AssertionError("looked for OpenCL");
            },
            Backend.AUTO,
            1,
            20);
    assertThat(steps.backend()).isEqualTo(Backend.JAVA);
  }

  @Test
  void aCpuIsNotEvenTried() {
    FakeAccelerator cpu = new FakeAccelerator(Speed.FAST, false);
    assertThat(choose(() -> cpu, Backend.AUTO, MANY, 21).backend()).isEqualTo(Backend.JAVA);
    assertThat(cpu.trainings()).isZero();
    assertThat(Backends.describe()).contains("auto: java, since Fake FAST is no GPU");
  }

  @Test
  void aCpuThatIsNamedHasIt() {
    FakeAccelerator cpu = new FakeAccelerator(Speed.SLOW, false);
    StepExecutor steps = choose(() -> cpu, Backend.OPENCL, 1, 22);
    assertThat(steps.backend()).isEqualTo(Backend.OPENCL);
    steps.close();
    assertThat(cpu.closed()).isEqualTo(1);
    assertThat(Backends.describe())
        .contains("training Line in batches of 22, last: opencl, made up");
  }

  @Test
  void whatIsMissingIsSaid() {
    Supplier<Accelerator> missing =
        () -> {
          throw new BackendException("no luck");
        };
    assertThat(choose(missing, Backend.AUTO, MANY, 23).backend()).isEqualTo(Backend.JAVA);
    assertThat(Backends.describe()).contains("auto: java, since no luck");
  }

  @Test
  void aTrialThatFailsGivesTheDeviceBack() {
    FakeAccelerator broken = new FakeAccelerator(Speed.FAST, true);
    broken.breakDown();
    assertThat(choose(() -> broken, Backend.AUTO, MANY, 25).backend()).isEqualTo(Backend.JAVA);
    assertThat(broken.closed()).isEqualTo(1);

    FakeAccelerator failing = new FakeAccelerator(Speed.FAST, true);
    OutOfMemoryError error = new OutOfMemoryError("made up");
    failing.failWith(error);
    float[] before = net.runtime().parameterArray().clone();
    assertThatThrownBy(() -> choose(() -> failing, Backend.AUTO, MANY, 26)).isSameAs(error);
    assertThat(failing.closed()).isEqualTo(1);
    assertThat(net.runtime().parameterArray()).isEqualTo(before);
  }

  @Test
  void aResumedTrainingStaysWhereItsStepsWereMade() {
    FakeAccelerator fast = new FakeAccelerator(Speed.FAST, true);
    assertThat(choose(() -> fast, Backend.AUTO, MANY, 27, Optional.of(Backend.JAVA)).backend())
        .isEqualTo(Backend.JAVA);
    assertThat(fast.trainings()).as("nothing is tried").isZero();
    FakeAccelerator slow = new FakeAccelerator(Speed.SLOW, false);
    StepExecutor steps = choose(() -> slow, Backend.AUTO, 1, 27, Optional.of(Backend.OPENCL));
    assertThat(steps.backend()).isEqualTo(Backend.OPENCL);
    steps.close();
  }

  @Test
  void aResumedTrainingGoesOnInJavaWhereOpenClIsGone() {
    Supplier<Accelerator> gone =
        () -> {
          throw new BackendException("it is gone");
        };
    assertThat(choose(gone, Backend.AUTO, 1, 28, Optional.of(Backend.OPENCL)).backend())
        .isEqualTo(Backend.JAVA);
    assertThat(Backends.describe())
        .contains("training Line in batches of 28: java, though opencl made the steps before")
        .contains("that was never stopped within rounding only; opencl cannot go on: it is gone");
  }

  @Test
  void javaIsJava() {
    FakeAccelerator gpu = new FakeAccelerator(Speed.FAST, true);
    assertThat(choose(() -> gpu, Backend.JAVA, MANY, 24).backend()).isEqualTo(Backend.JAVA);
    assertThat(gpu.trainings()).isZero();
  }
}
