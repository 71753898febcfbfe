package dev.neurac.processor.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.data.Dataset;
import dev.neurac.optim.Sgd;
import dev.neurac.processor.Compilations;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of more operations than one chain of cases takes, computed on a device. */
class DeviceDeepNetworkTest {

  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  /** Narrow layers of three widths. */
  private static JavaFileObject model(int layers) {
    String hidden =
        IntStream.range(0, layers)
            .mapToObj(i -> String.format("@Layer(out = %d, act = TANH)%n", 4 + i % 3))
            .collect(Collectors.joining());
    return Compilations.model(
        "Deep",
        "@Model(loss = MEAN_SQUARED_ERROR)\n@Layer(in = 3, out = 6, act = TANH)\n"
            + hidden
            + "@Layer(out = 2)\npublic interface Deep extends Network {}");
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 70})
  void trainsMeasuresAndPredicts(int layers) throws IOException {
    Device.assume();
    Network net = CompiledModel.create(folder, entry -> true, model(layers), "-g");
    float[] start = net.runtime().parameterArray().clone();
    Dataset data = Device.rows(net, 11, false);

    float[] java = train(net, Backend.JAVA, start, data);
    float[] device = train(net, Backend.OPENCL, start, data);
    Device.assertClose("parameters", device, java, TOLERANCE);
    assertThat(device).isNotEqualTo(start);
    Device.assertClose(
        "predictions",
        Device.onOpenCl(() -> net.predict(data.features())),
        net.predict(data.features()),
        TOLERANCE);
    Device.assertClose(
        "the loss",
        new float[] {Device.onOpenCl(() -> (float) Trainer.evaluate(net, data).loss())},
        new float[] {(float) Trainer.evaluate(net, data).loss()},
        TOLERANCE);
  }

  private static float[] train(Network net, Backend backend, float[] start, Dataset data) {
    System.arraycopy(start, 0, net.runtime().parameterArray(), 0, start.length);
    Trainer.of(net).backend(backend).optimizer(Sgd.of(0.1)).batchSize(5).epochs(1).fit(data);
    return net.runtime().parameterArray().clone();
  }
}
