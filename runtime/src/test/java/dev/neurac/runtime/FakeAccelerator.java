package dev.neurac.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A device that is made up: fast or slow, and wrong, so that one sees what it computed. */
public class FakeAccelerator implements Accelerator {

  /** How fast it is, beside anything that Java does in a test. */
  public enum Speed {
    FAST,
    SLOW
  }

  /** What it predicts. */
  public static final float PREDICTION = 4711;

  private static final long SLOW_MILLISECONDS = 400;

  private final Speed speed;
  private final boolean gpu;
  private int predictions;
  private int trainings;
  private int closed;
  private Optional<Error> failure = Optional.empty();
  private boolean broken;

  /** Makes a fast GPU, as a provider. */
  public FakeAccelerator() {
    this(Speed.FAST, true);
  }

  /** Makes one. */
  public FakeAccelerator(Speed speed, boolean gpu) {
    this.speed = speed;
    this.gpu = gpu;
  }

  /** Returns how often it predicted. */
  public int predictions() {
    return predictions;
  }

  /** Returns how many trainings it began. */
  public int trainings() {
    return trainings;
  }

  /** Returns how many trainings gave back what they had. */
  public int closed() {
    return closed;
  }

  /** Makes it fail from now on. */
  public void breakDown() {
    broken = true;
  }

  /** Makes the process fail from now on, as for want of memory. */
  public void failWith(Error error) {
    failure = Optional.of(error);
  }

  private void work() {
    if (broken) {
      throw new BackendException("it is broken");
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (speed == Speed.SLOW) {
      try {
        Thread.sleep(SLOW_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public List<String> found() {
    return device().stream().toList();
  }

  @Override
  public Optional<String> device() {
    return Optional.of("Fake " + speed);
  }

  @Override
  public Optional<String> refusal() {
    return Optional.empty();
  }

  @Override
  public boolean isGpu() {
    return gpu;
  }

  @Override
  public void predict(NetworkRuntime network, float[][] inputs, float[][] outputs, int rows) {
    predictions++;
    work();
    Arrays.fill(outputs[0], PREDICTION);
  }

  @Override
  public void evaluate(
      NetworkRuntime network,
      LossRunner.Features features,
      Targets targets,
      float[] outputs,
      float[] losses,
      int rows) {
    throw new UnsupportedOperationException();
  }

  /** Each step adds 1 to every parameter and to what the optimiser keeps. */
  @Override
  public DeviceTraining train(NetworkRuntime network, DeviceJob job) {
    trainings++;
    float[] values = network.parameterArray().clone();
    return new DeviceTraining() {

      /** Steps whose results were not fetched. */
      private int made;

      @Override
      public void beginEpoch(int[] order, float[] weights) {}

      @Override
      public int steps() {
        return 1;
      }

      @Override
      public void run(int from, int to, int step, float[] shared, float[] losses) {
        work();
        for (int i = 0; i < values.length; i++) {
          values[i] += to - from;
        }
        made += to - from;
      }

      @Override
      public void fetch() {
        System.arraycopy(values, 0, network.parameterArray(), 0, values.length);
        job.state().forEach(array -> array[0] += made);
        made = 0;
      }

      @Override
      public void reload() {
        System.arraycopy(network.parameterArray(), 0, values, 0, values.length);
        made = 0;
      }

      @Override
      public String describe() {
        return "made up";
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
