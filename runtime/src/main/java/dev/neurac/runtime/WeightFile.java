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

  /** What to do about values in a file that are not finite. */
  static final String DAMAGED =
      "the file is damaged, or what was trained had diverged; take another file. The network is"
          + " unchanged.";

  private WeightFile() {}

  static void save(NetworkRuntime network, Path file) throws IOException {
    Map<String, Tensor> tensors;
    synchronized (network) { // Training cannot begin before all is copied.
      network.checkReadable();
      tensors = network.parameterTensors();
    }
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      checkFinite(
          tensor.getKey(),
          tensor.getValue().toArray(),
          file,
          "what is not finite could not be loaded again; set it, or train anew. Nothing was"
              + " written.");
    }
    new Safetensors(tensors, Map.of("model", network.architecture().name())).write(file);
  }

  /** Loads all parameters, or none if the file does not fit. */
  static void load(NetworkRuntime network, Path file) throws IOException {
    network.checkReadable();
    network.replaceParameters(
        values(network.architecture(), read(network.architecture(), file).tensors()));
    network.dataNames(DataNames.UNKNOWN); // Nothing in the file says what these weights know.
  }

  /**
   * Reads a file of weights, or of a training, for a network: no value of one that does not fit.
   *
   * @throws WeightFileException if names or shapes differ, or a value is not finite; the message
   *     lists every problem
   */
  static Safetensors read(Architecture architecture, Path file) throws IOException {
    Safetensors content = Safetensors.read(file, shapes -> check(architecture, shapes, file));
    for (Map.Entry<String, Tensor> tensor : content.tensors().entrySet()) {
      checkFinite(tensor.getKey(), tensor.getValue().toArray(), file, DAMAGED);
    }
    return content;
  }

  /**
   * Returns the values of all parameters, in the layout of the flat array.
   *
   * @param tensors what {@link #read} gave for the same network
   */
  static float[] values(Architecture architecture, Map<String, Tensor> tensors) {
    float[] values = new float[architecture.parameterCount()];
    for (ParameterInfo parameter : architecture.parameters()) {
      Parameter.write(parameter, tensors.get(parameter.name()).toArray(), values);
    }
    return values;
  }

  /**
   * Checks that a tensor has finite values alone.
   *
   * @throws WeightFileException that names the tensor and the first that is not
   */
  static void checkFinite(String tensor, float[] values, Path file, String advice)
      throws WeightFileException {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new WeightFileException(
            file,
            tensor
                + " has "
                + values[i]
                + " as value "
                + i
                + " of "
                + values.length
                + " (counted from 0): "
                + advice);
      }
    }
  }

  /*
   * phone.safetensors: the file does not fit the network PhonePrice:
   *   layer1.weight has shape [128, 21] in the file, but [128, 20] in the network
   *   layer2.bias is missing
   *   layr2.bias is not in the network; did you mean layer2.bias?
   * Load …
   */
  private static void check(Architecture architecture, Map<String, int[]> shapes, Path file)
      throws WeightFileException {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>();
    Set<String> unexpected = new LinkedHashSet<>(shapes.keySet());
    for (String name : shapes.keySet()) {
      if (name.indexOf(NetworkRuntime.TRAINING_MARK) >= 0) {
        unexpected.remove(name);
        checkTrainingShape(architecture, name, shapes.get(name), problems);
      }
    }
    for (ParameterInfo parameter : architecture.parameters()) {
      unexpected.remove(parameter.name());
      int[] shape = shapes.get(parameter.name());
      if (shape == null) {
        missing.add(parameter.name());
        problems.add(parameter.name() + " is missing");
      } else if (!Arrays.equals(shape, parameter.extents())) {
        problems.add(wrongShape(parameter, shape));
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

  /** What a training keeps, it keeps of every parameter. */
  private static void checkTrainingShape(
      Architecture architecture, String name, int[] found, List<String> problems) {
    int[] expected = {architecture.parameterCount()};
    if (!Arrays.equals(found, expected)) {
      problems.add(
          name
              + " has shape "
              + Arrays.toString(found)
              + " in the file, but the network has "
              + expected[0]
              + " parameters");
    }
  }

  private static String wrongShape(ParameterInfo parameter, int[] found) {
    boolean asInMemory = Arrays.stream(found).boxed().toList().equals(parameter.shapeInMemory());
    return parameter.name()
        + " has shape "
        + Arrays.toString(found)
        + " in the file, but "
        + parameter.shape()
        + " in the network"
        + (asInMemory
            ? "; its axes are in another order: permute them by " + parameter.layout()
            : "");
  }
}
