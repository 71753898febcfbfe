package dev.neurac.runtime;

import dev.neurac.Initializer;
import dev.neurac.runtime.Architecture.ParameterInfo;
import java.util.List;

/**
 * What generated code says of one parameter, ended by how it starts:
 *
 * <pre>{@code
 * network.parameter("layer1.weight", LAYER1_WEIGHT, 64, 128).inFiles(1, 0).penalized()
 *     .starts(Initializer.HE_UNIFORM, 64, 128);
 * }</pre>
 */
public final class ParameterBuilder {

  private final Architecture.Builder network;
  private final String name;
  private final int offset;
  private final List<Integer> shape;
  private FileLayout layout;
  private boolean penalized;

  /** Null until it is said. */
  private Start start;

  ParameterBuilder(Architecture.Builder network, String name, int offset, List<Integer> shape) {
    this.network = network;
    this.name = name;
    this.offset = offset;
    this.shape = shape;
    this.layout = FileLayout.asInMemory(shape.size());
  }

  /**
   * Says the order of the axes in files and for users, where it is not that in memory.
   *
   * @param axes the axes in memory, as {@link FileLayout} has them
   */
  public ParameterBuilder inFiles(int... axes) {
    layout = FileLayout.of(axes);
    return this;
  }

  /** Says that penalties count it even where they leave out biases and the like. */
  public ParameterBuilder penalized() {
    penalized = true;
    return this;
  }

  /** Says how it starts; returns the network's description, which goes on. */
  public Architecture.Builder starts(Initializer initializer, int fanIn, int fanOut) {
    return starts(initializer, Double.NaN, fanIn, fanOut);
  }

  /** Says how it starts, by an initialiser that is given its scale. */
  public Architecture.Builder starts(Initializer initializer, double scale, int fanIn, int fanOut) {
    start = new Start(initializer, scale, fanIn, fanOut);
    return network;
  }

  /**
   * Returns what was said.
   *
   * @throws IllegalArgumentException if that is not all, or does not fit together
   */
  ParameterInfo info() {
    if (start == null) {
      throw new IllegalArgumentException(name + " does not say how it starts");
    }
    return new ParameterInfo(name, offset, shape, layout, penalized, start);
  }
}
