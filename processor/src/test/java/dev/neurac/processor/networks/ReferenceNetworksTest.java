package dev.neurac.processor.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.neurac.Tensor;
import dev.neurac.data.Dataset;
import dev.neurac.optim.Adam;
import dev.neurac.processor.References;
import dev.neurac.processor.opencl.Device;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole networks against PyTorch in double: the output, the gradients of one batch, the losses of
 * three Adam steps and the parameters after them.
 */
class ReferenceNetworksTest {

  private static final double TOLERANCE = 1e-4;

  private static final JsonObject REFERENCE = References.read("networks.json.gz");

  static Stream<Arguments> networks() {
    return Stream.of(
        network("phone", ReferenceNetworks_PhoneNet::create),
        network("phone", ReferenceNetworks_PhoneProbabilitiesNet::create),
        network("chip", ReferenceNetworks_ChipNet::create),
        network("chip", ReferenceNetworks_ChipProbabilityNet::create),
        network("advertising", ReferenceNetworks_AdvertisingNet::create),
        network("small", ReferenceNetworks_SmallNet::create),
        network("small", ReferenceNetworks_SmallNodesNet::create));
  }

  private static Arguments network(String reference, LongFunction<Network> create) {
    Network net = create.apply(0);
    return arguments(reference, net.runtime().architecture().name(), net);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("networks")
  void computesWhatPyTorchComputes(String name, String model, Network net) {
    JsonObject reference = REFERENCE.getAsJsonObject(name);
    start(net, reference);
    float[] x = floats(reference.get("x"));
    float[] y = floats(reference.get("y"));

    assertClose("output", net.predict(x), expectedOutput(model, reference));
    assertGradients(net, reference, x, y);
    assertTrains(Backend.JAVA, net, reference, x, y);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("networks")
  void openClComputesWhatPyTorchComputes(String name, String model, Network net) {
    Device.assume();
    JsonObject reference = REFERENCE.getAsJsonObject(name);
    start(net, reference);
    float[] x = floats(reference.get("x"));

    assertClose("output", Device.onOpenCl(() -> net.predict(x)), expectedOutput(model, reference));
    assertTrains(Backend.OPENCL, net, reference, x, floats(reference.get("y")));
  }

  private static void assertGradients(Network net, JsonObject reference, float[] x, float[] y) {
    Map<String, Tensor> gradients = net.gradients(x, y);
    for (String parameter : reference.getAsJsonObject("gradients").keySet()) {
      assertClose(
          "gradient of " + parameter,
          gradients.get(ourName(parameter)).toArray(),
          References.doubles(reference.getAsJsonObject("gradients").get(parameter)));
    }
  }

  private static void assertTrains(
      Backend backend, Network net, JsonObject reference, float[] x, float[] y) {
    History history =
        Trainer.of(net)
            .backend(backend)
            .optimizer(Adam.of(0.01))
            .fullBatch()
            .epochs(3)
            .fit(dataset(net, x, y));
    assertClose(
        "losses", floats(history.values("loss")), References.doubles(reference.get("losses")));
    for (String parameter : reference.getAsJsonObject("after3").keySet()) {
      assertClose(
          parameter + " after three steps",
          net.parameter(ourName(parameter)).values().toArray(),
          References.doubles(reference.getAsJsonObject("after3").get(parameter)));
    }
  }

  private static void start(Network net, JsonObject reference) {
    JsonObject start = reference.getAsJsonObject("start");
    assertThat(start.keySet().stream().map(ReferenceNetworksTest::ourName))
        .containsExactlyElementsOf(net.parameters().stream().map(Parameter::name).toList());
    start
        .entrySet()
        .forEach(entry -> net.parameter(ourName(entry.getKey())).set(floats(entry.getValue())));
  }

  /** {@code 2.weight}, the second linear module of a Sequential, is {@code layer2.weight}. */
  private static String ourName(String theirs) {
    String[] parts = theirs.split("\\.");
    return "layer" + (Integer.parseInt(parts[0]) / 2 + 1) + "." + parts[1];
  }

  private static Dataset dataset(Network net, float[] x, float[] y) {
    int in = net.runtime().architecture().inputSize();
    int out = net.runtime().architecture().outputSize();
    if (out == 1) {
      return Dataset.of(x, in, y, 1);
    }
    int[] classes = new int[y.length];
    for (int i = 0; i < y.length; i++) {
      classes[i] = (int) y[i];
    }
    return Dataset.ofClasses(x, in, classes, out);
  }

  /** PyTorch's logits, through the activation that the model declares. */
  private static double[] expectedOutput(String model, JsonObject reference) {
    double[] logits = References.doubles(reference.get("logits"));
    int width = logits.length / reference.getAsJsonArray("x").size();
    if (model.equals("ChipProbability")) {
      for (int i = 0; i < logits.length; i++) {
        logits[i] = 1 / (1 + Math.exp(-logits[i]));
      }
    } else if (model.equals("PhoneProbabilities") || model.equals("SmallNodes")) {
      for (int row = 0; row < logits.length; row += width) {
        double sum = 0;
        for (int i = row; i < row + width; i++) {
          logits[i] = Math.exp(logits[i]);
          sum += logits[i];
        }
        for (int i = row; i < row + width; i++) {
          logits[i] /= sum;
        }
      }
    }
    return logits;
  }

  private static void assertClose(String what, float[] ours, double[] reference) {
    References.assertClose(what, References.doubles(ours), reference, TOLERANCE);
  }

  private static float[] floats(JsonElement nested) {
    return References.floats(References.doubles(nested));
  }

  private static float[] floats(double[] values) {
    return References.floats(values);
  }
}
