package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface NameTaken extends Network { // error [NameTaken] NameTaken is compiled to NameTakenNet, but there
  @Layer(out = 3)
  Tensor hidden(@Input(13) Tensor features);
}

interface NameTakenNet {
  static Object create(long seed) {
    return seed;
  }
}
