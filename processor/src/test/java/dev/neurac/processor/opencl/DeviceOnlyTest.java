package dev.neurac.processor.opencl;

import static dev.neurac.processor.opencl.Device.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.train.Trainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where OpenCL is named, Java computes nothing of it: here it cannot. */
class DeviceOnlyTest {

  private static final Set<String> COMPUTING = Set.of("predict", "evaluate", "run", "trace");

  private final Program real = DeviceNetworks_AwkwardNet.create(1).runtime().program();
  private final NetworkRuntime runtime =
      new NetworkRuntime(
          (Program)
              Proxy.newProxyInstance(
                  Program.class.getClassLoader(), new Class<?>[] {Program.class}, this::call),
          1);
  private final Network net = () -> runtime;
  private final Dataset data = rows(net, 20, true);
  private boolean withoutJava;

  private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (withoutJava && COMPUTING.contains(method.getName())) {
      throw new AssertionError("computed in Java: " + method.getName());
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The first use compares the device with Java, so that comes before. */
  @BeforeEach
  void forbidJava() {
    Device.assume();
    Device.onOpenCl(() -> net.predict(data.features()));
    withoutJava = true;
    assertThatThrownBy(() -> Trainer.evaluate(net, data)).hasMessageContaining("in Java: evaluate");
  }

  @Test
  void predicts() {
    float[] predictions = Device.onOpenCl(() -> net.predict(data.features()));
    withoutJava = false;
    Device.assertClose("predictions", predictions, net.predict(data.features()), 1e-5);
  }

  @Test
  void measures() {
    double loss = Device.onOpenCl(() -> Trainer.evaluate(net, data).loss());
    assertThat(loss).isPositive().isFinite();
  }

  @Test
  void trainsAndMeasuresInTraining() {
    float[] before = Arrays.copyOf(runtime.parameterArray(), runtime.parameterArray().length);
    Trainer.of(net).backend(Backend.OPENCL).batchSize(6).epochs(2).validation(data).fit(data);
    assertThat(runtime.parameterArray()).isNotEqualTo(before);
  }
}
