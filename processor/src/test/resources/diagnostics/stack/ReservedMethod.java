package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 3, out = 3)
interface ReservedMethod extends Network {
  default Object create(long serial) { // error [ReservedMethod] a method create(long) of its own
    return serial;
  }
}
