package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSize extends Network {
  @Layer(out = -3) // error [InvalidSize] hidden has out = -3, but a layer has at least 1 output
  Tensor hidden(@Input(3) Tensor features);

  @Layer(out = 3)
  Tensor price(Tensor hidden);
}
