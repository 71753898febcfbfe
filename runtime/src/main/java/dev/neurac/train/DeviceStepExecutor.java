package dev.neurac.train;

import dev.neurac.data.Dataset;
import dev.neurac.optim.Optimizer;
import dev.neurac.optim.ParameterUpdate;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.DeviceJob;
import dev.neurac.runtime.DeviceTraining;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.UpdateSettings;
import java.util.List;

/**
 * Executes the steps of a training on a device, many at a time. Random numbers, learning rates and
 * the order of rows come from the same classes as in Java.
 */
final class DeviceStepExecutor implements StepExecutor {

  private final DeviceTraining device;
  private final Step step;
  private final Batches batches;
  private final Optimizer.State state;
  private final LearningRate rate;
  private final float[] losses;
  private final String about;
  private float[] shared = {};
  private int epoch;

  /**
   * Prepares the device.
   *
   * @param step holds the size of a batch, the seed of what is dropped, and the number of the step
   * @param about what the training is called where people ask what was chosen
   */
  DeviceStepExecutor(
      Accelerator accelerator,
      NetworkRuntime network,
      Dataset data,
      Step step,
      Batches batches,
      ParameterUpdate update,
      LearningRate rate,
      String about) {
    this.about = about;
    this.step = step;
    this.batches = batches;
    this.state = update.state();
    this.rate = rate;
    this.losses = new float[data.size()];
    this.device =
        accelerator.train(
            network,
            new DeviceJob(
                step.capacity(),
                data.size(),
                new Rows(data, batches, step),
                step.isOfClasses(),
                update.settings(),
                List.copyOf(state.arrays().values()),
                step.seed));
  }

  @Override
  public Backend backend() {
    return Backend.OPENCL;
  }

  @Override
  public void beginEpoch(int number) {
    epoch = number;
    device.beginEpoch(batches.order(), batches.weights());
  }

  @Override
  public int maxSteps() {
    return device.steps();
  }

  @Override
  public double execute(int from, int to, double losses) {
    run(from, to);
    double sum = losses;
    for (int batch = from; batch < to; batch++) {
      double loss = batches.sumOfLosses(batch, this.losses);
      if (!Double.isFinite(loss)) {
        throw new NotFiniteException(batch + 1);
      }
      sum += loss;
    }
    return sum;
  }

  /** Executes steps, whatever their losses are. */
  void run(int from, int to) {
    if (shared.length < (to - from) * UpdateSettings.MAX_SCALARS) {
      shared = new float[(to - from) * UpdateSettings.MAX_SCALARS];
    }
    for (int batch = from; batch < to; batch++) {
      state.nextStep(rate.at(epoch, batch));
      state.share(shared, (batch - from) * UpdateSettings.MAX_SCALARS);
    }
    device.run(from, to, step.step, shared, losses);
    step.step += to - from;
  }

  @Override
  public void fetch() {
    device.fetch();
  }

  /** Copies parameters and optimiser to the device again, after they were changed here. */
  void reload() {
    device.reload();
  }

  @Override
  public void close() {
    Backends.noted(about + ", last", "opencl, " + device.describe());
    device.close();
  }

  /** The rows of a dataset, and its batches where they are more than that. */
  private record Rows(Dataset data, Batches batches, Step step) implements DeviceJob.Source {

    @Override
    public void copyRow(int row, float[] into, int at) {
      data.copyFeatures(row, into, at);
      batches.copyTargets(row, into, at + data.featureSize());
    }

    @Override
    public boolean changesBatches() {
      return batches.areAugmented();
    }

    @Override
    public void copyBatch(int batch, float[] into, int at) {
      batches.load(batch);
      int in = data.featureSize();
      int out = step.targetSize();
      for (int row = 0; row < step.rows; row++) {
        int to = at + row * (in + out);
        System.arraycopy(step.inputs[0], row * in, into, to, in);
        System.arraycopy(step.targetArray(), row * out, into, to + in, out);
      }
    }
  }
}
