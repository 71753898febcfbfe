package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
interface Constants {
  int Math = 1;
}

@Model(loss = MEAN_SQUARED_ERROR)
interface ReservedField extends Network, Constants { // error [ReservedField] generated code names the class Math
  @Layer(out = 3)
  Tensor hidden(@Input(3) Tensor features);
}
