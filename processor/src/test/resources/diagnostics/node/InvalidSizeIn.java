package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidSizeIn extends Network {
  @Layer(in = -3, out = 3) // error [InvalidSize] hidden has in = -3, but a layer has at least 1 input
  Tensor hidden(@Input(3) Tensor features);
}
