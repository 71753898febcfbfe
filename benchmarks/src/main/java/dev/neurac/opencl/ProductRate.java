package dev.neurac.opencl;

import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Network;
import java.util.SplittableRandom;

/**
 * How fast an OpenCL device multiplies the rows of a batch by the weights of a network that has one
 * layer. Nothing is brought there or back, but the rows are gathered and the results kept, so there
 * are three passes for a product.
 */
public final class ProductRate {

  private static final int STEPS = 5;

  private static final int TRIES = 3;

  private ProductRate() {}

  /**
   * Returns floating-point operations a second of {@code [rows,in]·[in,out]}.
   *
   * @param way how to multiply, as the property neurac.opencl.tiles names it; empty for what is
   *     chosen
   */
  public static double of(Network network, int rows, String way) {
    System.setProperty(KernelSession.TILES, way);
    try (KernelSession session =
        new KernelSession(network.runtime().program(), Detection.look().best().orElseThrow())) {
      Architecture architecture = network.runtime().architecture();
      int in = architecture.inputSize();
      int out = architecture.outputSize();
      NetworkKernel kernel = session.kernel;
      kernel.bind(rows, in, out, 0);
      kernel.makeRoom();
      kernel.choosePhases(
          false,
          false,
          kernel.trainingPhases() + kernel.evaluationPhases(),
          kernel.predictionPhases());
      kernel.data = random(rows * in);
      kernel.results = new float[STEPS * rows * out];
      kernel.indirect = 1; // All steps take the same rows.
      kernel.order = new int[STEPS * rows];
      for (int place = 0; place < kernel.order.length; place++) {
        kernel.order[place] = place % rows;
      }
      System.arraycopy(network.runtime().parameterArray(), 0, kernel.values(), 0, in * out);
      session.compile();
      kernel.put(kernel.data);
      kernel.put(kernel.order);
      kernel.put(kernel.values());
      seconds(session, rows, STEPS);
      double one = Double.POSITIVE_INFINITY;
      double several = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TRIES; i++) {
        one = Math.min(one, seconds(session, rows, 1));
        several = Math.min(several, seconds(session, rows, STEPS));
      }
      return 2.0 * rows * in * out * (STEPS - 1) / (several - one);
    } finally {
      System.clearProperty(KernelSession.TILES);
    }
  }

  private static double seconds(KernelSession session, int rows, int steps) {
    session.kernel.end = steps * rows;
    long began = System.nanoTime();
    session.execute(Schedule.WIDE, steps);
    return (System.nanoTime() - began) / 1e9;
  }

  private static float[] random(int length) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
