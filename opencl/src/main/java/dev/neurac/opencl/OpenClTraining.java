package dev.neurac.opencl;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.DeviceJob;
import dev.neurac.runtime.DeviceTraining;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import java.util.Arrays;
import java.util.Locale;

/**
 * A training on an OpenCL device.
 *
 * <p>The rows lie on the device, and each epoch brings their order; rows that do not fit, and
 * batches that are made anew each time, come in slices of many batches.
 */
final class OpenClTraining implements DeviceTraining {

  /** Says that a data set of more bytes is fed in slices; by default what the device can hold. */
  static final String RESIDENT_BYTES = "neurac.opencl.residentBytes";

  /** Names the schedule, for measurements; by default it is chosen by a trial. */
  static final String SCHEDULE = "neurac.opencl.schedule";

  /** Aparapi's arrays are below 2 GiB. */
  private static final long MAX_BYTES = (1L << 31) - (1 << 20);

  /** The floats of a slice. */
  private static final int SLICE = 1 << 22;

  /** Multiply-adds of a step above which a single work group is not even tried. */
  private static final long MAX_FOR_SMALL = 100_000_000;

  private final KernelSession session;
  private final NetworkKernel kernel;
  private final DeviceJob job;
  private final float[] parameters;
  private final int trainable;
  private final int width;
  private final boolean resident;
  private final int sliceBatches;
  private final ExecutionSizer sizer;
  private int[] order = {};
  private float[] weights = {};

