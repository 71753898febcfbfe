package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 2)
interface NameTaken extends Network {} // error [NameTaken] NameTaken is compiled to NameTakenNet, but

class NameTakenNet {
  static Object create(long seed) {
    return seed;
  }
}
