package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
abstract class ReservedMethod implements Network {
  @Layer(out = 3)
  abstract Tensor hidden(@Input(3) Tensor features);

  @Override
  public final NetworkRuntime runtime() { // error [ReservedMethod] a method runtime() of its own
    return null;
  }
}
