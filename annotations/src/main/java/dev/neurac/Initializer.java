package dev.neurac;

/**
 * How the weights of a layer start. Biases start at zero unless the constant says otherwise.
 *
 * <p>{@code in} and {@code out} are the layer's numbers of features. Values are drawn from the
 * network's seed and the parameter's name, so that adding a layer leaves the others as they were.
 */
public enum Initializer {
  /** Chosen by the layer's activation: He for the rectified units, Xavier for the others. */
  AUTO,
  /** The value {@link Layer#initScale}. */
  CONSTANT,
  /** Uniform in ±{@link Layer#initScale}. */
  UNIFORM,
  /** Normal with standard deviation {@link Layer#initScale}. */
  NORMAL,
  /** Uniform in ±√(6/in) (He et al., 2015). */
  HE_UNIFORM,
  /** Normal with standard deviation √(2/in) (He et al., 2015). */
  HE_NORMAL,
  /** Uniform in ±√(6/(in + out)) (Glorot and Bengio, 2010). */
  XAVIER_UNIFORM,
  /** Normal with standard deviation √(2/(in + out)) (Glorot and Bengio, 2010). */
  XAVIER_NORMAL,
  /** Uniform in ±√(3/in) (LeCun et al., 1998). */
  LECUN_UNIFORM,
  /** Normal with standard deviation √(1/in) (LeCun et al., 1998). */
  LECUN_NORMAL,
  /** A random matrix with orthonormal rows or columns (Saxe et al., 2014). */
  ORTHOGONAL,
  /** Uniform in ±1/√in, weights and biases: PyTorch's default. */
  FAN_IN,
  /** All zero; meant for values that code sets. */
  ZEROS
}
