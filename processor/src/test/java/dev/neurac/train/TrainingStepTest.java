package dev.neurac.train;

import static dev.neurac.Activation.GELU;
import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.optim.Adam;
import dev.neurac.optim.GradientClipping;
import dev.neurac.optim.Nesterov;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.optim.Penalty;
import dev.neurac.optim.RmsProp;
import dev.neurac.optim.Sgd;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step of {@link TrainingRun} takes of the heap: nothing, once it is warm. */
class TrainingStepTest {

  @Model(loss = CROSS_ENTROPY)
  @Layer(in = 20, out = 128, act = RELU)
  @Layer(out = 67, act = GELU, dropout = 0.1)
  @Layer(out = 4)
  interface Phone extends Network {}

  static List<Optimizer> optimizers() {
    return List.of(Sgd.of(1e-3), Adam.of(1e-3), Nesterov.of(1e-3, 0.9), RmsProp.of(1e-3));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aWarmStepAllocatesNothing(Optimizer optimizer) {
    NetworkRuntime runtime = TrainingStepTest_PhoneNet.create(1).runtime();
    Step step = new Step(runtime.program(), runtime.parameterArray(), 8, false);
    step.rows = 8;
    step.dropping = 1;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < step.inputs[0].length; i++) {
      step.inputs[0][i] = (float) random.nextDouble(-1, 1);
    }
    for (int row = 0; row < 8; row++) {
      step.targets[0][4 * row + row % 4] = 1;
    }
    Arrays.fill(step.rowWeights, 1f / 8);
    StepRunner runner = new StepRunner(runtime.program(), step, 1);
    ParameterUpdate update =
        new ParameterUpdate(
            step.parameters,
            step.gradients,
            runtime.architecture().parameterCount(),
            new Penalty(runtime.architecture(), 0, 0, false, 8),
            GradientClipping.NONE,
            optimizer,
            1);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    long allocated = 1;
    while (allocated > 0) {
      assertThat(System.nanoTime()).as("%d bytes for 50 steps", allocated).isLessThan(deadline);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 50; i++) {
        runner.run();
        update.run(1e-3);
        step.step++;
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
  }
}
