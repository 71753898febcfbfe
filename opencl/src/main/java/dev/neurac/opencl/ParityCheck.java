package dev.neurac.opencl;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.opencl.KernelSession.Tiling;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Architecture.ParameterInfo;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Compares the losses and gradients of a small batch on a device with those of Java, in both
 * schedules and in every way to compute a matrix product, and then what evaluation and prediction
 * give: a driver that computes nonsense is found before it computes anything.
 */
final class ParityCheck {

  /** More than one, and no multiple of the edge of a block. */
  private static final int ROWS = 7;

  /**
   * Of the largest value of each array: far above the rounding of sums of thousands of terms, far
   * below what a wrong operation leads to.
   */
  private static final double TOLERANCE = 1e-4;

  private final Program program;
  private final Architecture architecture;
  private final OpenCLDevice device;
  private final float[] parameters;

  private ParityCheck(Program program, OpenCLDevice device) {
    this.program = program;
    this.architecture = program.architecture();
    this.device = device;
    this.parameters = new float[architecture.parameterCount()];
  }

  /** Returns what differs, if something does. */
  static Optional<String> mismatch(Program program, OpenCLDevice device) {
    return new ParityCheck(program, device).mismatch();
  }

  private Optional<String> mismatch() {
    SplittableRandom random = new SplittableRandom(1);
    for (ParameterInfo parameter : architecture.parameters()) {
      double bound = Math.sqrt(3.0 / parameter.start().fanIn());
      int end = parameter.offset() + parameter.size();
      for (int i = parameter.offset(); i < end; i++) {
        parameters[i] = (float) random.nextDouble(-bound, bound);
      }
    }
    Step step = step(false, random);
    try (KernelSession session = new KernelSession(program, device)) {
      NetworkKernel kernel = session.kernel;
      kernel.bind(ROWS, architecture.inputSize(), architecture.outputSize(), 0);
      kernel.makeRoomForGradients();
      kernel.weights = step.rowWeights.clone();
      kernel.end = ROWS;
      kernel.seed = step.seed;
      kernel.firstStep = step.step;
      kernel.dropping = 1;
      System.arraycopy(parameters, 0, kernel.values(), 0, parameters.length);
      give(kernel, step);
      session.compile();
      kernel.put(kernel.weights);
      kernel.put(kernel.values());
      Optional<String> difference =
          training(session, step, List.of(Schedule.values()), List.of(Tiling.values()));
      if (difference.isEmpty() && architecture.output().takesClasses()) {
        Step ofClasses = step(true, random);
        give(kernel, ofClasses);
        difference =
            training(session, ofClasses, List.of(Schedule.WIDE), List.of(Tiling.AS_FITS))
                .or(() -> evaluation(session, ofClasses));
        give(kernel, step);
      }
      return difference.or(() -> evaluation(session, step)).or(() -> prediction(session, step));
    }
  }

  /** Makes a batch, and computes its losses and gradients in Java. */
  private Step step(boolean ofClasses, SplittableRandom random) {
    Step step = new Step(program, parameters, ROWS, ofClasses);
    // Positive, since some networks take roots or logarithms.
    fill(step.inputs[0], random);
    fill(step.targetArray(), random);
    if (ofClasses) {
      for (int i = 0; i < step.classes[0].length; i++) {
        step.classes[0][i] = random.nextInt(architecture.output().classes());
      }
    }
    Arrays.fill(step.rowWeights, 1f / ROWS);
    step.rows = ROWS;
    step.seed = 3;
    step.step = 5;
    step.dropping = 1;
    new StepRunner(program, step, 1).run();
    return step;
  }

  /** Gives a batch to the kernel. */
  private void give(NetworkKernel kernel, Step step) {
    int in = architecture.inputSize();
    int ofRow = step.targetSize();
    kernel.takeTargets(ofRow, step.isOfClasses());
    kernel.choosePhases(true, true, 0, kernel.trainingPhases());
    kernel.data = new float[ROWS * (in + ofRow)];
    kernel.results = new float[ROWS];
    kernel.lossesAt = 0;
    for (int r = 0; r < ROWS; r++) {
      int at = r * (in + ofRow);
      System.arraycopy(step.inputs[0], r * in, kernel.data, at, in);
      System.arraycopy(step.targetArray(), r * ofRow, kernel.data, at + in, ofRow);
    }
  }

