package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
abstract class ReservedFieldOfPackage implements Network {
  static final int dev = 1; // error [ReservedField] generated code names the package dev, which this hides from it

  private static final int Math = 2; // not seen by the generated class

  @Layer(out = 3)
  abstract dev.neurac.Tensor hidden(@Input(3) dev.neurac.Tensor features);

  interface Tensor {}
}
