package dev.neurac.runtime;

import java.util.List;
import java.util.Optional;

/**
 * A back end beside Java, which an artifact of its own brings. It is found by {@link
 * java.util.ServiceLoader}, so nothing else mentions its classes. Where it cannot work at all, its
 * constructor throws a {@link BackendException} that says why.
 */
public interface Accelerator {

  /** Returns every device that was found, a line each, for people. */
  List<String> found();

  /** Returns the device that is used, for people; empty where there is none. */
  Optional<String> device();

  /** Returns why there is no device, and what would change it; empty where there is one. */
  Optional<String> refusal();

  /** Returns whether the device is a GPU. */
  boolean isGpu();

  /**
   * Prepares a training.
   *
   * @throws BackendException if the network cannot be computed here; the message says why
   */
  DeviceTraining train(NetworkRuntime network, DeviceJob job);

  /**
   * Predicts some rows, as {@link Program#predict}.
   *
   * @throws BackendException if the network cannot be computed here; the message says why
   */
  void predict(NetworkRuntime network, float[][] inputs, float[][] predictions, int rows);

  /**
   * Computes outputs and losses of some rows, as {@link Program#evaluate}.
   *
   * @throws BackendException if the network cannot be computed here; the message says why
   */
  void evaluate(
      NetworkRuntime network,
      LossRunner.Features features,
      Targets targets,
      float[] predictions,
      float[] losses,
      int rows);
}