  /** Compares losses and gradients, by some ways to compute a matrix product. */
  private Optional<String> training(
      KernelSession session, Step step, List<Schedule> schedules, List<Tiling> tilings) {
    NetworkKernel kernel = session.kernel;
    kernel.put(kernel.data);
    for (Schedule schedule : schedules) {
      for (Tiling tiling : tilings) {
        session.tile(tiling);
        execute(session, schedule);
        kernel.get(kernel.scratch());
        Optional<String> difference =
            compare(step, kernel.results, kernel.scratch(), kernel.gradientsAt());
        if (difference.isPresent()) {
          return Optional.of(message(kernel, schedule, tiling, difference.get()));
        }
      }
    }
    session.tile(Tiling.AS_FITS);
    return Optional.empty();
  }

  /** Compares losses and outputs, in one schedule: the products have been tried. */
  private Optional<String> evaluation(KernelSession session, Step step) {
    NetworkKernel kernel = session.kernel;
    int out = architecture.outputSize();
    float[] predictions = new float[ROWS * out];
    float[] losses = new float[ROWS];
    program.evaluate(
        step.parameters,
        step.inputs,
        step.targets,
        step.classes,
        new float[][] {predictions},
        new float[][] {losses},
        new float[ROWS * program.evaluationScratch() + program.sharedScratch()],
        ROWS);
    kernel.choosePhases(false, true, kernel.trainingPhases(), kernel.evaluationPhases());
    kernel.results = new float[ROWS * (out + 1)];
    kernel.lossesAt = ROWS * out;
    kernel.put(kernel.data);
    execute(session, Schedule.WIDE);
    return compare("evaluated losses", losses, 0, kernel.results, ROWS * out, ROWS)
        .or(() -> compare("evaluated outputs", predictions, 0, kernel.results, 0, ROWS * out))
        .map(text -> message(kernel, Schedule.WIDE, Tiling.AS_FITS, text));
  }

  /** Compares outputs, in the other schedule. */
  private Optional<String> prediction(KernelSession session, Step step) {
    NetworkKernel kernel = session.kernel;
    int out = architecture.outputSize();
    float[][] predictions = {new float[ROWS * out]};
    float[] scratch = new float[ROWS * program.predictionScratch() + program.sharedScratch()];
    program.predict(parameters, step.inputs, predictions, 0, scratch, ROWS);
    kernel.choosePhases(
        false,
        false,
        kernel.trainingPhases() + kernel.evaluationPhases(),
        kernel.predictionPhases());
    kernel.data = step.inputs[0].clone();
    kernel.results = new float[ROWS * out];
    kernel.put(kernel.data);
    execute(session, Schedule.SMALL);
    return compare("the outputs", predictions[0], 0, kernel.results, 0, ROWS * out)
        .map(text -> message(kernel, Schedule.SMALL, Tiling.AS_FITS, text));
  }

  private static void execute(KernelSession session, Schedule schedule) {
    NetworkKernel kernel = session.kernel;
    Arrays.fill(kernel.results, Float.NaN);
    kernel.put(kernel.results);
    session.execute(schedule, 1);
    kernel.get(kernel.results);
  }

  private String message(
      NetworkKernel kernel, Schedule schedule, Tiling tiling, String difference) {
    return "the Aparapi kernel "
        + kernel.getClass().getName()
        + " does not compute what Java does on "
        + Detection.text(device)
        + " ("
        + schedule
        + ", "
        + tiling
        + "): "
        + difference
        + ". It is not used. A newer driver may help; please report it with the model.";
  }

  private static void fill(float[] array, SplittableRandom random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextDouble(0.1, 1);
    }
  }

  private Optional<String> compare(Step step, float[] losses, float[] scratch, int gradientsAt) {
    Optional<String> difference = compare("the losses", step.losses[0], 0, losses, 0, ROWS);
    for (ParameterInfo parameter : architecture.parameters()) {
      if (difference.isEmpty()) {
        difference =
            compare(
                "the gradient of " + parameter.name(),
                step.gradients,
                parameter.offset(),
                scratch,
                gradientsAt + parameter.offset(),
                parameter.size());
      }
    }
    return difference;
  }

  private static Optional<String> compare(
      String what, float[] java, int javaAt, float[] device, int deviceAt, int size) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(java[javaAt + i]));
    }
    for (int i = 0; i < size; i++) {
      float expected = java[javaAt + i];
      float actual = device[deviceAt + i];
      boolean same = Float.compare(expected, actual) == 0;
      if (!same && !(Math.abs(expected - actual) <= TOLERANCE * (largest + 1e-3))) {
        return Optional.of(what + " at " + i + " are " + actual + " where Java has " + expected);
      }
    }
    return Optional.empty();
  }
}
