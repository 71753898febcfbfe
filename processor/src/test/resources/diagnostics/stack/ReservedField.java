package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = MEAN_SQUARED_ERROR)
@Layer(in = 2, out = 1)
interface ReservedField extends Network {
  int Compiled = 1; // error [ReservedField] generated code names the class Compiled, which this hides from it
}
