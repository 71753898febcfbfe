package dev.neurac.runtime;

import dev.neurac.Tensor;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.Arrays;

/** A trainable array of a network: a view by name, in the layout of PyTorch. */
public final class Parameter {

  private final ParameterInfo info;
  private final NetworkRuntime network;

  Parameter(ParameterInfo info, NetworkRuntime network) {
    this.info = info;
    this.network = network;
  }

  /** Returns the name: the layer's, a dot, and its own, such as {@code weight}. */
  public String name() {
    return info.name();
  }

  /** Returns the extents: {@code [out, in]} for the weights of a dense layer. */
  public int[] shape() {
    return info.extents();
  }

  /** Returns the number of values. */
  public int size() {
    return info.size();
  }

  /**
   * Returns a copy of the current values.
   *
   * @throws IllegalStateException while another thread trains the network
   */
  public Tensor values() {
    return network.read(info);
  }

  /**
   * Replaces the values.
   *
   * @param values as many as the parameter has, in row-major order of {@link #shape()}
   * @throws IllegalArgumentException if their number differs
   * @throws IllegalStateException while another thread trains the network
   */
  public void set(float... values) {
    if (values.length != info.size()) {
      throw new IllegalArgumentException(
          info.name()
              + " has shape "
              + info.shape()
              + ", so it takes "
              + info.size()
              + " values, but "
              + values.length
              + " were given");
    }
    network.write(inside(info, values), info.offset());
  }

  /**
   * Replaces the values.
   *
   * @throws IllegalArgumentException if the shape differs
   * @throws IllegalStateException while another thread trains the network
   */
  public void set(Tensor values) {
    if (!Arrays.equals(values.shape(), shape())) {
      throw new IllegalArgumentException(
          info.name()
              + " has shape "
              + info.shape()
              + ", but the given values have shape "
              + Arrays.toString(values.shape()));
    }
    network.write(inside(info, values.toArray()), info.offset());
  }

  /** Returns the values of one parameter, as users see them, out of a flat array of all. */
  static Tensor read(ParameterInfo info, float[] all) {
    float[] values = Arrays.copyOfRange(all, info.offset(), info.offset() + info.size());
    return Tensor.of(info.layout().toFile(values, info.shapeInMemory()), info.extents());
  }

  /** Writes values, as users see them, into a flat array of all. */
  static void write(ParameterInfo info, float[] values, float[] all) {
    System.arraycopy(inside(info, values), 0, all, info.offset(), info.size());
  }

  private static float[] inside(ParameterInfo info, float[] values) {
    return info.layout().toMemory(values, info.shapeInMemory());
  }

  /** Returns name and shape: {@code layer1.weight [128, 20]}. */
  @Override
  public String toString() {
    return info.name() + " " + info.shape();
  }
}
