package dev.neurac.opencl;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;

/**
 * Predictions of one class of networks on an OpenCL device: its networks share it one after the
 * other, so however many there are, the device holds the arrays of one. For one thread at a time.
 */
final class OpenClPredictions implements AutoCloseable {

  /** The floats of scratch that rows computed together may take. */
  private static final int SCRATCH = 1 << 24;

  private static final int MOST_ROWS_TOGETHER = 4096;

  /** The floats of rows brought to the device at once. */
  private static final int SLICE = 1 << 22;

  /** Multiply-adds below which a work group by itself is done before a second pass has begun. */
  private static final long SMALL = 2_000_000;

  private final KernelSession session;
  private final NetworkKernel kernel;
  private final Architecture architecture;
  private final long workPerRow;
  private int sliceRows;

  /** Compiles the kernel. */
  OpenClPredictions(Program program, OpenCLDevice device) {
    this.session = new KernelSession(program, device);
    this.kernel = session.kernel;
    this.architecture = program.architecture();
    this.workPerRow = program.predictionWork();
    int together = Math.max(1, Math.min(MOST_ROWS_TOGETHER, SCRATCH / kernel.scratchPerRow()));
    kernel.bind(together, architecture.inputSize(), architecture.outputSize(), 0);
    kernel.makeRoom();
    try {
      session.compile();
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  void predict(NetworkRuntime network, float[] features, float[] predictions, int rows) {
    int in = architecture.inputSize();
    int out = architecture.outputSize();
    begin(network, false, rows);
    for (int from = 0; from < rows; from += sliceRows) {
      int count = Math.min(sliceRows, rows - from);
      System.arraycopy(features, from * in, kernel.data, 0, count * in);
      run(count);
      System.arraycopy(kernel.results, 0, predictions, from * out, count * out);
    }
  }

  void evaluate(
      NetworkRuntime network,
      LossRunner.Features features,
      float[] targets,
      float[] predictions,
      float[] losses,
      int rows) {
    int in = architecture.inputSize();
    int out = architecture.outputSize();
    begin(network, true, rows);
    for (int from = 0; from < rows; from += sliceRows) {
      int count = Math.min(sliceRows, rows - from);
      for (int row = 0; row < count; row++) {
        features.copy(from + row, kernel.data, row * (in + out));
        System.arraycopy(targets, (from + row) * out, kernel.data, row * (in + out) + in, out);
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
    float[] values = kernel.values();
    System.arraycopy(network.parameterArray(), 0, values, 0, values.length);
    kernel.put(values);
    int width = architecture.inputSize() + (losses ? architecture.outputSize() : 0);
    int wanted = Math.min(rows, Math.max(1, SLICE / (width + architecture.outputSize() + 1)));
    sliceRows = wanted;
    int resultFloats = wanted * (architecture.outputSize() + (losses ? 1 : 0));
    if (kernel.data.length < wanted * width) {
      kernel.data = new float[wanted * width];
    }
    if (kernel.results.length < resultFloats) {
      kernel.results = new float[resultFloats];
    }
    kernel.lossesAt = wanted * architecture.outputSize();
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
