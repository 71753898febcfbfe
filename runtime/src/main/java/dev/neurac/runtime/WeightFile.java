package dev.neurac.runtime;

import dev.neurac.Tensor;
import dev.neurac.io.Safetensors;
import dev.neurac.io.WeightFileException;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network's parameters in a file: each under its name, in the layout of PyTorch. */
final class WeightFile {

  private WeightFile() {}

  static void save(NetworkRuntime network, Path file) throws IOException {
    Map<String, Tensor> tensors;
    synchronized (network) { // Training cannot begin before all is copied.
      network.checkReadable();
      tensors = network.parameterTensors();
    }
    new Safetensors(tensors, Map.of("model", network.architecture().name())).write(file);
  }

  /** Loads all parameters, or none if the file does not fit. */
  static void load(NetworkRuntime network, Path file) throws IOException {
    network.checkReadable();
    network.replaceParameters(
        values(network.architecture(), Safetensors.read(file).tensors(), file));
    network.dataNames(DataNames.UNKNOWN); // Nothing in the file says what these weights know.
  }

  /**
   * Returns the values of all parameters, in the layout of the flat array.
   *
   * @param file where the tensors come from, for messages
   * @throws WeightFileException if they do not fit; the message lists every problem
   */
  static float[] values(Architecture architecture, Map<String, Tensor> tensors, Path file)
      throws WeightFileException {
    check(architecture, tensors, file);
    float[] values = new float[architecture.parameterCount()];
    for (ParameterInfo parameter : architecture.parameters()) {
      Parameter.write(parameter, tensors.get(parameter.name()).toArray(), values);
    }
    return values;
  }

  /*
   * phone.safetensors: the file does not fit the network PhonePrice:
   *   layer1.weight has shape [128, 21] in the file, but [128, 20] in the network
   *   layer2.bias is missing
   *   layr2.bias is not in the network; did you mean layer2.bias?
   * Load …
   */
  private static void check(Architecture architecture, Map<String, Tensor> tensors, Path file)
      throws WeightFileException {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    Set<String> unexpected = new LinkedHashSet<>(tensors.keySet());
    unexpected.removeIf(name -> name.indexOf(NetworkRuntime.TRAINING_MARK) >= 0);
    for (ParameterInfo parameter : architecture.parameters()) {
      unexpected.remove(parameter.name());
      Tensor tensor = tensors.get(parameter.name());
      if (tensor == null) {
        missing.add(parameter.name());
        problems.add(parameter.name() + " is missing");
      } else if (!Arrays.equals(tensor.shape(), parameter.extents())) {
        problems.add(wrongShape(parameter, tensor));
      }
    }
    for (String name : unexpected) {
      problems.add(
          name
              + " is not in the network"
              + Spelling.closest(name, missing)
                  .map(meant -> "; did you mean " + meant + "?")
                  .orElse(""));
    }
    if (!problems.isEmpty()) {
      throw new WeightFileException(
          file,
          "the file does not fit the network "
              + architecture.name()
              + ":\n  "
              + String.join("\n  ", problems)
              + "\nLoad a file saved from this network, or make names and shapes the same on both"
              + " sides. The network is unchanged.");
    }
  }

  private static String wrongShape(ParameterInfo parameter, Tensor tensor) {
    int[] found = tensor.shape();
    int[] expected = parameter.extents();
    boolean swapped =
        found.length == 2
            && expected.length == 2
            && found[0] == expected[1]
            && found[1] == expected[0];
    return parameter.name()
        + " has shape "
        + Arrays.toString(found)
        + " in the file, but "
        + Arrays.toString(expected)
        + " in the network"
        + (swapped ? "; files hold weights as [out, in], so transpose it" : "");
  }
}
