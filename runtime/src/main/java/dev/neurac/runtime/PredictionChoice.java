package dev.neurac.runtime;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * Chooses what computes predictions where no back end is named: OpenCL for so many rows at once
 * that a GPU may be worth it, if there is one and a trial says so. The answer is remembered for the
 * network's class.
 */
final class PredictionChoice {

  /**
   * Multiply-adds below which nobody looks for a GPU: about a second in Java on one thread, whose
   * vector kernels do about 55 a nanosecond.
   */
  private static final double WORTH_A_TRIAL = 5e10;

  private static final PredictionChoice OF_PROCESS = new PredictionChoice(Backends::openCl);

  private final Supplier<Accelerator> openCl;
  private final Map<Class<?>, Boolean> remembered =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Has chosen nothing yet.
   *
   * @param openCl gives OpenCL, or throws a {@link BackendException} that says why not
   */
  PredictionChoice(Supplier<Accelerator> openCl) {
    this.openCl = openCl;
  }

  /** Returns the choice that all networks of the process share. */
  static PredictionChoice ofProcess() {
    return OF_PROCESS;
  }

  /** Predicts by what suits the rows; allocates nothing where they are few. */
  void predict(NetworkRuntime network, float[] features, float[] predictions, int rows) {
    if ((double) network.program().predictionWork() * rows < WORTH_A_TRIAL) {
      network.predictInJava(features, predictions, rows);
      return;
    }
    Class<?> type = network.program().getClass();
    Boolean faster = remembered.get(type);
    if (faster == null) {
      remembered.put(type, isFaster(network, features, predictions, rows));
    } else if (!faster || !isPredicted(network, features, predictions, rows)) {
      network.predictInJava(features, predictions, rows);
    }
  }

  /** Predicts on the device; false if it failed, which then is not asked again. */
  private boolean isPredicted(
      NetworkRuntime network, float[] features, float[] predictions, int rows) {
    try {
      openCl.get().predict(network, new float[][] {features}, new float[][] {predictions}, rows);
      return true;
    } catch (BackendException e) {
      remembered.put(network.program().getClass(), false);
      Backends.staysInJava(about(network), e);
      return false;
    }
  }

  private static String about(NetworkRuntime network) {
    return "predicting with " + network.architecture().name();
  }

  /** Predicts both ways; the predictions are those of Java. */
  private boolean isFaster(
      NetworkRuntime network, float[] features, float[] predictions, int rows) {
    long began = System.nanoTime();
    network.predictInJava(features, predictions, rows);
    double java = seconds(began);
    try {
      Accelerator accelerator = openCl.get();
      String device = accelerator.device().orElseThrow();
      if (!accelerator.isGpu()) {
        Backends.decided("auto", "java, since " + device + " is no GPU; opencl names it anyway");
        return false;
      }
      float[][] inputs = {features};
      float[][] tried = {new float[predictions.length]};
      accelerator.predict(network, inputs, tried, rows); // Compiles, so it does not count.
      began = System.nanoTime();
      accelerator.predict(network, inputs, tried, rows);
      double onDevice = seconds(began);
      Backends.decided(
          about(network),
          String.format(
              Locale.ROOT,
              "%s, since %d rows take %.0f ms in java and %.0f ms on %s; results are the same to"
                  + " the bit only where the back end is named (-D%s=java or opencl)",
              onDevice < java ? Backend.OPENCL.text() : Backend.JAVA.text(),
              rows,
              java * 1e3,
              onDevice * 1e3,
              device,
              Backends.PROPERTY));
      return onDevice < java;
    } catch (BackendException e) {
      Backends.staysInJava("auto", e);
      return false;
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
