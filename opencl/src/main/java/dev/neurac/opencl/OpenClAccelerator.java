package dev.neurac.opencl;

import com.aparapi.device.OpenCLDevice;
import dev.neurac.runtime.Accelerator;
import dev.neurac.runtime.BackendException;
import dev.neurac.runtime.DeviceJob;
import dev.neurac.runtime.DeviceTraining;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Targets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The OpenCL back end; {@link java.util.ServiceLoader} makes it for the runtime. */
public final class OpenClAccelerator implements Accelerator {

  /** So many classes of networks keep what predictions need on the device. */
  private static final int MAX_KEPT = 8;

  private final Detection detection = Detection.look();

  /** By class, the one that was used longest ago first. */
  private final Map<Class<?>, OpenClPredictions> predictions = new LinkedHashMap<>(16, 0.75f, true);

  /** What was found wrong with a kernel; empty where it agrees with Java. */
  private final Map<String, Optional<String>> checked = new LinkedHashMap<>();

  /** Looks for devices. */
  public OpenClAccelerator() {}

  @Override
  public List<String> found() {
    return detection.devices().stream().map(Detection::text).toList();
  }

  @Override
  public Optional<String> device() {
    return detection.best().map(Detection::text);
  }

  @Override
  public Optional<String> refusal() {
    return detection.refusal();
  }

  @Override
  public boolean isGpu() {
    return detection.best().filter(Detection::isGpu).isPresent();
  }

  private OpenCLDevice best() {
    return detection
        .best()
        .orElseThrow(() -> new BackendException(detection.refusal().orElseThrow()));
  }

  @Override
  public DeviceTraining train(NetworkRuntime network, DeviceJob job) {
    check(network.program());
    return new OpenClTraining(network, job, best());
  }

  @Override
  public void predict(NetworkRuntime network, float[][] inputs, float[][] outputs, int rows) {
    check(network.program());
    synchronized (predictions) {
      predictions(network.program()).predict(network, inputs, outputs, rows);
    }
  }

  @Override
  public void evaluate(
      NetworkRuntime network,
      LossRunner.Features features,
      Targets targets,
      float[] outputs,
      float[] losses,
      int rows) {
    check(network.program());
    synchronized (predictions) {
      predictions(network.program()).evaluate(network, features, targets, outputs, losses, rows);
    }
  }

  /** Called under the lock, and used under it: what is dropped is not in use. */
  private OpenClPredictions predictions(Program program) {
    OpenClPredictions kept = predictions.get(program.getClass());
    if (kept == null) {
      kept = new OpenClPredictions(program, best());
      predictions.put(program.getClass(), kept);
      if (predictions.size() > MAX_KEPT) {
        Iterator<OpenClPredictions> eldest = predictions.values().iterator();
        OpenClPredictions dropped = eldest.next();
        eldest.remove();
        dropped.close();
      }
    }
    return kept;
  }

  /** Compares a kernel with Java when it is first used; what disagreed once stays refused. */
  private void check(Program program) {
    synchronized (checked) {
      String name = program.getClass().getName() + program.architecture();
      Optional<String> mismatch = checked.get(name);
      if (mismatch == null) {
        mismatch = ParityCheck.mismatch(program, best());
        checked.put(name, mismatch);
      }
      mismatch.ifPresent(
          text -> {
            throw new BackendException(text);
          });
    }
  }
}