  /**
   * Prepares everything on the device.
   *
   * @throws BackendException if the network or the batch does not fit it
   */
  OpenClTraining(NetworkRuntime network, DeviceJob job, OpenCLDevice device) {
    Program program = network.program();
    Architecture architecture = network.architecture();
    this.job = job;
    this.parameters = network.parameterArray();
    this.trainable = architecture.parameterCount();
    this.width = architecture.inputSize() + architecture.output().targetSize(job.ofClasses());
    this.session = new KernelSession(program, device);
    this.kernel = session.kernel;
    long most = Math.min(MAX_BYTES, device.getMaxMemAllocSize());
    checkSizes(architecture.name(), device, most);
    this.resident = !job.source().changesBatches() && rowsFit(device, most);
    int batches = (job.rows() - 1) / job.batchSize() + 1;
    this.sliceBatches =
        Math.min(batches, Math.max(1, SLICE / Math.multiplyExact(width, job.batchSize())));
    this.sizer = sizer(program, job.batchSize());
    prepare(architecture);
    try {
      session.compile();
      if (resident) {
        for (int row = 0; row < job.rows(); row++) {
          job.source().copyRow(row, kernel.data, row * width);
        }
        kernel.put(kernel.data);
      }
      kernel.put(kernel.penalizedArray());
      reload();
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  /** Gives the kernel its arrays and settings. */
  private void prepare(Architecture architecture) {
    kernel.bind(
        job.batchSize(), architecture.inputSize(), architecture.outputSize(), job.state().size());
    kernel.takeTargets(architecture.output().targetSize(job.ofClasses()), job.ofClasses());
    kernel.makeRoomForGradients();
    kernel.update(job.update());
    kernel.choosePhases(true, true, 0, kernel.trainingPhases());
    kernel.seed = job.seed();
    kernel.dropping = 1;
    int rows = resident ? job.rows() : Math.min(job.rows(), sliceBatches * job.batchSize());
    kernel.data = new float[Math.multiplyExact(rows, width)];
    kernel.order = new int[resident ? rows : 1];
    kernel.weights = new float[rows];
    kernel.indirect = resident ? 1 : 0;
  }

  /** Returns whether all rows fit beside the parameters and what steps work on. */
  private boolean rowsFit(OpenCLDevice device, long most) {
    long bytes = (long) job.rows() * width * Float.BYTES;
    long perPlace = (long) job.rows() * (Float.BYTES + Float.BYTES + Integer.BYTES);
    long left = device.getGlobalMemSize() - valueBytes() - scratchBytes() - perPlace;
    return bytes <= Math.min(Math.min(most, left), Long.getLong(RESIDENT_BYTES, most));
  }

  private long valueBytes() {
    return (1L + job.state().size()) * kernel.parameterCount() * Float.BYTES;
  }

  private long scratchBytes() {
    return kernel.trainingScratch(job.batchSize()) * Float.BYTES;
  }

  private void checkSizes(String name, OpenCLDevice device, long most) {
    long values = valueBytes();
    long scratch = scratchBytes();
    if (values > most || scratch > most || values + scratch > device.getGlobalMemSize()) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "%s has %d MB of parameters with what the optimiser keeps, and works on %d MB in"
                  + " batches of %d rows, but %s gives at most %d MB in one piece and %d MB in all;"
                  + " train with a smaller batchSize, or in java",
              name,
              values >> 20,
              scratch >> 20,
              job.batchSize(),
              Detection.text(device),
              most >> 20,
              device.getGlobalMemSize() >> 20));
    }
  }

  private static ExecutionSizer sizer(Program program, int rows) {
    String named = System.getProperty(SCHEDULE);
    if (named != null) {
      boolean small = Schedule.valueOf(named.toUpperCase(Locale.ROOT)) == Schedule.SMALL;
      return new ExecutionSizer(!small, small);
    }
    long work = 0;
    for (int stage = 0; stage < program.stages(); stage++) {
      work += program.stageWork(stage);
    }
    return new ExecutionSizer(true, work * rows <= MAX_FOR_SMALL);
  }

  @Override
  public void beginEpoch(int[] order, float[] weights) {
    this.order = order;
    this.weights = weights;
    int size = parameters.length;
    if (Arrays.mismatch(parameters, 0, size, kernel.values(), 0, size) >= 0) {
      reload(); // A callback between two epochs may set them.
    }
    if (resident) {
      System.arraycopy(order, 0, kernel.order, 0, order.length);
      System.arraycopy(weights, 0, kernel.weights, 0, weights.length);
      kernel.put(kernel.order);
      kernel.put(kernel.weights);
    }
  }

  @Override
  public int steps() {
    return resident ? sizer.steps() : Math.min(sizer.steps(), sliceBatches);
  }

  @Override
  public void run(int from, int to, int step, float[] shared, float[] losses) {
    int first = from * job.batchSize();
    int end = Math.min(to * job.batchSize(), job.rows());
    if (resident) {
      kernel.position = first;
      kernel.end = end;
    } else {
      loadSlice(from, to, first, end);
      kernel.position = 0;
      kernel.end = end - first;
    }
    if (kernel.results.length < end - first) {
      kernel.results = new float[end - first];
    }
    kernel.lossesAt = -kernel.position;
    kernel.firstStep = step;
    kernel.shared(shared);
    kernel.put(shared);
    long began = System.nanoTime();
    session.execute(sizer.schedule(), to - from);
    long executed = System.nanoTime();
    kernel.get(kernel.values());
    kernel.get(kernel.results);
    sizer.took(to - from, (executed - began) / 1e9, (System.nanoTime() - executed) / 1e9);
    System.arraycopy(kernel.results, 0, losses, first, end - first);
  }

  private void loadSlice(int from, int to, int first, int end) {
    if (job.source().changesBatches()) {
      for (int batch = from; batch < to; batch++) {
        job.source().copyBatch(batch, kernel.data, (batch - from) * job.batchSize() * width);
      }
    } else {
      for (int place = first; place < end; place++) {
        job.source().copyRow(order[place], kernel.data, (place - first) * width);
      }
    }
    System.arraycopy(weights, first, kernel.weights, 0, end - first);
    kernel.put(kernel.data);
    kernel.put(kernel.weights);
  }

  @Override
  public void reload() {
    float[] values = kernel.values();
    System.arraycopy(parameters, 0, values, 0, parameters.length);
    for (int i = 0; i < job.state().size(); i++) {
      System.arraycopy(job.state().get(i), 0, values, stateAt(i), trainable);
    }
    kernel.put(values);
  }

  @Override
  public void fetch() {
    float[] values = kernel.values();
    System.arraycopy(values, 0, parameters, 0, parameters.length);
    for (int i = 0; i < job.state().size(); i++) {
      System.arraycopy(values, stateAt(i), job.state().get(i), 0, trainable);
    }
  }

  /** Returns where one of the optimiser's arrays begins: they lie behind the parameters. */
  private int stateAt(int array) {
    return parameters.length + array * trainable;
  }

  @Override
  public String describe() {
    return sizer.toString();
  }

  @Override
  public void close() {
    session.close();
  }
}
