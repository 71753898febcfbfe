package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface MissingInput extends Network { // error [MissingInput] no parameter declares the network's input
  @Layer(out = 16)
  Tensor hidden(Tensor features);

  @Layer(out = 1)
  Tensor price(Tensor hidden);
}
