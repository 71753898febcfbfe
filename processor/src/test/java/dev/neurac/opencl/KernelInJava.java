package dev.neurac.opencl;

import dev.neurac.runtime.Step;
import java.util.Arrays;

/** Runs the loops of a generated Aparapi kernel as the Java that they are, on no device. */
public final class KernelInJava {

  private KernelInJava() {}

  /**
   * Computes the losses and the gradients of the batch that lies in a step, as lanes would, and
   * stores them there.
   *
   * @param out the floats of a row of the output
   * @param capacity the rows of a full batch
   * @param backwards whether the last lane of each phase comes first, which makes no difference
   */
  public static void train(
      NetworkKernel kernel, Step step, int out, int capacity, boolean backwards) {
    int in = step.inputs[0].length / step.capacity();
    kernel.bind(capacity, in, out, 0);
    kernel.takeTargets(step.targetSize(), step.isOfClasses());
    kernel.makeRoomForGradients();
    Arrays.fill(kernel.scratch, Float.NaN);
    int rows = step.rows;
    System.arraycopy(step.parameters, 0, kernel.values, 0, step.parameters.length);
    System.arraycopy(step.inputs[0], 0, kernel.scratch, 0, rows * in);
    int ofRows = rows * step.targetSize();
    System.arraycopy(step.targetArray(), 0, kernel.scratch, capacity * in, ofRows);
    System.arraycopy(step.rowWeights, 0, kernel.scratch, capacity * (in + out), rows);
    int lanes = 5;
    for (int phase = 0; phase < kernel.trainingPhases(); phase++) {
      for (int i = 0; i < lanes; i++) {
        run(kernel, phase, backwards ? lanes - 1 - i : i, lanes, rows, step.step);
      }
    }
    System.arraycopy(kernel.scratch, capacity * (in + out + 1), step.losses[0], 0, rows);
    System.arraycopy(kernel.scratch, kernel.gradientsAt, step.gradients, 0, step.gradients.length);
  }

  private static void run(
      NetworkKernel kernel, int phase, int lane, int lanes, int rows, int step) {
    kernel.compute(phase, lane, lanes, rows, step);
    for (int i = kernel.firstProducts[phase]; i < kernel.firstProducts[phase + 1]; i++) {
      kernel.multiply(i * ProductTable.INTS, lane, lanes, rows, step);
    }
  }
}
