package dev.neurac.runtime;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is fixed about a network when it is compiled: its layers, the places of its parameters, its
 * loss. Generated code builds it once per class.
 *
 * @param name the simple name of the annotated type
 * @param loss what training makes small
 * @param inputShape the shape of one row that goes in
 * @param outputShape the shape of one row that comes out
 * @param logits whether the output is what the loss's activation would take, not what it gives; so
 *     are the logarithms of probabilities
 * @param layers the layers in topological order
 * @param parameters the parameters in the order in which they lie in the flat array
 */
public record Architecture(
    String name,
    Loss loss,
    List<Integer> inputShape,
    List<Integer> outputShape,
    boolean logits,
    List<LayerInfo> layers,
    List<ParameterInfo> parameters) {

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
   * @param name the layer's name, a dot, {@code weight} or {@code bias}
   * @param offset where it begins in the flat array of all parameters
   * @param shape its shape as users and files see it: {@code [out, in]} for the weights of a dense
   *     layer, as in PyTorch
   * @param transposed whether it lies transposed in the flat array: {@code [in, out]}
   * @param initializer how it starts
   * @param scale the initialiser's scale, NaN for one that knows its own
   * @param fanIn the number of inputs that each output of its layer sums over
   * @param fanOut the number of outputs of its layer
   */
  public record ParameterInfo(
      String name,
      int offset,
      List<Integer> shape,
      boolean transposed,
      Initializer initializer,
      double scale,
      int fanIn,
      int fanOut) {

    public ParameterInfo {
      shape = List.copyOf(shape);
      if (transposed && shape.size() != 2) {
        throw new IllegalArgumentException(
            name + " lies transposed, so it has 2 axes, but its shape is " + shape);
      }
      if (initializer == Initializer.AUTO) {
        throw new IllegalArgumentException(
            name + " starts as AUTO, which the compiler resolves by the layer's activation");
      }
    }

    /** Returns the number of values. */
    public int size() {
      return product(shape);
    }

    /** Returns a copy of the shape. */
    int[] extents() {
      return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns whether penalties apply to it: to weights, not to biases. */
    public boolean isWeight() {
      return shape.size() > 1;
    }
  }

  public Architecture {
    inputShape = List.copyOf(inputShape);
    outputShape = List.copyOf(outputShape);
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
  public static Builder builder(String name, Loss loss) {
    return new Builder(name, loss);
  }

  /** Returns the number of values in a row that goes in. */
  public int inputSize() {
    return product(inputShape);
  }

  /** Returns the number of values in a row that comes out. */
  public int outputSize() {
    return product(outputShape);
  }

  /** Returns the length of the output's last axis, which is that of the classes where there are. */
  public int classes() {
    return outputShape.isEmpty() ? 1 : outputShape.get(outputShape.size() - 1);
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
    private final Loss loss;
    private List<Integer> inputShape = List.of();
    private boolean logits;
    private final List<LayerInfo> layers = new ArrayList<>();
    private final List<ParameterInfo> parameters = new ArrayList<>();

    private Builder(String name, Loss loss) {
      this.name = name;
      this.loss = loss;
    }

    /** Says the shape of one row that goes in. */
    public Builder input(Integer... shape) {
      inputShape = List.of(shape);
      return this;
    }

    /** Adds a layer. */
    public Builder layer(String name, String kind, int parameterCount, Integer... shape) {
      layers.add(new LayerInfo(name, kind, List.of(shape), parameterCount));
      return this;
    }

    /** Adds the weights of a dense layer, which lie as {@code [in, out]}. */
    public Builder weight(String name, int offset, Initializer initializer, int in, int out) {
      return weight(name, offset, initializer, Double.NaN, in, out);
    }

    /** Adds the weights of a dense layer, with the scale of their initialiser. */
    public Builder weight(
        String name, int offset, Initializer initializer, double scale, int in, int out) {
      parameters.add(
          new ParameterInfo(name, offset, List.of(out, in), true, initializer, scale, in, out));
      return this;
    }

    /** Adds the biases of a layer with {@code in} inputs. */
    public Builder bias(String name, int offset, Initializer initializer, int in, int out) {
      parameters.add(
          new ParameterInfo(name, offset, List.of(out), false, initializer, Double.NaN, in, out));
      return this;
    }

    /** Adds a trainable slope for each of some features, which all start alike. */
    public Builder slope(String name, int offset, double start, int features) {
      parameters.add(
          new ParameterInfo(
              name,
              offset,
              List.of(features),
              false,
              Initializer.CONSTANT,
              start,
              features,
              features));
      return this;
    }

    /**
     * Says that the output layer leaves out the activation that the loss names (see {@link
     * Loss#activation()}), or gives the logarithms of probabilities.
     */
    public Builder logits() {
      logits = true;
      return this;
    }

    /** Returns the description, given the shape of one row that comes out. */
    public Architecture output(Integer... shape) {
      return new Architecture(name, loss, inputShape, List.of(shape), logits, layers, parameters);
    }
  }
}
