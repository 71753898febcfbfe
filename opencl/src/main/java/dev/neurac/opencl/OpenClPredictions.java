package dev.neurac.opencl;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Targets;

/**
 * Predictions of one class of networks on an OpenCL device: its networks share it one after the
 * other, so however many there are, the device holds the arrays of one. For one thread at a time.
 */
final class OpenClPredictions implements AutoCloseable {

  /** The floats of scratch that rows computed together may take. */
  private static final int SCRATCH = 1 << 24;

  private static final int MAX_ROWS_TOGETHER = 4096;

  /** The floats of rows brought to the device at once. */
  private static final int SLICE = 1 << 22;

  /** Multiply-adds of an execution: a tenth of a second on a CPU that does 5 a nanosecond. */
  private static final long MAX_WORK_ON_CPU = 500_000_000;

  /** Multiply-adds of an execution: a tenth of a second on a GPU that does 100 a nanosecond. */
  private static final long MAX_WORK_ON_GPU = 20 * MAX_WORK_ON_CPU;

  /** Multiply-adds below which a work group by itself is done before a second pass has begun. */
  private static final long SMALL = 2_000_000;

  /** Scratch that is this many times what is needed is given up. */
  private static final int MUCH_SMALLER = 16;

  private final KernelSession session;
  private final NetworkKernel kernel;
  private final Architecture architecture;
  private final long workPerRow;
  private final int mostTogether;
  private final int mostRows;
  private int sliceRows;

  /** Compiles the kernel. */
  OpenClPredictions(Program program, OpenCLDevice device) {
    this.session = new KernelSession(program, device);
    this.kernel = session.kernel;
    this.architecture = program.architecture();
    this.workPerRow = program.predictionWork();
    this.mostTogether = Math.max(1, Math.min(MAX_ROWS_TOGETHER, SCRATCH / kernel.scratchPerRow()));
    long mostWork = Detection.isGpu(device) ? MAX_WORK_ON_GPU : MAX_WORK_ON_CPU;
    this.mostRows = (int) Math.max(1, Math.min(SLICE, mostWork / Math.max(1, workPerRow)));
    bind(1);
    try {
      session.compile();
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private void bind(int together) {
    kernel.bind(together, architecture.inputSize(), architecture.outputSize(), 0);
    kernel.makeRoom();
  }

  void predict(NetworkRuntime network, float[][] inputs, float[][] predictions, int rows) {
    int in = architecture.inputSize();
    int out = architecture.outputSize();
    begin(network, false, rows);
    for (int from = 0; from < rows; from += sliceRows) {
      int count = Math.min(sliceRows, rows - from);
      System.arraycopy(inputs[0], from * in, kernel.data, 0, count * in);
      run(count);
      System.arraycopy(kernel.results, 0, predictions[0], from * out, count * out);
    }
  }

  void evaluate(
      NetworkRuntime network,
      LossRunner.Features features,
      Targets targets,
      float[] predictions,
      float[] losses,
      int rows) {
    int in = architecture.inputSize();
    int out = architecture.outputSize();
    int ofRow = architecture.output().targetSize(targets.areClasses());
    kernel.takeTargets(ofRow, targets.areClasses());
    begin(network, true, rows);
    for (int from = 0; from < rows; from += sliceRows) {
      int count = Math.min(sliceRows, rows - from);
      for (int row = 0; row < count; row++) {
        int at = row * (in + ofRow);
        features.copy(from + row, kernel.data, at);
        System.arraycopy(targets.values(), (from + row) * ofRow, kernel.data, at + in, ofRow);
      }
      run(count);
      System.arraycopy(kernel.results, 0, predictions, from * out, count * out);
      System.arraycopy(kernel.results, kernel.lossesAt, losses, from, count);
    }
  }

  /** Brings the parameters to the device, and makes room for some rows. */
  private void begin(NetworkRuntime network, boolean losses, int rows) {
    int first = kernel.trainingPhases();
    if (losses) {
      kernel.choosePhases(false, true, first, kernel.evaluationPhases());
    } else {
      kernel.choosePhases(
          false, false, first + kernel.evaluationPhases(), kernel.predictionPhases());
    }
    int width = architecture.inputSize() + (losses ? kernel.targets : 0);
    int wanted = Math.max(1, SLICE / (width + architecture.outputSize() + 1));
    wanted = Math.min(rows, Math.min(wanted, mostRows));
    workTogether(Math.min(wanted, mostTogether));
    float[] values = kernel.values();
    System.arraycopy(network.parameterArray(), 0, values, 0, values.length);
    kernel.put(values);
    sliceRows = wanted;
    int resultFloats = wanted * (architecture.outputSize() + (losses ? 1 : 0));
    kernel.data = sized(kernel.data, wanted * width);
    kernel.results = sized(kernel.results, resultFloats);
    kernel.lossesAt = wanted * architecture.outputSize();
  }

  /** Returns an array of at least that size, but not of much more: it is transferred whole. */
  private static float[] sized(float[] array, int size) {
    return array.length < size || array.length / 2 > size ? new float[size] : array;
  }

  /** Makes scratch suit the rows, but not anew for every other number of them. */
  private void workTogether(int rows) {
    int now = kernel.capacity;
    if (rows > now || rows < now / MUCH_SMALLER) {
      int power = Integer.highestOneBit(Math.max(1, 2 * rows - 1));
      bind(Math.min(mostTogether, power));
      kernel.putProducts();
    }
  }

  private void run(int rows) {
    kernel.put(kernel.data);
    kernel.position = 0;
    kernel.end = rows;
    int steps = (rows - 1) / kernel.capacity + 1;
    session.execute(rows * workPerRow < SMALL ? Schedule.SMALL : Schedule.WIDE, steps);
    kernel.get(kernel.results);
  }

  @Override
  public void close() {
    session.close();
  }
}
