package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of a class that {@link VectorWidth} defined for one width. */
final class Species {

  private Species() {}

  /**
   * Returns the vectors whose bits the class of the lookup has as its class data. C2 compiles only
   * vectors whose width is a constant: the class keeps them in a static final field.
   */
  static VectorSpecies<Float> of(MethodHandles.Lookup lookup) {
    try {
      int bits = MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Integer.class);
      return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
