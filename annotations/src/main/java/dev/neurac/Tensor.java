package dev.neurac;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Floats with a shape; immutable.
 *
 * <p>Values are row-major: the last axis is contiguous. Where a tensor holds rows of a batch, the
 * batch is axis 0.
 */
public final class Tensor {

  private final int[] shape;
  private final float[] values;

  private Tensor(float[] values, int[] shape) {
    this.values = values;
    this.shape = shape;
  }

  /**
   * Returns a tensor of a copy of {@code values}.
   *
   * @param values as many as the product of the extents
   * @param shape the extents, outermost first, none negative; none at all for a single value
   * @throws IllegalArgumentException if the number of values does not fit the shape
   */
  public static Tensor of(float[] values, int... shape) {
    BigInteger size = BigInteger.ONE; // [65536, 65536, 65536, 65536] is too many for a long
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException(
            "an extent is at least 0, but the shape is " + Arrays.toString(shape));
      }
      size = size.multiply(BigInteger.valueOf(extent));
    }
    if (!size.equals(BigInteger.valueOf(values.length))) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " holds "
              + size
              + " values, but "
              + values.length
              + " were given");
    }
    return new Tensor(values.clone(), shape.clone());
  }

  /** Returns a copy of the extents, outermost first. */
  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Returns the number of values. */
  public int size() {
    return values.length;
  }

  /** Returns a copy of the values, row-major. */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * Returns one value.
   *
   * @param index one index per axis, each from 0 up to the axis's extent
   * @throws IllegalArgumentException if the number of indices is not {@link #rank()}
   * @throws IndexOutOfBoundsException if an index is outside its axis
   */
  public float at(int... index) {
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Arrays.toString(shape)
              + " takes "
              + shape.length
              + " indices, but "
              + index.length
              + " were given");
    }
    int flat = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        throw new IndexOutOfBoundsException(
            "index "
                + Arrays.toString(index)
                + " is outside a tensor of shape "
                + Arrays.toString(shape));
      }
      flat = flat * shape[axis] + index[axis];
    }
    return values[flat];
  }

  /** Two tensors are equal if their shapes and the bits of their values are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  /** Returns the values as nested lists, as NumPy prints them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, 0, 0);
    return text.toString();
  }

  private int append(StringBuilder text, int axis, int from) {
    if (axis == shape.length) {
      text.append(values[from]);
      return from + 1;
    }
    text.append('[');
    int at = from;
    for (int i = 0; i < shape[axis]; i++) {
      if (i > 0) {
        text.append(", ");
      }
      at = append(text, axis + 1, at);
    }
    text.append(']');
    return at;
  }
}
