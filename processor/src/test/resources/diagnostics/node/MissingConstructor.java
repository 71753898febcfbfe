package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
abstract class MissingConstructor implements Network { // error [MissingConstructor] has no constructor
  @Layer(out = 3)
  abstract Tensor hidden(@Input(13) Tensor features);

  MissingConstructor(int size) {}
}
