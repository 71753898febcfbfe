package dev.neurac.runtime;

import dev.neurac.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is fixed about a network when it is compiled: its layers, the places of its parameters, its
 * losses. Generated code builds it once per class.
 *
 * @param name the simple name of the annotated type
 * @param inputs what goes in, in the order of the arrays of {@link Program#predict}
 * @param outputs what comes out, in that order
 * @param layers the layers in topological order
 * @param parameters the parameters in the order in which they lie in the flat array
 */
public record Architecture(
    String name,
    List<InputInfo> inputs,
    List<OutputInfo> outputs,
    List<LayerInfo> layers,
    List<ParameterInfo> parameters) {

  /**
   * What goes into the network.
   *
   * @param shape the shape of one row
   */
  public record InputInfo(String name, List<Integer> shape) {
    public InputInfo {
      shape = List.copyOf(shape);
    }

    /** Returns the number of values in a row. */
    public int size() {
      return product(shape);
    }
  }

  /**
   * What comes out of the network.
   *
   * @param shape the shape of one row
   * @param loss what training makes small
   * @param logits whether it is what the loss's activation would take, not what it gives; so are
   *     the logarithms of probabilities
   */
  public record OutputInfo(String name, List<Integer> shape, Loss loss, boolean logits) {
    public OutputInfo {
      shape = List.copyOf(shape);
    }

    /** Returns the number of values in a row. */
    public int size() {
      return product(shape);
    }

    /** Returns the length of the last axis, which is that of the classes where there are. */
    public int classes() {
      return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    }

    /** Returns whether its targets may be classes, one for each vector along the last axis. */
    public boolean takesClasses() {
      return loss == Loss.CROSS_ENTROPY;
    }

    /** Returns the number of targets in a row, where they are classes or where they are not. */
    public int targetSize(boolean ofClasses) {
      return ofClasses ? size() / classes() : size();
    }
  }

  /**
   * A layer of the network.
   *
   * @param name the layer's name
   * @param kind what the layer does, for people: {@code Dense, RELU}
   * @param shape the shape of one row of its output
   * @param parameterCount the number of its trainable values
   */
  public record LayerInfo(String name, String kind, List<Integer> shape, int parameterCount) {
    public LayerInfo {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A trainable array.
   *
   * @param name the layer's name, a dot, and its own: {@code layer1.weight}
   * @param offset where it begins in the flat array of all parameters
   * @param shapeInMemory its shape as it lies there: {@code [in, out]} for the weights of a dense
   *     layer
   * @param layout the order of its axes in files and for users
   * @param penalized whether penalties count it even where they leave out biases and the like
   * @param start how it starts
   */
  public record ParameterInfo(
      String name,
      int offset,
      List<Integer> shapeInMemory,
      FileLayout layout,
      boolean penalized,
      Start start) {

    public ParameterInfo {
      shapeInMemory = List.copyOf(shapeInMemory);
      if (layout.axes().size() != shapeInMemory.size()) {
        throw new IllegalArgumentException(
            name
                + " has the shape "
                + shapeInMemory
                + " in memory, but its axes in files are "
                + layout);
      }
    }

    /**
     * Returns its shape as users and files see it: {@code [out, in]} for the weights of a dense
     * layer, as in PyTorch.
     */
    public List<Integer> shape() {
      return layout.toFile(shapeInMemory);
    }

    /** Returns the number of values. */
    public int size() {
      return product(shapeInMemory);
    }

    /** Returns a copy of the shape that users see. */
    int[] extents() {
      return shape().stream().mapToInt(Integer::intValue).toArray();
    }
  }

  public Architecture {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
    parameters = List.copyOf(parameters);
    checkPlaces(parameters);
  }

  /** Checks that the parameters lie one after the other, each under a name of its own. */
  private static void checkPlaces(List<ParameterInfo> parameters) {
    Set<String> names = new HashSet<>();
    int end = 0;
    for (ParameterInfo parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters are named " + parameter.name());
      }
      if (parameter.offset() != end) {
        throw new IllegalArgumentException(
            parameter.name()
                + " begins at "
                + parameter.offset()
                + ", but the parameters before it end at "
                + end);
      }
      end = Math.addExact(end, parameter.size());
    }
  }

  /** Starts the description of a network. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Returns the network's only input.
   *
   * @throws IllegalStateException if it has several
   */
  public InputInfo input() {
    return only("inputs", inputs);
  }

  /**
   * Returns the network's only output.
   *
   * @throws IllegalStateException if it has several
   */
  public OutputInfo output() {
    return only("outputs", outputs);
  }

  private <T> T only(String what, List<T> all) {
    if (all.size() != 1) {
      throw new IllegalStateException(
          name + " has " + all.size() + " " + what + ", where one is expected");
    }
    return all.get(0);
  }

  /** Returns the number of values in a row of the only input. */
  public int inputSize() {
    return input().size();
  }

  /** Returns the number of values in a row of the only output. */
  public int outputSize() {
    return output().size();
  }

  /** Returns the loss of the only output. */
  public Loss loss() {
    return output().loss();
  }

  /** Returns whether the only output is {@linkplain OutputInfo#logits logits}. */
  public boolean logits() {
    return output().logits();
  }

  /** Returns name, sizes and parameters: {@code PhonePrice 20-128-256-4, 36,740 parameters}. */
  public String line() {
    return Summary.line(this);
  }

  /** Returns the number of trainable values. */
  public int parameterCount() {
    return parameters.stream().mapToInt(ParameterInfo::size).sum();
  }

  private static int product(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Collects what generated code says of a network. */
  public static final class Builder {

    private final String name;
    private final List<InputInfo> inputs = new ArrayList<>();
    private final List<OutputInfo> outputs = new ArrayList<>();
    private final List<LayerInfo> layers = new ArrayList<>();
    private final List<ParameterBuilder> parameters = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds an input, given the shape of one row. */
    public Builder input(String name, Integer... shape) {
      inputs.add(new InputInfo(name, List.of(shape)));
      return this;
    }

    /** Adds a layer. */
    public Builder layer(String name, String kind, int parameterCount, Integer... shape) {
      layers.add(new LayerInfo(name, kind, List.of(shape), parameterCount));
      return this;
    }

    /**
     * Adds a parameter; what is returned says the rest of it.
     *
     * @param name the layer's name, a dot, and its own
     * @param offset where it begins in the flat array: behind the parameters before it
     * @param shape its shape in memory
     */
    public ParameterBuilder parameter(String name, int offset, int... shape) {
      List<Integer> extents = Arrays.stream(shape).boxed().toList();
      ParameterBuilder parameter = new ParameterBuilder(this, name, offset, extents);
      parameters.add(parameter);
      return parameter;
    }

    /** Adds an output that is what its loss compares, given the shape of one row. */
    public Builder output(String name, Loss loss, Integer... shape) {
      outputs.add(new OutputInfo(name, List.of(shape), loss, false));
      return this;
    }

    /**
     * Adds an output that leaves out the activation that the loss names (see {@link
     * Loss#activation()}), or gives the logarithms of probabilities.
     */
    public Builder logits(String name, Loss loss, Integer... shape) {
      outputs.add(new OutputInfo(name, List.of(shape), loss, true));
      return this;
    }

    /** Returns the description. */
    public Architecture build() {
      return new Architecture(
          name, inputs, outputs, layers, parameters.stream().map(ParameterBuilder::info).toList());
    }
  }
}
