package dev.neurac.warmup;

import java.util.function.IntSupplier;
import jdk.incubator.vector.VectorShape;

/** How many bits the vectors of this machine have. */
final class PreferredWidth implements IntSupplier {

  PreferredWidth() {}

  @Override
  public int getAsInt() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}
